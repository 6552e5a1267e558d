"""Whether people still have to hear of a level that a case reached: asked just before alerting."""

from collections.abc import Iterable

from shared.domain.case import Case
from shared.domain.clocks import ClockState
from shared.domain.escalation import CALL_OUT
from shared.domain.events import Event
from shared.domain.policy import Policy


def is_needed(case: Case, policy: Policy, cause: str, level: int, later: Iterable[Event]) -> bool:
    """False once the case is over or the cause of its climb has ended.

    Who stands at a level of a missed deadline hears of it however late, as nobody else may act for
    them. A call-out asks for one person: it leaves a level behind with the next one. `later` are
    the events since the level was reached; only a call-out asks for them.
    """
    climb = case.climbs.get(cause)
    if case.finished or climb is None:
        return False
    if cause != CALL_OUT:
        return case.clocks[cause].state is ClockState.MISSED
    if climb.level != level:
        return False
    if case.status != "received" or case.urgency not in policy.urgency.call_out:
        return False
    return all(event.name != "taken" for event in later)
