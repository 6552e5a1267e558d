"""What an event does to the clocks and climbs of a case.

It is decided here and nowhere else which clocks an event meets, starts, pauses, resumes or calls
off, and which climbs it ends.
"""

from collections.abc import Mapping
from datetime import datetime

from shared.domain.case.case import Case, facts
from shared.domain.deadlines import clocks, escalation, timing
from shared.domain.deadlines.clocks import Clock
from shared.domain.deadlines.escalation import CALL_OUT, UNASSIGNED, Climb
from shared.domain.policy.clock_rules import ClockRule
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import FINISHED, ClockName, ClockState, EventName, Status


def clocks_after(case: Case, event: EventName, at: datetime, policy: Policy) -> Mapping[str, Clock]:
    """Returns the clocks once this event happened to a case that has this status now."""
    moved = {name: _moved(clock, case, event, at, policy) for name, clock in case.clocks.items()}
    if event == EventName.TRIAGED and case.received_at is not None:
        rules = timing.covering_rules(moved, facts(case), policy, policy)
        again = timing.recalculated_under(moved, rules, case.received_at, policy)
        return {name: _paused_or_running(clock, case, at, policy) for name, clock in again.items()}
    if event in _RESTARTED_BY:
        moved = _restart(moved, _RESTARTED_BY[event], case, at, policy)
    for name, rule in policy.rules_starting(event, facts(case)).items():
        if name not in moved or (event != EventName.FILED and not moved[name].is_open):
            moved[name] = _begun(rule, case, at, policy)
    if case.status not in FINISHED:
        return moved
    return {name: one if _goes_on(case, one) else _ended(one) for name, one in moved.items()}


# What is owed once more when a case that was decided is looked at again.
_RESTARTED_BY = {
    EventName.APPEALED: frozenset({ClockName.ASSESS, ClockName.RESOLVE, ClockName.KEEP_INFORMED}),
    EventName.REOPENED: frozenset({ClockName.RESOLVE, ClockName.KEEP_INFORMED}),
}


def _restart(
    moved: Mapping[str, Clock],
    names: frozenset[ClockName],
    case: Case,
    at: datetime,
    policy: Policy,
) -> dict[str, Clock]:
    """Begins what is owed once more, and follows no promise of a decision that fell."""
    lifted: dict[str, Clock] = {
        name: _ended(one) for name, one in moved.items() if name == ClockName.FOLLOW_UP
    }
    rules = policy.rules_for(facts(case))
    begun: dict[str, Clock] = {
        name: _begun(rules[name], case, at, policy) for name in names & rules.keys()
    }
    return {**moved, **lifted, **begun}


def _goes_on(case: Case, clock: Clock) -> bool:
    """True for what is followed up after the end: remedies still open, or a hand-over."""
    if clock.name not in case.followed:
        return False
    return case.status == Status.REFERRED or bool(case.decision and case.decision.remedies_open)


def _ended(clock: Clock) -> Clock:
    return clocks.cancelled(clock) if clock.is_open else clock


def _moved(clock: Clock, case: Case, event: EventName, at: datetime, policy: Policy) -> Clock:
    if not clock.is_open:
        return clock
    rule = policy.rule(clock.rule)
    if event in rule.met_by:
        again = rule.repeats and case.status not in FINISHED | {Status.RESOLVED}
        return _begun(rule, case, at, policy) if again else clocks.met(clock, at)
    return _paused_or_running(clock, case, at, policy)


def _begun(rule: ClockRule, case: Case, at: datetime, policy: Policy) -> Clock:
    return _paused_or_running(timing.start(rule, at, policy), case, at, policy)


def _paused_or_running(clock: Clock, case: Case, at: datetime, policy: Policy) -> Clock:
    """Stands still exactly while the case has a status that its rule is paused by."""
    if not clock.is_open:
        return clock
    if case.status in policy.rule(clock.rule).paused_by:
        return clocks.pause(clock, at)
    return timing.resume(clock, at, policy)


def climbs_after(case: Case, event: EventName, policy: Policy) -> Mapping[str, Climb]:
    """Stops every climb whose cause has gone."""

    def lasts(climb: Climb) -> bool:
        if case.status in FINISHED and climb.cause not in case.followed:
            return False
        if climb.cause == CALL_OUT:
            unanswered = case.status == Status.RECEIVED and event != EventName.TAKEN
            return unanswered and case.urgency in policy.urgency.call_out
        if climb.cause == UNASSIGNED:
            return case.assignee is None
        return case.clocks[climb.cause].state is ClockState.MISSED

    return {
        name: climb if lasts(climb) else escalation.stopped(climb)
        for name, climb in case.climbs.items()
    }
