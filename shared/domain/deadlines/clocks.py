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

from shared.domain.calendar import Target, due_at, fraction_at
from shared.domain.instants import from_text, in_utc, maybe_instant, maybe_text, to_text
from shared.domain.policy.clock_rules import ClockRule
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ClockState

OPEN = frozenset({ClockState.RUNNING, ClockState.PAUSED, ClockState.MISSED})


@dataclass(frozen=True)
class Pause:
    """From when, and until when; `until` is None while the pause lasts."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class EarlyWarning:
    """A share of the target's working time, when it will be used up, and whether that was told."""

    fraction: float
    at: datetime
    given: bool = False


@dataclass(frozen=True)
class Clock:
    """One deadline of one case, under the rule that it was started with."""

    name: str
    rule: str
    state: ClockState
    started_at: datetime
    due_at: datetime
    warnings: tuple[EarlyWarning, ...] = ()
    pauses: tuple[Pause, ...] = ()
    extended_days: int = 0
    met_at: datetime | None = None

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


def start(rule: ClockRule, at: datetime, policy: Policy) -> Clock:
    """A new running clock. Raises CalendarError when the calendar doesn't know the years needed."""
    begun = in_utc(at)
    return retimed(Clock(rule.name, rule.rule_id, ClockState.RUNNING, begun, begun), rule, policy)


def _warnings(clock: Clock, rule: ClockRule, policy: Policy) -> tuple[EarlyWarning, ...]:
    calendar = policy.calendars[rule.calendar]
    given = {one.fraction for one in clock.warnings if one.given}
    return tuple(
        EarlyWarning(
            share,
            in_utc(fraction_at(calendar, clock.started_at, clock.due_at, share, taken(clock))),
            share in given,
        )
        for share in rule.warn_at
    )


def taken(clock: Clock) -> tuple[tuple[datetime, datetime], ...]:
    """The pauses that have ended."""
    return tuple((one.since, one.until) for one in clock.pauses if one.until is not None)


def warnings_due(clock: Clock, now: datetime) -> float | None:
    """The largest share not yet warned of whose time has passed; None when there is none."""
    if clock.state is not ClockState.RUNNING:
        return None
    return max(
        (one.fraction for one in clock.warnings if not one.given and one.at < now), default=None
    )


def warned(clock: Clock, now: datetime) -> Clock:
    """Every share that has passed counts as told: a late tick warns once, of the last."""
    told = (replace(one, given=one.given or one.at < now) for one in clock.warnings)
    return replace(clock, warnings=tuple(told))


def is_missed(clock: Clock, now: datetime) -> bool:
    """Whether the time is up: strictly, so that an answer at the very instant is in time."""
    return clock.state is ClockState.RUNNING and clock.due_at < now


def missed(clock: Clock, now: datetime) -> Clock:
    return replace(warned(clock, now), state=ClockState.MISSED)


def met(clock: Clock, at: datetime) -> Clock:
    """Met by an act at this instant; one that we learn of after the breach may be in time."""
    when = in_utc(at)
    ended = end_pause(clock, when)
    in_time = clock.state is ClockState.PAUSED or when <= clock.due_at
    return replace(ended, state=ClockState.MET if in_time else ClockState.MET_LATE, met_at=when)


def cancelled(clock: Clock) -> Clock:
    """No longer owed. A miss stays on record: only what was still to come is called off."""
    return (
        replace(clock, state=ClockState.CANCELLED)
        if clock.state is not ClockState.MISSED
        else clock
    )


def pause(clock: Clock, at: datetime) -> Clock:
    """Stops a running clock; one whose time is up has nothing left to stop."""
    if clock.state is not ClockState.RUNNING or clock.due_at < in_utc(at):
        return clock
    return replace(clock, state=ClockState.PAUSED, pauses=(*clock.pauses, Pause(in_utc(at))))


def end_pause(clock: Clock, at: datetime) -> Clock:
    """What is learned late may have happened before the pause, which then took no time."""
    if clock.state is not ClockState.PAUSED:
        return clock
    last = clock.pauses[-1]
    closed = replace(last, until=max(in_utc(at), last.since))
    return replace(clock, pauses=(*clock.pauses[:-1], closed))


def resume(clock: Clock, at: datetime, policy: Policy) -> Clock:
    """Runs on, the deadline moved by the time that the pauses took, as the policy counts it.

    Where the policy says that a clarification restarts the clock, it starts afresh.
    """
    if clock.state is not ClockState.PAUSED:
        return clock
    rule = policy.rule(clock.rule)
    if rule.clarification == "restart":
        return start(rule, at, policy)
    return retimed(replace(end_pause(clock, at), state=ClockState.RUNNING), rule, policy)


def extended(clock: Clock, days: int, policy: Policy) -> Clock:
    """So many days more: working days where the target counts working time, else calendar days."""
    longer = replace(clock, extended_days=clock.extended_days + days)
    return retimed(longer, policy.rule(clock.rule), policy)


def retimed(clock: Clock, rule: ClockRule, policy: Policy) -> Clock:
    """The same elapsed and paused time under this rule: the deadline and its warnings afresh."""
    moved = replace(clock, rule=rule.rule_id, due_at=_due(clock, rule, policy))
    return replace(moved, warnings=_warnings(moved, rule, policy))


def _due(clock: Clock, rule: ClockRule, policy: Policy) -> datetime:
    calendar = policy.calendars[rule.calendar]
    due = due_at(calendar, clock.started_at, rule.target, rule.rules, taken(clock))
    if not clock.extended_days:
        return in_utc(due)
    if rule.target.unit.startswith("working"):
        return in_utc(calendar.working_days_at_clock_time(due, clock.extended_days))
    more = Target("calendar_days", clock.extended_days)
    return in_utc(due_at(calendar, due, more, rule.rules))


def rules_now(
    running: Mapping[str, Clock], facts: Mapping[str, str | None], old: Policy, new: Policy
) -> Mapping[str, ClockRule]:
    """The rules that cover a case now, for each clock the one that starts as it has started.

    A follow-up of a decision and one of a hand-over are two lines of the law with one name.
    """
    rules = dict(new.rules_for(facts))
    for name, clock in running.items():
        starts = old.rule(clock.rule).starts
        if name in rules and rules[name].starts != starts:
            rules[name] = new.rules_starting(starts, facts).get(name, rules[name])
    return rules


def reclassified(
    running: Mapping[str, Clock],
    rules: Mapping[str, ClockRule],
    received_at: datetime,
    policy: Policy,
) -> Mapping[str, Clock]:
    """The clocks of a case under the rules that cover it now, elapsed and paused time kept.

    A clock that no rule covers any more is called off; one that should have started with the
    receipt starts there. What was met or missed stays so: it happened under the rule of its time.
    """
    moved = {}
    for name, clock in running.items():
        if clock.state not in (ClockState.RUNNING, ClockState.PAUSED):
            moved[name] = clock
        elif name in rules:
            moved[name] = retimed(clock, rules[name], policy)
        else:
            moved[name] = cancelled(clock)
    for name, rule in rules.items():
        if name not in moved and rule.starts == "filed":
            moved[name] = start(rule, received_at, policy)
    return moved


def next_wake(instants: Iterable[datetime | None]) -> datetime | None:
    return min((instant for instant in instants if instant is not None), default=None)


def to_document(clock: Clock) -> dict[str, Any]:
    """JSON with text and numbers only; `from_document` gives the equal clock back."""
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
        met_at=maybe_instant(document["met_at"]),
    )
