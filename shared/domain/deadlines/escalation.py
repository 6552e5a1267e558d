"""The climb from one level of people to the next, as data in the case.

A climb starts when a clock is missed, or at receipt where the policy calls people out for an
urgent case. A level is never reached early, twice, or because a tick was late: when one is reached
late, the next moves on by the same working time, so that the people in between have theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from shared.domain.calendar import Calendar, Rules, due_at
from shared.domain.instants import from_text, in_utc, maybe_instant, maybe_text, to_text
from shared.domain.policy.ladders import Level

CALL_OUT = "call_out"
UNASSIGNED = "unassigned"
TICK_TOLERANCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Climb:
    """Its cause (a clock, `call_out`, `unassigned`), ladder, level reached, and next instant."""

    cause: str
    ladder: str
    started_at: datetime
    level: int = 0
    next_at: datetime | None = None

    @property
    def wake_at(self) -> datetime | None:
        return self.next_at


def begin(
    cause: str,
    ladder: str,
    at: datetime,
    levels: tuple[Level, ...],
    calendar: Calendar,
    rules: Rules,
) -> Climb:
    """Makes a climb whose first level is due `after` the instant that it counts from."""
    climb = Climb(cause, ladder, in_utc(at))
    return replace(climb, next_at=_planned(climb, levels, 0, calendar, rules))


def next_level(climb: Climb, levels: tuple[Level, ...], now: datetime) -> Level | None:
    """Returns the level whose time has come. One without delay is due with its cause.

    The last one comes again and again, until what it was reached for has gone.
    """
    if climb.next_at is None:
        return None
    level = levels[min(climb.level, len(levels) - 1)]
    at_once = climb.level == 0 and level.after.amount == 0
    return level if climb.next_at < now or at_once else None


def reached(
    climb: Climb, levels: tuple[Level, ...], now: datetime, calendar: Calendar, rules: Rules
) -> Climb:
    """Goes one level up. The next one keeps its planned time, or its distance if we are late."""
    planned_here = climb.next_at or now
    if climb.level + 1 >= len(levels):
        again = due_at(calendar, now, levels[-1].repeat, rules)
        return replace(climb, level=len(levels), next_at=in_utc(again))
    here = replace(climb, level=climb.level + 1)
    planned = _planned(here, levels, here.level, calendar, rules)
    if now - planned_here > TICK_TOLERANCE:
        gap = calendar.elapsed(planned_here, planned)
        planned = max(planned, calendar.deadline(now, gap))
    return replace(here, next_at=in_utc(planned))


def stopped(climb: Climb) -> Climb:
    return replace(climb, next_at=None)


def _planned(
    climb: Climb, levels: tuple[Level, ...], place: int, calendar: Calendar, rules: Rules
) -> datetime:
    return in_utc(due_at(calendar, climb.started_at, levels[place].after, rules))


def to_document(climb: Climb) -> dict[str, Any]:
    return {
        "cause": climb.cause,
        "ladder": climb.ladder,
        "started_at": to_text(climb.started_at),
        "level": climb.level,
        "next_at": maybe_text(climb.next_at),
    }


def from_document(document: Mapping[str, Any]) -> Climb:
    return Climb(
        document["cause"],
        document["ladder"],
        from_text(document["started_at"]),
        document["level"],
        maybe_instant(document["next_at"]),
    )
