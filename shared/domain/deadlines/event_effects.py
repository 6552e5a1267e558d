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
from shared.domain.deadlines.triaging import triaged
from shared.domain.policy.action_plans import STEP
from shared.domain.policy.clock_rules import ClockRule
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import FINISHED, ClockName, ClockState, EventName, Status


def clocks_after(
    case: Case, event: EventName, at: datetime, policy: Policy, before: Case
) -> Mapping[str, Clock]:
    """Returns the clocks once this event happened to a case that has this status now."""
    moved = {name: _moved(clock, case, event, at, policy) for name, clock in case.clocks.items()}
    if event == EventName.TRIAGED and case.received_at is not None:
        again = triaged(moved, case, before.urgency, at, policy)
        return {name: paused_or_running(clock, case, at, policy) for name, clock in again.items()}
    if event in (EventName.APPEALED, EventName.REOPENED):
        moved = _restart(moved, case, at, policy)
    for name, rule in policy.rules_starting(event, facts(case)).items():
        if name not in moved or (event != EventName.FILED and not moved[name].is_open):
            moved[name] = _begun(rule, case, at, policy)
    if case.status not in FINISHED:
        return moved
    return {name: one if _goes_on(case, one) else _ended(one) for name, one in moved.items()}


# What is owed once more when a case that had ended is looked at again, by the stage it is in now.
_OF_STAGE = {
    Status.ACKNOWLEDGED: frozenset({ClockName.ASSESS, ClockName.RESOLVE, ClockName.KEEP_INFORMED}),
    Status.INVESTIGATING: frozenset({ClockName.RESOLVE, ClockName.KEEP_INFORMED}),
}


def _restart(
    moved: Mapping[str, Clock], case: Case, at: datetime, policy: Policy
) -> dict[str, Clock]:
    """Begins what is owed once more, and follows no promise of a decision that fell.

    Steps of an action plan that the end had called off are owed again.
    """
    lifted: dict[str, Clock] = {
        name: _ended(one) for name, one in moved.items() if name == ClockName.FOLLOW_UP
    }
    rules = timing.covering_rules(moved, facts(case), policy, policy, case.plans)
    called_off = {
        name
        for name, one in moved.items()
        if name.startswith(STEP) and one.state is ClockState.CANCELLED
    }
    begun: dict[str, Clock] = {
        name: _begun(rules[name], case, at, policy)
        for name in (_OF_STAGE[case.status] | called_off) & rules.keys()
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
    return paused_or_running(clock, case, at, policy)


def _begun(rule: ClockRule, case: Case, at: datetime, policy: Policy) -> Clock:
    return paused_or_running(timing.start(rule, at, policy), case, at, policy)


def paused_or_running(clock: Clock, case: Case, at: datetime, policy: Policy) -> Clock:
    """Stands still exactly while the case has a status that its rule is paused by."""
    if not clock.is_open:
        return clock
    if case.status in policy.rule(clock.rule).paused_by:
        return clocks.pause(clock, at)
    return timing.resume(clock, at, policy)


# By any of these a person has answered an urgent case: nobody else is called out for it.
ANSWERS = frozenset(
    {
        *(EventName.TAKEN, EventName.ACKNOWLEDGED, EventName.REPLIED),
        *(EventName.ACCEPTED, EventName.NOT_ACCEPTED, EventName.INVESTIGATED),
        *(EventName.INFORMATION_REQUESTED, EventName.AGENCY_ASKED),
        *(EventName.MEDIATION_PROPOSED, EventName.DECISION_PROPOSED),
    }
)


def calls_out(case: Case, policy: Policy) -> bool:
    """Tells whether the case is one that people are called out for, as long as nobody answers."""
    ended = case.status in FINISHED | {Status.RESOLVED}
    return not ended and case.urgency in policy.urgency.call_out


def climbs_after(case: Case, event: EventName, policy: Policy) -> Mapping[str, Climb]:
    """Stops every climb whose cause has gone."""

    def lasts(climb: Climb) -> bool:
        if case.status in FINISHED and climb.cause not in case.followed:
            return False
        if climb.cause == CALL_OUT:
            return event not in ANSWERS and calls_out(case, policy)
        if climb.cause == UNASSIGNED:
            return case.assignee is None
        return case.clocks[climb.cause].state is ClockState.MISSED

    return {
        name: climb if lasts(climb) else escalation.stopped(climb)
        for name, climb in case.climbs.items()
    }
