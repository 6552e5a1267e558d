"""How urgent a complaint is, from plain answers and its category's floor."""

import pytest

from shared.domain.deadlines.urgency import urgency_of
from shared.domain.policy.ladders import UrgencyPolicy


def levels(**thresholds: int) -> UrgencyPolicy:
    weights = {"danger_now": 10, "vulnerable": 2}
    return UrgencyPolicy(weights, thresholds, ("urgent", "high", "standard"), {}, "round_the_clock")


LEVELS = levels(urgent=10, high=2)


@pytest.mark.parametrize(
    ("answers", "floor", "level"),
    [
        ({}, "standard", "standard"),
        ({"danger_now": True}, "standard", "urgent"),
        ({"danger_now": False, "vulnerable": True}, "standard", "high"),
        ({"vulnerable": True}, "urgent", "urgent"),
        ({}, "high", "high"),
        ({"a_question_of_another_policy": True}, "standard", "standard"),
    ],
)
def test_the_sum_of_the_answers_reaches_a_level(
    answers: dict[str, bool], floor: str, level: str
) -> None:
    assert urgency_of(answers, floor, LEVELS) == level


def test_a_level_without_a_threshold_is_reached_by_no_answer_at_all() -> None:
    assert urgency_of({}, "standard", levels(urgent=10)) == "high"
