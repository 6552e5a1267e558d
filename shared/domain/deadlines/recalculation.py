"""Open cases under another policy: previewed and recalculated by the same arithmetic.

Elapsed and paused time stay. What was met or missed stays, as it happened under the rule of its
time. A case is moved whole or not at all, so that it lives under one version; it is held back when
the new policy doesn't know its category, or when only extensions are wanted and a deadline would
come earlier.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from shared.domain.case.case import Case, facts
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.deadlines import clocks, escalation, timing
from shared.domain.deadlines.clocks import Clock
from shared.domain.deadlines.escalation import Climb
from shared.domain.instants import to_text
from shared.domain.policy.clock_rules import ClockRule
from shared.domain.policy.model import Policy
from shared.domain.policy.office import OFFICE
from shared.domain.vocabulary import ClockState, EventName

Direction = Literal["extend-only", "all"]
Shift = Literal["earlier", "later", "unchanged"]


@dataclass(frozen=True)
class Recalculation:
    """One case under the new policy. `shift` is earlier when any of its deadlines comes earlier."""

    case: Case
    clocks: Mapping[str, Clock]
    shift: Shift
    newly_overdue: int
    alerts: int
    unknown: bool = False

    def held_by(self, direction: Direction) -> bool:
        return self.unknown or (direction == "extend-only" and self.shift == "earlier")


@dataclass(frozen=True)
class Revision:
    """Two versions of a policy, and which lines of the law are the same in both."""

    old: Policy
    new: Policy
    _same: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False, compare=False)

    def moves(self, clock: Clock, rule: ClockRule) -> bool:
        """Tells whether the dates of a clock can differ under the new rule."""
        lines = (clock.rule, rule.rule_id)
        if lines not in self._same:
            self._same[lines] = self._equal(self.old.rule(clock.rule), rule)
        return not self._same[lines]

    def _equal(self, before: ClockRule, after: ClockRule) -> bool:
        calendars = (self.old.calendars[before.calendar], self.new.calendars[after.calendar])
        return calendars[0] == calendars[1] and _timing(before) == _timing(after)


def _timing(rule: ClockRule) -> tuple[object, ...]:
    return rule.target, rule.rules, rule.warn_at


def recalculation_of(case: Case, revision: Revision, now: datetime) -> Recalculation:
    """Recalculates one case. Raises CalendarError when the new calendar lacks a year."""
    policy = revision.new
    if case.policy_version == policy.version:
        return Recalculation(case, case.clocks, "unchanged", 0, 0)
    agencies = (*policy.agencies, OFFICE)
    if case.category not in policy.categories or case.agency not in agencies:
        return Recalculation(case, case.clocks, "unchanged", 0, 0, unknown=True)
    moved = _moved(case, revision, now)
    overdue = sum(_breaks(case, name, clock, now) for name, clock in moved.items())
    warned = sum(_warns(case, name, clock, now) for name, clock in moved.items())
    return Recalculation(case, moved, _shift(case, moved), overdue, overdue + warned)


def _moved(case: Case, revision: Revision, now: datetime) -> Mapping[str, Clock]:
    """Does what `timing.recalculated_under` does, and skips what can't have changed."""
    rules = timing.covering_rules(case.clocks, facts(case), revision.old, revision.new, case.plans)
    kept = {
        name: clock
        for name, clock in case.clocks.items()
        if name in rules and not revision.moves(clock, rules[name])
    }
    others = {name: clock for name, clock in case.clocks.items() if name not in kept}
    missing = {name: rule for name, rule in rules.items() if name not in kept}
    moved = timing.recalculated_under(others, missing, case.received_at or now, revision.new)
    return {name: _pointed(one, rules) for name, one in ({**case.clocks, **moved}).items()}


def _pointed(clock: Clock, rules: Mapping[str, ClockRule]) -> Clock:
    """Lets a clock name a rule of the new policy, be it met long ago.

    One that was missed and that no rule asks for any more is owed to nobody.
    """
    rule = rules.get(clock.name)
    if rule is None:
        return replace(clock, state=ClockState.CANCELLED) if clock.is_open else clock
    return clock if clock.rule == rule.rule_id else replace(clock, rule=rule.rule_id)


def _shift(case: Case, moved: Mapping[str, Clock]) -> Shift:
    later = False
    for name, before in case.clocks.items():
        after = moved[name]
        if before.state in (ClockState.RUNNING, ClockState.PAUSED) and after.is_open:
            if after.due_at < before.due_at:
                return "earlier"
            later = later or after.due_at > before.due_at
    return "later" if later else "unchanged"


def _breaks(case: Case, name: str, after: Clock, now: datetime) -> bool:
    """Tells whether the next tick marks this clock missed that the old date did not."""
    before = case.clocks.get(name)
    was = before is not None and (clocks.is_missed(before, now) or not before.is_open)
    return clocks.is_missed(after, now) and not was


def _warns(case: Case, name: str, after: Clock, now: datetime) -> bool:
    before = case.clocks.get(name)
    was = before is not None and clocks.warnings_due(before, now) is not None
    return (
        not was
        and not clocks.is_missed(after, now)
        and (clocks.warnings_due(after, now) is not None)
    )


def recalculate(
    one: Recalculation, policy: Policy, actor: Actor, now: datetime, run: str
) -> Change:
    """Moves the case under the new policy, by one event that names each deadline twice."""
    case = one.case
    moved = [
        {"clock": name, "before": to_text(before.due_at), "after": to_text(one.clocks[name].due_at)}
        for name, before in case.clocks.items()
        if before.due_at != one.clocks[name].due_at
    ]
    data = {"from": case.policy_version, "to": policy.version, "moved": moved}
    climbs = {name: _climb(climb, one, policy) for name, climb in case.climbs.items()}
    return Change.of(case, policy, actor, Moment.at(now), run).emit(
        EventName.RECALCULATED,
        data,
        policy_version=policy.version,
        clocks={name: clocks.to_document(clock) for name, clock in one.clocks.items()},
        climbs={name: escalation.to_document(climb) for name, climb in climbs.items()},
    )


def _climb(climb: Climb, one: Recalculation, policy: Policy) -> Climb:
    """Lets a climb go on from the level it has reached, on the ladder that there is now."""
    ladder = climb.ladder
    if ladder not in policy.ladders:
        ladder = policy.ladder_for(one.case.urgency)
    caused = climb.cause not in one.clocks or one.clocks[climb.cause].is_open
    more = caused and climb.level < len(policy.ladders[ladder])
    return replace(climb, ladder=ladder, next_at=climb.next_at if more else None)
