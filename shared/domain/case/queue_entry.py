"""A case as the queue shows it, and what the queue can be narrowed to."""

from typing import Any

from shared.domain.case.case import Case
from shared.domain.instants import maybe_text, to_text
from shared.domain.vocabulary import ClockState

ESCALATION = "escalation"


def summary(case: Case) -> dict[str, Any]:
    """Makes the line that an officer sees in the queue before opening the case."""
    return {
        "reference": case.reference,
        "version": case.version,
        "status": case.status,
        "urgency": case.urgency,
        "agency": case.agency,
        "category": case.category,
        "assignee": case.assignee,
        "received_at": maybe_text(case.received_at),
        "policy_version": case.policy_version,
        "next_due": maybe_text(case.next_due),
        "excluded": list(case.excluded),
        "clocks": [
            {"name": one.name, "state": str(one.state), "due_at": to_text(one.due_at)}
            for one in case.clocks.values()
        ],
    }


def waits_for(case: Case) -> frozenset[str]:
    """Names the open clocks, and `escalation` for a case that was escalated and is late still."""
    is_open = {name for name, one in case.clocks.items() if one.is_open}
    return frozenset(is_open | ({ESCALATION} if _escalated(case) else set()))


def _escalated(case: Case) -> bool:
    """True while a clock that was escalated is still missed."""
    told = (case.clocks.get(climb.cause) for climb in case.climbs.values() if climb.level)
    return any(one and one.state is ClockState.MISSED and case.owes(one) for one in told)
