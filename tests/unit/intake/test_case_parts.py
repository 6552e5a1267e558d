"""What is read out of a case for whoever is shown it."""

from datetime import UTC, datetime, timedelta

from functions.intake.service.case_parts import next_level_at
from shared.domain.case.case import Case
from shared.domain.deadlines.escalation import Climb

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def climb(cause: str, next_at: datetime | None) -> Climb:
    return Climb(cause, "standard", NOON, 1, next_at)


def test_the_next_level_is_the_soonest_of_those_that_still_climb() -> None:
    later, soon = NOON + timedelta(days=2), NOON + timedelta(hours=1)
    climbs = [climb("resolve", later), climb("assess", None), climb("acknowledge", soon)]
    assert next_level_at(Case("XT-1", climbs={one.cause: one for one in climbs})) == soon


def test_nothing_is_next_where_every_climb_has_ended() -> None:
    assert next_level_at(Case("XT-1", climbs={"assess": climb("assess", None)})) is None
    assert next_level_at(Case("XT-1")) is None
