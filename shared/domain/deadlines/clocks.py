"""Clocks: a deadline is data in the case, and every change of it is a pure function.

A clock runs, is paused, and ends met, met late or cancelled; one whose time is up without an
answer is missed, and stays so until the answer comes. A paused clock is never missed, a met one
never fires.
All instants are UTC; the arithmetic is done in the civil time of the clock's calendar.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shared.domain.instants import from_text, in_utc, maybe_instant, maybe_text, to_text
from shared.domain.vocabulary import ClockState

OPEN = frozenset({ClockState.RUNNING, ClockState.PAUSED, ClockState.MISSED})


@dataclass(frozen=True)
class Pause:
    """A time in which the clock stood still; `until` is None while it lasts."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class EarlyWarning:
    """A share of the target's working time, when it is used up, and whether that was told."""

    fraction: float
    at: datetime
    given: bool = False


@dataclass(frozen=True)
class Clock:
    """One deadline of one case, under the rule that it was started with.

    `raised_from` is where it began before a triage made the case more urgent, from which it runs.
    """

    name: str
    rule: str
    state: ClockState
    started_at: datetime
    due_at: datetime
    warnings: tuple[EarlyWarning, ...] = ()
    pauses: tuple[Pause, ...] = ()
    extended_days: int = 0
    extensions: int = 0
    met_at: datetime | None = None
    raised_from: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def paused_at(self) -> datetime | None:
        return self.pauses[-1].since if self.state is ClockState.PAUSED else None

    @property
    def wake_at(self) -> datetime | None:
        """The next instant at which time alone changes this clock."""
        if self.state is not ClockState.RUNNING:
            return None
        return min([self.due_at, *(one.at for one in self.warnings if not one.given)])


def ended_pauses(clock: Clock) -> tuple[tuple[datetime, datetime], ...]:
    """Returns since when and until when each lasted."""
    return tuple((one.since, one.until) for one in clock.pauses if one.until is not None)


def warnings_due(clock: Clock, now: datetime) -> float | None:
    """Returns the largest share not yet warned of whose time has passed, if there is one."""
    if clock.state is not ClockState.RUNNING:
        return None
    return max(
        (one.fraction for one in clock.warnings if not one.given and one.at < now), default=None
    )


def warned(clock: Clock, now: datetime) -> Clock:
    """Marks every share that has passed as warned of: a late tick warns once, of the last."""
    told = (replace(one, given=one.given or one.at < now) for one in clock.warnings)
    return replace(clock, warnings=tuple(told))


def is_missed(clock: Clock, now: datetime) -> bool:
    """Tells whether the time is up: an answer at the very instant is in time."""
    return clock.state is ClockState.RUNNING and clock.due_at < now


def missed(clock: Clock, now: datetime) -> Clock:
    return replace(warned(clock, now), state=ClockState.MISSED)


def met(clock: Clock, at: datetime) -> Clock:
    """Meets the clock at this instant: what we learn of too late may have happened in time."""
    when = in_utc(at)
    ended = end_pause(clock, when)
    in_time = clock.state is ClockState.PAUSED or when <= clock.due_at
    return replace(ended, state=ClockState.MET if in_time else ClockState.MET_LATE, met_at=when)


def cancelled(clock: Clock) -> Clock:
    """Calls the clock off. A miss stays on record."""
    return (
        replace(clock, state=ClockState.CANCELLED)
        if clock.state is not ClockState.MISSED
        else clock
    )


def pause(clock: Clock, at: datetime) -> Clock:
    """Stops a running clock; one whose time is up, be it at this instant, has nothing to stop."""
    if clock.state is not ClockState.RUNNING or clock.due_at <= in_utc(at):
        return clock
    return replace(clock, state=ClockState.PAUSED, pauses=(*clock.pauses, Pause(in_utc(at))))


def end_pause(clock: Clock, at: datetime) -> Clock:
    """Ends a pause; one that ended before it began, as we learn late, took no time."""
    if clock.state is not ClockState.PAUSED:
        return clock
    last = clock.pauses[-1]
    closed = replace(last, until=max(in_utc(at), last.since))
    return replace(clock, pauses=(*clock.pauses[:-1], closed))


def next_wake(instants: Iterable[datetime | None]) -> datetime | None:
    return min((instant for instant in instants if instant is not None), default=None)


def to_document(clock: Clock) -> dict[str, Any]:
    """Writes JSON of text and numbers from which `from_document` makes the equal clock."""
    return {
        "name": clock.name,
        "rule": clock.rule,
        "state": str(clock.state),
        "started_at": to_text(clock.started_at),
        "due_at": to_text(clock.due_at),
        "warnings": [[one.fraction, to_text(one.at), one.given] for one in clock.warnings],
        "pauses": [[to_text(one.since), maybe_text(one.until)] for one in clock.pauses],
        "extended_days": clock.extended_days,
        "met_at": maybe_text(clock.met_at),
        **({"extensions": clock.extensions} if clock.extensions else {}),
        **({"raised_from": to_text(clock.raised_from)} if clock.raised_from else {}),
    }


def from_document(document: Mapping[str, Any]) -> Clock:
    return Clock(
        name=document["name"],
        rule=document["rule"],
        state=ClockState(document["state"]),
        started_at=from_text(document["started_at"]),
        due_at=from_text(document["due_at"]),
        warnings=tuple(
            EarlyWarning(share, from_text(at), given) for share, at, given in document["warnings"]
        ),
        pauses=tuple(
            Pause(from_text(since), maybe_instant(until)) for since, until in document["pauses"]
        ),
        extended_days=document["extended_days"],
        extensions=document.get("extensions", 0),
        met_at=maybe_instant(document["met_at"]),
        raised_from=maybe_instant(document.get("raised_from")),
    )
