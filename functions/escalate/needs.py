"""Whether people still have to hear of a level that a case reached: asked just before alerting."""

from collections.abc import Iterable

from shared.domain.case import Case
from shared.domain.clocks import ClockState
from shared.domain.escalation import CALL_OUT
from shared.domain.events import Event
from shared.domain.policy import Policy


def is_needed(case: Case, policy: Policy, cause: str, level: int, later: Iterable[Event]) -> bool:
    """False once the case is over, its climb is at another level, or its cause has ended.

    `later` are the events since the level was reached; only a call-out asks for them.
    """
    climb = case.climbs.get(cause)
    if case.finished or climb is None or climb.level != level:
        return False
    if cause != CALL_OUT:
        return case.clocks[cause].state is ClockState.MISSED
    if case.status != "received" or case.urgency not in policy.urgency.call_out:
        return False
    return all(event.name != "taken" for event in later)
