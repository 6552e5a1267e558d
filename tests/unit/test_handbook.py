"""The officers' guide says what the policy and the procedure say."""

from pathlib import Path

import pytest

from shared.domain.policy.model import Policy
from shared.domain.vocabulary import Status
from shared.runtime.default_policy import default_policy

GUIDE = (Path(__file__).parents[2] / "docs" / "handbook.md").read_text(encoding="utf-8")
FRENCH, ENGLISH = GUIDE.split("\n## English\n")


def target(name: str, unit: str, rule: int = 0) -> int:
    document = default_policy()
    rules = [one for one in Policy("x", document).clock_rules if one.name == name and not one.when]
    assert rules[rule].target.unit == unit
    return int(rules[rule].target.amount)


@pytest.mark.parametrize("text", [FRENCH, ENGLISH])
def test_it_has_a_row_for_every_status(text: str) -> None:
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) - 1 == len(Status)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        (f"sinon {target('acknowledge', 'working_days')} jours ouvrés", "else 3 working days"),
        (f"{target('assess', 'working_days')} jours ouvrés depuis", "10 working days from"),
        (f"sous {target('resolve', 'working_days')} jours", "within 20 working days"),
        (f"tous les {target('keep_informed', 'working_days')} jours", "every 10 working days"),
        (f"{target('follow_up', 'calendar_days')} jours après", "90 days after"),
        (f"| {target('follow_up', 'calendar_days', 1)} jours |", "| 30 days |"),
        (f"de {target('agency_answer', 'working_days')} jours ouvrés", "of 10 working days"),
    ],
)
def test_its_deadlines_are_those_of_the_policy(french: str, english: str) -> None:
    assert french in FRENCH
    assert english in ENGLISH


def test_its_windows_are_those_of_the_policy() -> None:
    policy = Policy("x", default_policy())
    days = int(policy.windows["appeal"].amount)
    assert f"la personne a {days} jours" in FRENCH
    assert f"the complainant has {days} days" in ENGLISH
    assert f"après {policy.break_glass_hours} heures" in FRENCH
