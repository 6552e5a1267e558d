"""The pilot's policy: the committed JSON is the file's, and what the pilot promises is in it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from infra.policy_tools.policy_file import DEFAULT, SHIPPED, canonical_text, load, load_document
from shared.domain.deadlines import timing
from shared.domain.deadlines.urgency import urgency_of
from shared.domain.policy.model import Policy

TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def pilot() -> Policy:
    return load(DEFAULT)


def test_the_committed_json_is_what_the_file_compiles_to() -> None:
    expected = canonical_text(load_document(DEFAULT))
    assert SHIPPED.read_text(encoding="utf-8") == expected


def test_every_part_that_functions_read_can_be_read(pilot: Policy) -> None:
    assert set(pilot.agencies) == {"education", "health", "civil_service", "justice"}
    assert pilot.office.reference_prefix == "BF"
    assert set(pilot.calendars) == {"office_hours", "round_the_clock"}
    assert pilot.decision_required
    assert {"default", "urgent", "call_out"} <= set(pilot.ladders)
    assert len({rule.rule_id for rule in pilot.clock_rules}) == len(pilot.clock_rules)


def test_every_service_has_a_category_for_an_administration_that_does_not_answer(
    pilot: Policy,
) -> None:
    assert {f"{agency}_no_answer" for agency in pilot.agencies} <= set(pilot.categories)


def test_each_of_three_answers_alone_makes_a_case_urgent(pilot: Policy) -> None:
    for question in ("danger_now", "legal_violation", "human_rights"):
        assert urgency_of({question: True}, "standard", pilot.urgency) == "urgent"
    assert urgency_of({"vulnerable": True}, "standard", pilot.urgency) == "high"
    assert urgency_of({}, "standard", pilot.urgency) == "standard"


def test_an_urgent_case_is_acknowledged_within_an_hour_at_night_and_on_a_holiday(
    pilot: Policy,
) -> None:
    christmas = datetime(2026, 12, 25, 2, 30, tzinfo=UTC)
    rule = pilot.rules_for({"urgency": "urgent"})["acknowledge"]
    assert timing.start(rule, christmas, pilot).due_at == christmas + timedelta(hours=1)


def test_the_law_of_january_2026_decides_which_days_are_off(pilot: Policy) -> None:
    days = set(pilot.document["calendars"]["office_hours"]["holidays"])
    assert {"2026-05-15", "2026-12-11", "2025-11-01", "2025-01-03"} <= days
    assert not {"2026-04-06", "2026-08-05", "2026-10-31", "2026-11-01", "2027-01-04"} & days


def test_feasts_that_wait_for_the_moon_are_flagged(pilot: Policy) -> None:
    office = pilot.document["calendars"]["office_hours"]
    assert "2027-03-09" in office["estimated"]
    assert set(office["estimated"]) < set(office["holidays"])


def test_friday_ends_half_an_hour_later_than_other_days(pilot: Policy) -> None:
    rule = pilot.rules_for({"urgency": "standard"})["acknowledge"]
    assert timing.start(rule, TUESDAY, pilot).due_at == datetime(2026, 11, 27, 16, 30, tzinfo=UTC)


def test_everybody_is_called_out_within_half_an_hour(pilot: Policy) -> None:
    levels = pilot.ladders["call_out"]
    assert [level.alert for level in levels] == [("duty",), ("deputy",), ("head",), ("ombudsman",)]
    assert [level.after.duration for level in levels] == [
        timedelta(minutes=10 * n) for n in range(4)
    ]
    assert all(pilot.people("health", level.alert) for level in levels)
    assert len(pilot.people("health", ("duty",))) == 2


def test_the_same_policy_is_the_same_bytes(pilot: Policy) -> None:
    shuffled = json.loads(json.dumps(pilot.document, sort_keys=False))
    assert canonical_text(shuffled) == canonical_text(pilot.document)
