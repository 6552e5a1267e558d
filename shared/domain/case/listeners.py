"""Who hears of which event: the one table that the relay and notify read."""

from collections.abc import Mapping
from enum import StrEnum

from shared.domain.vocabulary import EventName


class Listener(StrEnum):
    """Somebody who is written to, or a part of the system that acts."""

    COMPLAINANT = "complainant"
    FOLLOWERS = "followers"  # complainants whose cases were merged into this one
    DESK = "desk"  # the agency's, in one letter for many cases
    AGENCY = "agency"  # its desk and whoever has the case, in a letter about it
    ASSIGNEE = "assignee"
    AUDITOR = "auditor"
    TOPIC = "topic"  # the agency's own systems
    ASSIGNMENT = "assign"  # gives the case to somebody
    ESCALATION = "escalation"  # starts the workflow that alerts people


_COMPLAINANT = frozenset({Listener.COMPLAINANT})
_AGENCY = frozenset({Listener.AGENCY})
_ASSIGNMENT = frozenset({Listener.ASSIGNMENT})
_FOLLOWERS = frozenset({Listener.FOLLOWERS})
_AUDITOR = frozenset({Listener.AUDITOR})

HEARD_BY: Mapping[EventName, frozenset[Listener]] = {
    EventName.FILED: _COMPLAINANT | {Listener.DESK, Listener.TOPIC} | _ASSIGNMENT,
    EventName.ACKNOWLEDGED: _COMPLAINANT,
    EventName.ACCEPTED: _COMPLAINANT,
    EventName.NOT_ACCEPTED: _COMPLAINANT,
    EventName.TRIAGED: _ASSIGNMENT | _COMPLAINANT,
    EventName.REFERRED: _COMPLAINANT,
    EventName.MERGED: _COMPLAINANT,
    EventName.ASSIGNED: frozenset({Listener.ASSIGNEE}),
    EventName.REPLIED: _COMPLAINANT,
    EventName.INFORMATION_REQUESTED: _COMPLAINANT,
    EventName.MESSAGE_RECEIVED: _AGENCY,
    EventName.AGENCY_ASKED: _AGENCY,
    EventName.EXTENDED: _COMPLAINANT,
    EventName.MEDIATION_PROPOSED: _COMPLAINANT | _AGENCY,
    EventName.MEDIATION_FAILED: _COMPLAINANT,
    EventName.DECISION_RETURNED: _AGENCY,
    EventName.DECISION_SIGNED_OFF: _COMPLAINANT | _FOLLOWERS | _AGENCY,
    EventName.CLOSED: _COMPLAINANT | _FOLLOWERS,
    EventName.FOLLOWED_UP: _COMPLAINANT,
    EventName.REOPENED: _COMPLAINANT | _AGENCY | _ASSIGNMENT,
    EventName.APPEALED: _COMPLAINANT | _AGENCY | _ASSIGNMENT,
    EventName.RECUSED: _ASSIGNMENT,
    EventName.SUBJECT_NAMED: _ASSIGNMENT,
    EventName.SUBJECT_PROPOSED: _AUDITOR,
    EventName.BREAK_GLASS_REQUESTED: _AUDITOR,
    EventName.BREAK_GLASS_GRANTED: _AUDITOR | _COMPLAINANT,
    EventName.EVIDENCE_REJECTED: _COMPLAINANT,
    EventName.EVIDENCE_EXPIRED: _COMPLAINANT,
    EventName.CLOCK_MISSED: _COMPLAINANT,
    EventName.RECALCULATED: _COMPLAINANT,
    EventName.CLOCK_WARNED: frozenset({Listener.DESK, Listener.TOPIC}),
    EventName.ESCALATED: frozenset({Listener.ESCALATION}),
    EventName.CASES_RECALCULATED: frozenset({Listener.DESK}),
}


def heard_by(listener: Listener) -> frozenset[EventName]:
    """Returns the events that this listener hears of."""
    return frozenset(name for name, listeners in HEARD_BY.items() if listener in listeners)
