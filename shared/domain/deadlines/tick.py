"""The passing of time: warnings, missed deadlines, the next level of people."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import SYSTEM
from shared.domain.case.moment import Moment
from shared.domain.deadlines import clocks
from shared.domain.deadlines.climbing import climb_for_miss, climb_further
from shared.domain.deadlines.clocks import Clock
from shared.domain.instants import in_utc, to_text
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import EventName

FULL = 80  # events of one tick; a transaction takes a hundred writes, and the last clock adds some


@dataclass(frozen=True)
class Ticked:
    """What a tick did to one case; all zero means that there was nothing to do."""

    warned: int = 0
    missed: int = 0
    escalated: int = 0

    @classmethod
    def of(cls, change: Change) -> "Ticked":
        names = [event.name for event in change.events]
        return cls(
            names.count(EventName.CLOCK_WARNED),
            names.count(EventName.CLOCK_MISSED),
            names.count(EventName.ESCALATED),
        )


def tick(case: Case, policy: Policy, now: datetime, operation_id: str) -> Change:
    """Does everything whose time has passed at `now`, in the order of time.

    Running it again at the same instant, or any number of times, adds nothing but what was too much
    for one transaction.
    """
    at = in_utc(now)
    change = Change.of(case, policy, SYSTEM, Moment.at(at), operation_id)
    for name in sorted(case.clocks, key=lambda one: case.clocks[one].due_at):
        change = change if _is_full(change) else _look_at(change, change.case.clocks[name], at)
    for cause in case.climbs:
        climb = change.case.climbs[cause]
        change = change if _is_full(change) else climb_further(change, climb, at)
    return change


def _is_full(change: Change) -> bool:
    """True when the rest must wait for the next tick."""
    return len(change.events) >= FULL


def _look_at(change: Change, clock: Clock, now: datetime) -> Change:
    return _miss(change, clock, now) if clocks.is_missed(clock, now) else _warn(change, clock, now)


def _warn(change: Change, clock: Clock, now: datetime) -> Change:
    share = clocks.warnings_due(clock, now)
    if share is None:
        return change
    data = {"clock": clock.name, "fraction": share, "due_at": to_text(clock.due_at)}
    after = clocks.to_document(clocks.warned(clock, now))
    return change.emit(EventName.CLOCK_WARNED, data, clocks={clock.name: after})


def _miss(change: Change, clock: Clock, now: datetime) -> Change:
    data = {"clock": clock.name, "due_at": to_text(clock.due_at)}
    after = clocks.to_document(clocks.missed(clock, now))
    missed = change.emit(EventName.CLOCK_MISSED, data, clocks={clock.name: after})
    return climb_for_miss(missed, clock, now)
