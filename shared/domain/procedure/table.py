"""Which command a case's status admits: the one table, for the API, the pages and the docs."""

from collections.abc import Mapping

from shared.domain.case.case import Case
from shared.domain.errors import NotPossible
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ANY_STATUS, OPEN, UNDER_WAY, CommandName, Status

ADMITTED: Mapping[CommandName, frozenset[Status]] = {
    CommandName.ACKNOWLEDGE: frozenset({Status.RECEIVED}),
    CommandName.ASSESS: frozenset(
        {Status.ACKNOWLEDGED, Status.INVESTIGATING, Status.AWAITING_COMPLAINANT}
    ),
    CommandName.TRIAGE: OPEN,
    CommandName.REFER: UNDER_WAY | {Status.RECEIVED},
    CommandName.MERGE: OPEN,
    CommandName.JOIN: OPEN,
    CommandName.EXTEND: OPEN,
    CommandName.ASSIGN: OPEN,
    CommandName.NOTE: ANY_STATUS,
    CommandName.REPLY: OPEN | {Status.RESOLVED},
    CommandName.REQUEST_INFORMATION: UNDER_WAY,
    CommandName.ANSWER_REQUEST: UNDER_WAY,
    CommandName.RECORD: UNDER_WAY,
    CommandName.COMPLETE_STEP: OPEN | {Status.RESOLVED},
    CommandName.MEDIATE: UNDER_WAY,
    CommandName.PROPOSE_DECISION: UNDER_WAY,
    CommandName.SIGN_OFF: frozenset({Status.DECISION_PROPOSED}),
    CommandName.RETURN: frozenset({Status.DECISION_PROPOSED}),
    CommandName.CLOSE: frozenset({Status.RESOLVED}),
    CommandName.FOLLOW_UP: frozenset({Status.RESOLVED, Status.CLOSED, Status.REFERRED}),
    CommandName.REOPEN: frozenset(
        {Status.RESOLVED, Status.CLOSED, Status.REFERRED, Status.NOT_ACCEPTED, Status.WITHDRAWN}
    ),
    CommandName.RECUSE: OPEN | {Status.RESOLVED},
    CommandName.NAME_SUBJECT: OPEN | {Status.RESOLVED},
    CommandName.HOLD: ANY_STATUS,
    CommandName.REDACT: ANY_STATUS,
    CommandName.BREAK_GLASS: ANY_STATUS,
    CommandName.APPROVE_BREAK_GLASS: ANY_STATUS,
    CommandName.INVITE_EXPERT: OPEN | {Status.RESOLVED},
    CommandName.REVOKE_EXPERT: ANY_STATUS,
    CommandName.MESSAGES: ANY_STATUS - {Status.MERGED},
    CommandName.WITHDRAW: OPEN,
    CommandName.ACCEPT: frozenset({Status.RESOLVED}),
    CommandName.APPEAL: frozenset(
        {Status.RESOLVED, Status.CLOSED, Status.REFERRED, Status.NOT_ACCEPTED}
    ),
    CommandName.FEEDBACK: frozenset(
        {Status.RESOLVED, Status.CLOSED, Status.REFERRED, Status.NOT_ACCEPTED, Status.WITHDRAWN}
    ),
    CommandName.MEDIATION: frozenset({Status.IN_MEDIATION}),
    CommandName.RETALIATION: ANY_STATUS,
    CommandName.CONSENT: ANY_STATUS,
    CommandName.ERASE: ANY_STATUS - OPEN - {Status.RESOLVED},
    CommandName.TAKE: OPEN,
    CommandName.RECORD_ALERTS: ANY_STATUS,
    CommandName.EVIDENCE: ANY_STATUS - {Status.MERGED},
    CommandName.EVIDENCE_ARRIVED: ANY_STATUS,
    CommandName.EVIDENCE_EXAMINED: ANY_STATUS,
    CommandName.EVIDENCE_EXPIRED: ANY_STATUS,
    CommandName.DOWNLOAD: ANY_STATUS,
    CommandName.VIEW: ANY_STATUS,
}
# Done to one file, by reading, or to the other side of a merge: nothing that one is offered.
_NOT_OFFERED = frozenset({CommandName.DOWNLOAD, CommandName.VIEW, CommandName.JOIN})


def admits(case: Case, command: CommandName, policy: Policy) -> bool:
    """A register whose policy needs no decision may close a case from any open status."""
    if command == CommandName.CLOSE and not policy.decision_required:
        return case.status in OPEN | {Status.RESOLVED}
    return case.status in ADMITTED[command]


def possible(case: Case, policy: Policy) -> tuple[CommandName, ...]:
    """What the status admits now, in alphabetical order, whoever asks."""
    acts = ADMITTED.keys() - _NOT_OFFERED
    return tuple(sorted(name for name in acts if admits(case, name, policy)))


def require(case: Case, command: CommandName, policy: Policy) -> None:
    if not admits(case, command, policy):
        raise NotPossible(command, case.status, possible(case, policy))
