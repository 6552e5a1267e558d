"""Deadlines as the policy sets them: of a clock started, resumed, extended, recalculated.

All instants are UTC; the arithmetic is done in the civil time of the clock's calendar. Everything
here raises CalendarError when the calendar doesn't know the years needed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import chain

from shared.domain.calendar import due_at, fraction_at
from shared.domain.deadlines.clocks import Clock, EarlyWarning, cancelled, end_pause, ended_pauses
from shared.domain.instants import in_utc
from shared.domain.policy.clock_rules import ClockRule
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ClockState, EventName


def start(rule: ClockRule, at: datetime, policy: Policy) -> Clock:
    """Makes a running clock."""
    begun = in_utc(at)
    return recalculated(
        Clock(rule.name, rule.rule_id, ClockState.RUNNING, begun, begun), rule, policy
    )


def resume(clock: Clock, at: datetime, policy: Policy) -> Clock:
    """Lets the clock run on, its deadline moved by the pauses as the policy counts them.

    Where the policy says that a clarification restarts the clock, it starts afresh.
    """
    if clock.state is not ClockState.PAUSED:
        return clock
    rule = policy.rule(clock.rule)
    if rule.clarification == "restart":
        return start(rule, at, policy)
    return recalculated(replace(end_pause(clock, at), state=ClockState.RUNNING), rule, policy)


def extended(clock: Clock, days: int, at: datetime, policy: Policy) -> Clock:
    """Adds days: working days where the target counts working time, else calendar days.

    A warning whose share of the longer target isn't used up yet at this instant is given anew.
    """
    days_in_all, times = clock.extended_days + days, clock.extensions + 1
    longer = recalculated(
        replace(clock, extended_days=days_in_all, extensions=times),
        policy.rule(clock.rule),
        policy,
    )
    again = (replace(one, given=one.given and one.at < in_utc(at)) for one in longer.warnings)
    return replace(longer, warnings=tuple(again))


def recalculated(clock: Clock, rule: ClockRule, policy: Policy) -> Clock:
    """Sets deadline and warnings by this rule; elapsed and paused time stay."""
    moved = replace(clock, rule=rule.rule_id, due_at=_due(clock, rule, policy))
    return replace(moved, warnings=_warnings(moved, rule, policy))


def _due(clock: Clock, rule: ClockRule, policy: Policy) -> datetime:
    calendar, pauses = policy.calendars[rule.calendar], ended_pauses(clock)
    return in_utc(
        due_at(calendar, clock.started_at, rule.target, rule.rules, pauses, clock.extended_days)
    )


def _warnings(clock: Clock, rule: ClockRule, policy: Policy) -> tuple[EarlyWarning, ...]:
    calendar = policy.calendars[rule.calendar]
    given = {one.fraction for one in clock.warnings if one.given}
    return tuple(
        EarlyWarning(
            share,
            in_utc(
                fraction_at(calendar, clock.started_at, clock.due_at, share, ended_pauses(clock))
            ),
            share in given,
        )
        for share in rule.warn_at
    )


def covering_rules(
    running: Mapping[str, Clock],
    facts: Mapping[str, str | None],
    old: Policy,
    new: Policy,
    plans: Iterable[str] = (),
) -> Mapping[str, ClockRule]:
    """Returns the rules that cover a case now, for each clock one that starts as it did.

    A follow-up of a decision and one of a hand-over are two lines of the law with one name. Of the
    action plans of other categories (`plans`) the steps hold that the case has.
    """
    carried = (new.steps_of(category).items() for category in plans)
    steps = {name: step for name, step in chain.from_iterable(carried) if name in running}
    rules = steps | dict(new.rules_for(facts))
    for name, clock in running.items():
        starts = old.rule(clock.rule).starts
        if name in rules and rules[name].starts != starts:
            rules[name] = new.rules_starting(starts, facts).get(name, rules[name])
    return rules


def recalculated_under(
    running: Mapping[str, Clock],
    rules: Mapping[str, ClockRule],
    received_at: datetime,
    policy: Policy,
) -> Mapping[str, Clock]:
    """Recalculates a case's clocks by the rules that cover it now.

    A clock that no rule covers any more is called off; one that should have started with the
    receipt starts there. What was met or missed stays so: it happened under the rule of its time.
    """
    moved = {}
    for name, clock in running.items():
        if clock.state not in (ClockState.RUNNING, ClockState.PAUSED):
            moved[name] = clock
        elif name in rules:
            moved[name] = recalculated(clock, rules[name], policy)
        else:
            moved[name] = cancelled(clock)
    for name, rule in rules.items():
        if name not in moved and rule.starts == EventName.FILED:
            moved[name] = start(rule, received_at, policy)
    return moved
