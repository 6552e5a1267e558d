"""How a case climbs its ladders: what begins a climb, and what reaching a level does.

A climb is begun by a missed clock, by an urgent complaint, or by a case that nobody has been given;
what a climb is and when its next level is due is `escalation`'s.
"""

from collections.abc import Callable
from datetime import datetime

from shared.domain.calendar import Calendar, Rules
from shared.domain.case.assignment import may_be_given
from shared.domain.case.case import Case, facts
from shared.domain.case.change import Change
from shared.domain.deadlines import escalation
from shared.domain.deadlines.clocks import Clock
from shared.domain.deadlines.escalation import CALL_OUT, UNASSIGNED, Climb
from shared.domain.instants import to_text
from shared.domain.policy.ladders import Level
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ClockName, ClockState, EventName, LadderAct


def climb_for_miss(change: Change, clock: Clock, now: datetime) -> Change:
    """Begins the climb of a missed clock, counted from the instant at which it was due."""
    policy = change.policy
    ladder = policy.rule(clock.rule).ladder or policy.ladder_for(change.case.urgency)
    calendar, rules = _calendar_for(clock.name, change)
    levels = policy.ladders[ladder]
    climb = escalation.begin(clock.name, ladder, clock.due_at, levels, calendar, rules)
    return climb_further(change, climb, now)


def call_out(change: Change, now: datetime) -> Change:
    """Begins the climb of an urgent case that nobody has taken yet, once in its life.

    People are called out from when we know, however old the letter is.
    """
    policy = change.policy
    ladder = _call_out_ladder(change.case, policy)
    if ladder is None or CALL_OUT in change.case.climbs:
        return change
    return _begin(change, CALL_OUT, ladder, now)


def _call_out_ladder(case: Case, policy: Policy) -> str | None:
    """Returns the category's own before the one of the urgency, and only for what is so urgent."""
    usual = policy.urgency.call_out.get(case.urgency)
    category = policy.categories.get(case.category)
    return (category and category.call_out) or usual if usual else None


def wait_for_somebody(change: Change, now: datetime) -> Change:
    """Begins the climb of a case that nobody has been given, unless it calls people out."""
    case, policy = change.case, change.policy
    called = CALL_OUT in case.climbs and case.climbs[CALL_OUT].next_at is not None
    if case.assignee is not None or called or UNASSIGNED not in policy.ladders:
        return change
    return _begin(change, UNASSIGNED, UNASSIGNED, now)


def climb_again(change: Change, now: datetime) -> Change:
    """Starts afresh what the end of the case had stopped: the climb of each clock it still owes."""
    case = change.case
    for climb in case.climbs.values():
        clock = case.clocks.get(climb.cause)
        if (
            climb.next_at is None
            and clock
            and clock.state is ClockState.MISSED
            and case.owes(clock)
        ):
            change = _begin(change, climb.cause, climb.ladder, now)
    return change


def _begin(change: Change, cause: str, ladder: str, now: datetime) -> Change:
    policy = change.policy
    calendar, rules = _calendar_for(cause, change)
    climb = escalation.begin(cause, ladder, now, policy.ladders[ladder], calendar, rules)
    if cause in change.case.climbs:  # of an earlier one nothing must stand for this one
        change = change.emit(EventName.CLIMB_BEGUN, {"cause": cause}, climbs=_climbs(climb))
    return climb_further(change, climb, now)


def climb_further(change: Change, climb: Climb, now: datetime) -> Change:
    """Reaches the next level when its time has come; a new climb is kept in any case."""
    levels = change.policy.ladders[climb.ladder]
    level = escalation.next_level(climb, levels, now)
    if level is None:
        if change.case.climbs.get(climb.cause) == climb:
            return change
        return change.emit(EventName.CLIMB_BEGUN, {"cause": climb.cause}, climbs=_climbs(climb))
    calendar, rules = _calendar_for(climb.cause, change)
    higher = escalation.reached(climb, levels, now, calendar, rules)
    again = climb.level >= len(levels)  # the last level does nothing but alert the second time
    data = {
        "cause": climb.cause,
        "ladder": climb.ladder,
        "level": level.level,
        "act": LadderAct.NOTIFY if again else level.act,
        "planned_at": to_text(climb.next_at or now),
    }
    act = None if again else _act_of(change, level)
    done = {"done": True} if act else {}
    reached = change.emit(EventName.ESCALATED, data | done, climbs=_climbs(higher))
    return reached if act is None else act(reached)


def _act_of(change: Change, level: Level) -> Callable[[Change], Change] | None:
    """Returns what the level does beside alerting people; None where people are left to do it.

    Who stands at a level is the word of the policy that the case lives under.
    """
    case, policy = change.case, change.policy
    if level.act in (LadderAct.REASSIGN, LadderAct.PASS_UP):
        user = None if _is_the_offices(case, policy) else _first_who_may(case, policy, level)
        if user is not None and user != case.assignee:
            data = {"assignee": user, "act": level.act}
            return lambda reached: reached.emit(EventName.ASSIGNED, data, assignee=user)
    place = policy.urgency.levels.index(case.urgency)
    if level.act == LadderAct.RAISE_URGENCY and place > 0:
        higher = policy.urgency.levels[place - 1]
        return lambda reached: _raised(reached, higher)
    return None


def _raised(change: Change, urgency: str) -> Change:
    data = {"urgency": urgency, "act": LadderAct.RAISE_URGENCY}
    raised = change.emit(EventName.TRIAGED, data, urgency=urgency)
    return call_out(raised, change.moment.recorded_at)


def _is_the_offices(case: Case, policy: Policy) -> bool:
    """Tells whether somebody of the office has it: a ladder never takes it back to an agency."""
    member = policy.staff.get(case.assignee or "")
    return member is not None and member.agency is None


def _first_who_may(case: Case, policy: Policy, level: Level) -> str | None:
    users = (one.user for one in policy.people(case.agency, level.alert) if one.user)
    return next((user for user in users if may_be_given(user, case, policy)), None)


def _climbs(climb: Climb) -> dict[str, dict[str, object]]:
    return {climb.cause: escalation.to_document(climb)}


def _calendar_for(cause: str, change: Change) -> tuple[Calendar, Rules]:
    """Returns in whose working time the ladder is climbed, and by which rules of counting.

    That of the missed clock; around the clock for a call-out; that of the acknowledgement for a
    case that nobody has been given.
    """
    policy = change.policy
    waiting = policy.rules_for(facts(change.case)).get(ClockName.ACKNOWLEDGE)
    if cause == CALL_OUT or (cause == UNASSIGNED and waiting is None):
        return policy.round_the_clock, policy.default_rules
    known = change.case.clocks.get(cause)
    rule = policy.rule(known.rule) if known else waiting
    assert rule is not None  # noqa: S101 - one of the two is there
    return policy.calendars[rule.calendar], rule.rules
