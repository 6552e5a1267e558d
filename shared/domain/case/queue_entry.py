"""A case as the queue knows it: what its line tells, and what a queue can be narrowed to."""

from typing import Any

from shared.domain.case.case import Case
from shared.domain.instants import maybe_text, to_text
from shared.domain.vocabulary import ClockState

ESCALATION = "escalation"


def summary(case: Case) -> dict[str, Any]:
    """A line of the queue: what an officer sees before opening the case."""
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
    """The open clocks by name, and `escalation` of a case that was escalated and still is late."""
    is_open = {name for name, one in case.clocks.items() if one.is_open}
    return frozenset(is_open | ({ESCALATION} if _escalated(case) else set()))


def _escalated(case: Case) -> bool:
    """Somebody above was told of a missed clock, and what they were told of still is so."""
    told = (case.clocks.get(climb.cause) for climb in case.climbs.values() if climb.level)
    return any(one and one.state is ClockState.MISSED and case.owes(one) for one in told)
