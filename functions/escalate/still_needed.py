"""Whether people still have to hear of a level that a case reached: asked just before alerting."""

from collections.abc import Iterable

from shared.domain.case.case import Case
from shared.domain.case.events import Event
from shared.domain.deadlines.escalation import CALL_OUT, UNASSIGNED
from shared.domain.deadlines.event_effects import ANSWERS, calls_out
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ClockState, EventName


def is_needed(case: Case, policy: Policy, cause: str, level: int, later: Iterable[Event]) -> bool:
    """False once the case is over or the cause of its climb has ended.

    Who stands at a level of a missed deadline hears of it however late, as nobody else may act for
    them. A call-out asks for one person: it leaves a level behind with the next one. A case that
    waited for somebody to be given to them needs nobody once it was, unless this level's own act
    has just done it: then its people hear of their case. `later` are the events since the level was
    reached.
    """
    climb = case.climbs.get(cause)
    if case.finished or climb is None:
        return False
    if cause == CALL_OUT:
        return climb.level == level and _calls_out(case, policy, later)
    if cause == UNASSIGNED:
        given = [event for event in later if event.name in (EventName.ASSIGNED, EventName.TAKEN)]
        return case.assignee is None or any("act" in event.data for event in given[:1])
    clock = case.clocks.get(cause)
    return clock is not None and clock.state is ClockState.MISSED


def _calls_out(case: Case, policy: Policy, later: Iterable[Event]) -> bool:
    return calls_out(case, policy) and all(event.name not in ANSWERS for event in later)
