"""What the policy's rules say against taking a complaint up, and which body can help instead."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.domain.policy.model import Policy
from shared.domain.procedure.jurisdiction import ground, refer_to
from tests.fakes import a_complaint, a_policy
from tests.policy_document import document

RECEIVED = datetime(2026, 11, 25, 10, tzinfo=UTC)
AREA = {"south": 9.0, "north": 15.0, "west": -6.0, "east": 3.0}
RULES = {
    "not_older_than": {"months": 12},
    "already_before": {"court": "court_in_charge", "other_body": None},
    "area": AREA,
}


def a_strict_policy(**category: Any) -> Policy:
    written = document(jurisdiction=RULES)
    written["categories"]["no_answer"] |= category
    return a_policy(**written)


def found(policy: Policy | None = None, **told: Any) -> str | None:
    return ground(a_complaint(**told), RECEIVED, policy or a_strict_policy())


def at(latitude: float | None, longitude: float) -> dict[str, Any]:
    return {"location": {"latitude": latitude, "longitude": longitude}}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, None),
        ({"occurred_on": date(2025, 11, 24)}, "too_old"),
        ({"occurred_on": date(2025, 11, 25)}, None),
        ({"already_before": "court"}, "before_court"),
        ({"already_before": "other_body"}, "before_other_body"),
        (at(8.9, 0), "outside_area"),
        (at(15.1, 0), "outside_area"),
        (at(12, -6.1), "outside_area"),
        (at(12, 3.1), "outside_area"),
        (at(9, -6), None),
        (at(15, 3), None),
        (at(None, 50), None),
    ],
)
def test_each_rule_speaks_for_itself(told: dict[str, Any], expected: str | None) -> None:
    assert found(**told) == expected


def test_a_category_of_another_body_is_said_before_all_else() -> None:
    elsewhere = a_strict_policy(jurisdiction={"within": False, "refer_to": "higher_court"})
    assert found(elsewhere, already_before="court") == "category"
    assert refer_to("category", "no_answer", elsewhere) == "higher_court"


def test_a_policy_without_rules_speaks_against_nothing() -> None:
    told = {"occurred_on": date(1999, 1, 1), "already_before": "court", **at(80, 80)}
    assert found(a_policy(), **told) is None


def test_the_body_that_has_it_already_can_help_where_the_policy_knows_one() -> None:
    policy = a_strict_policy()
    named = ("before_court", "before_other_body", "too_old", None)
    assert [refer_to(one, "no_answer", policy) for one in named] == [
        *("court_in_charge", None, None, None)
    ]
