"""The words of a case's life that a policy may use, and what meets a clock by default."""

from collections.abc import Mapping

from shared.domain.policy.clock_rules import POLICY_CLOCKS
from shared.domain.vocabulary import OPEN, ClockName, EventName, Status

# What starts a clock, in the file's words.
STARTS: Mapping[str, EventName] = {
    "receipt": EventName.FILED,
    "acknowledgement": EventName.ACKNOWLEDGED,
    "acceptance": EventName.ACCEPTED,
    "decision": EventName.DECISION_SIGNED_OFF,
    "referral": EventName.REFERRED,
    "agency_request": EventName.AGENCY_ASKED,
}
STARTS_BY_CLOCK: Mapping[str, str] = {
    **dict.fromkeys(POLICY_CLOCKS, "receipt"),
    ClockName.FOLLOW_UP: "decision",
    ClockName.AGENCY_ANSWER: "agency_request",
}
MET_BY: Mapping[str, tuple[EventName, ...]] = {
    ClockName.ACKNOWLEDGE: (
        EventName.ACKNOWLEDGED,
        EventName.REPLIED,
        EventName.INFORMATION_REQUESTED,
        EventName.DECISION_PROPOSED,
        EventName.DECISION_SIGNED_OFF,
        EventName.CLOSED,
        EventName.REFERRED,
        EventName.NOT_ACCEPTED,
    ),
    ClockName.ASSESS: (
        EventName.ACCEPTED,
        EventName.NOT_ACCEPTED,
        EventName.REFERRED,
        EventName.DECISION_SIGNED_OFF,
        EventName.CLOSED,
    ),
    ClockName.RESOLVE: (
        EventName.DECISION_SIGNED_OFF,
        EventName.CLOSED,
        EventName.NOT_ACCEPTED,
        EventName.REFERRED,
    ),
    ClockName.KEEP_INFORMED: (
        EventName.REPLIED,
        EventName.INFORMATION_REQUESTED,
        EventName.EXTENDED,
        EventName.ACCEPTED,
        EventName.MEDIATION_PROPOSED,
        EventName.DECISION_SIGNED_OFF,
        EventName.CLOSED,
    ),
    ClockName.FOLLOW_UP: (EventName.FOLLOWED_UP,),
    ClockName.AGENCY_ANSWER: (
        EventName.AGENCY_ANSWERED,
        EventName.DECISION_SIGNED_OFF,
        EventName.CLOSED,
    ),
}
# What a policy may say that a clock is met by: events in which somebody did something for the case.
EVENTS: frozenset[str] = frozenset(event for events in MET_BY.values() for event in events) | {
    EventName.ASSIGNED,
    EventName.TAKEN,
    EventName.MESSAGE_RECEIVED,
    EventName.INVESTIGATED,
    EventName.MEDIATION_HELD,
    EventName.MEDIATION_FAILED,
    EventName.AGREEMENT_REACHED,
    EventName.AGENCY_ASKED,
    EventName.STEP_COMPLETED,
    EventName.LOOKED_AFTER,
    EventName.OUTCOME_ACCEPTED,
    EventName.APPEALED,
    EventName.REOPENED,
    EventName.FEEDBACK_GIVEN,
    EventName.RECUSED,
    EventName.HELD,
    EventName.CASE_JOINED,
    EventName.MERGED,
    EventName.WITHDRAWN,
}
STATUSES: frozenset[str] = OPEN | {Status.RESOLVED}  # in which a clock may pause
