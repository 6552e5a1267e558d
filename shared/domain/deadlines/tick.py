"""What the passing of time does to a case: warnings, missed deadlines, the next level of people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from shared.domain.calendar import Calendar, Rules
from shared.domain.case.assignment import may_be_given
from shared.domain.case.case import Case, facts
from shared.domain.case.change import Change
from shared.domain.case.events import SYSTEM
from shared.domain.case.moment import Moment
from shared.domain.deadlines import clocks, escalation
from shared.domain.deadlines.clocks import Clock
from shared.domain.deadlines.escalation import CALL_OUT, UNASSIGNED, Climb
from shared.domain.instants import in_utc, to_text
from shared.domain.policy.ladders import Level
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ClockName, ClockState, EventName, LadderAct

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
    """Everything whose time has passed at `now`, in the order of time; no events when nothing has.

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
    """What is left is due still: the next tick goes on with it."""
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
    ladder = change.policy.rule(clock.rule).ladder or change.policy.ladder_for(change.case.urgency)
    calendar, rules = _time_of(missed, clock.name)
    climb = escalation.begin(
        clock.name, ladder, clock.due_at, change.policy.ladders[ladder], calendar, rules
    )
    return climb_further(missed, climb, now)


def call_out(change: Change, now: datetime) -> Change:
    """The climb of an urgent case that nobody has taken yet, once in its life.

    People are called out from when we know, however old the letter is.
    """
    policy = change.policy
    ladder = _call_out_ladder(change.case, policy)
    if ladder is None or CALL_OUT in change.case.climbs:
        return change
    return _begin(change, CALL_OUT, ladder, now)


def _call_out_ladder(case: Case, policy: Policy) -> str | None:
    """The category's own before the one of the urgency, and only for what is so urgent."""
    usual = policy.urgency.call_out.get(case.urgency)
    category = policy.categories.get(case.category)
    return (category and category.call_out) or usual if usual else None


def wait_for_somebody(change: Change, now: datetime) -> Change:
    """The climb of a case that nobody has been given; a case that calls people out has another."""
    case, policy = change.case, change.policy
    called = CALL_OUT in case.climbs and case.climbs[CALL_OUT].next_at is not None
    if case.assignee is not None or called or UNASSIGNED not in policy.ladders:
        return change
    return _begin(change, UNASSIGNED, UNASSIGNED, now)


def climb_again(change: Change, now: datetime) -> Change:
    """Starts afresh what the end of the case had stopped: the climb of each clock it still owes."""
    case, ladders = change.case, change.policy.ladders
    for climb in case.climbs.values():
        clock = case.clocks.get(climb.cause)
        stopped = climb.next_at is None and climb.level < len(ladders[climb.ladder])
        if stopped and clock and clock.state is ClockState.MISSED and case.owes(clock):
            change = _begin(change, climb.cause, climb.ladder, now)
    return change


def _begin(change: Change, cause: str, ladder: str, now: datetime) -> Change:
    policy = change.policy
    calendar, rules = _time_of(change, cause)
    climb = escalation.begin(cause, ladder, now, policy.ladders[ladder], calendar, rules)
    known = change.case.climbs.get(cause)
    begun = (
        change
        if known is None
        else change.emit(EventName.CLIMB_BEGUN, {"cause": cause}, **_kept(climb))
    )
    return climb_further(begun, climb, now)


def climb_further(change: Change, climb: Climb, now: datetime) -> Change:
    """The next level when its time has come; a new climb is kept in any case."""
    levels = change.policy.ladders[climb.ladder]
    level = escalation.next_level(climb, levels, now)
    if level is None:
        if change.case.climbs.get(climb.cause) == climb:
            return change
        return change.emit(EventName.CLIMB_BEGUN, {"cause": climb.cause}, **_kept(climb))
    calendar, rules = _time_of(change, climb.cause)
    higher = escalation.reached(climb, levels, now, calendar, rules)
    data = {
        "cause": climb.cause,
        "ladder": climb.ladder,
        "level": level.level,
        "act": level.act,
        "planned_at": to_text(climb.next_at or now),
    }
    act = _act_of(change, level)
    done = {"done": True} if act else {}
    reached = change.emit(EventName.ESCALATED, data | done, **_kept(higher))
    return reached if act is None else act(reached)


def _act_of(change: Change, level: Level) -> Callable[[Change], Change] | None:
    """What the level does beside telling people; None where people are left to do it.

    Who stands at a level is the word of the policy that the case lives under.
    """
    case, policy = change.case, change.policy
    if level.act in (LadderAct.REASSIGN, LadderAct.PASS_UP):
        user = _first_who_may(case, policy, level)
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


def _first_who_may(case: Case, policy: Policy, level: Level) -> str | None:
    users = (one.user for one in policy.people(case.agency, level.alert) if one.user)
    return next((user for user in users if may_be_given(user, case, policy)), None)


def _kept(climb: Climb) -> dict[str, dict[str, object]]:
    return {"climbs": {climb.cause: escalation.to_document(climb)}}


def _time_of(change: Change, cause: str) -> tuple[Calendar, Rules]:
    """A ladder runs in the time of the clock that was missed; a call-out around the clock.

    Who has not been given to anybody waits in the time of its acknowledgement.
    """
    policy = change.policy
    waiting = policy.rules_for(facts(change.case)).get(ClockName.ACKNOWLEDGE)
    if cause == CALL_OUT or (cause == UNASSIGNED and waiting is None):
        return policy.round_the_clock, policy.default_rules
    known = change.case.clocks.get(cause)
    rule = policy.rule(known.rule) if known else waiting
    assert rule is not None  # noqa: S101 - one of the two is there
    return policy.calendars[rule.calendar], rule.rules
