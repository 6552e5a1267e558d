"""What a corrected urgency does to the clocks: no deadline is set into the past.

What becomes more urgent is owed from the triage on, as nobody could have kept the shorter time
before. What becomes less urgent again is owed from where it began, and a correction within minutes
voids the misses of the mistake.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from shared.domain.case.case import Case, facts
from shared.domain.deadlines import timing
from shared.domain.deadlines.clocks import Clock
from shared.domain.policy.action_plans import STEP
from shared.domain.policy.clock_rules import ClockRule
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ClockState

CORRECTION = timedelta(minutes=30)  # in which a triage is taken for the mending of a mis-click
_COUNTED = (ClockState.RUNNING, ClockState.PAUSED)


def triaged(
    moved: Mapping[str, Clock], case: Case, urgency: str, at: datetime, policy: Policy
) -> Mapping[str, Clock]:
    """Returns the clocks of a case that had this urgency until now."""
    rules = timing.covering_rules(moved, facts(case), policy, policy, case.plans)
    levels = policy.urgency.levels
    more_urgent = levels[: levels.index(urgency)] if urgency in levels else ()
    if case.urgency in more_urgent:
        return {**_recounted(moved, case, rules, policy), **_raised(moved, rules, at, policy)}
    return _recounted(_mended(moved, at), case, rules, policy)


def _recounted(
    moved: Mapping[str, Clock], case: Case, rules: Mapping[str, ClockRule], policy: Policy
) -> Mapping[str, Clock]:
    assert case.received_at is not None  # noqa: S101 - what is triaged was received
    return timing.recalculated_under(moved, rules, case.received_at, policy)


def _raised(
    moved: Mapping[str, Clock], rules: Mapping[str, ClockRule], at: datetime, policy: Policy
) -> dict[str, Clock]:
    """Begins at the triage what is owed by another rule now, and never later than before."""
    found = {}
    for name, clock in moved.items():
        rule = rules.get(name)
        changed = rule is not None and rule.rule_id != clock.rule and not name.startswith(STEP)
        if rule is None or not changed or clock.state not in _COUNTED:
            continue
        if timing.recalculated(clock, rule, policy).due_at >= clock.due_at:
            continue  # no sooner by the new rule: it counts from where the old one did
        begun = replace(
            timing.start(rule, at, policy),
            raised_from=clock.raised_from or clock.started_at,
            extensions=clock.extensions,  # a triage gives nobody another one
        )
        found[name] = begun if begun.due_at < clock.due_at else clock
    return found


def _mended(moved: Mapping[str, Clock], at: datetime) -> dict[str, Clock]:
    """Lets each clock begin where it did before the case was made more urgent."""
    return {name: _as_before(clock, at) for name, clock in moved.items()}


def _as_before(clock: Clock, at: datetime) -> Clock:
    if clock.raised_from is None:
        return clock
    mistaken = clock.state is ClockState.MISSED and at - clock.started_at <= CORRECTION
    if clock.state not in _COUNTED and not mistaken:
        return clock
    state = ClockState.RUNNING if mistaken else clock.state
    return replace(clock, state=state, started_at=clock.raised_from, raised_from=None)
