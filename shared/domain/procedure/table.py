"""Which command a case's status admits: the one table, for the API, the pages and the docs."""

from shared.domain.case.case import Case
from shared.domain.errors import NotPossible
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ANY_STATUS, OPEN, UNDER_WAY

ADMITTED = {
    "acknowledge": frozenset({"received"}),
    "assess": frozenset({"acknowledged", "investigating", "awaiting_complainant"}),
    "triage": OPEN,
    "refer": UNDER_WAY | {"received"},
    "merge": OPEN,
    "join": OPEN,
    "extend": OPEN,
    "assign": OPEN,
    "note": ANY_STATUS,
    "reply": OPEN | {"resolved"},
    "request-information": UNDER_WAY,
    "answer-request": UNDER_WAY,
    "record": UNDER_WAY,
    "complete-step": OPEN | {"resolved"},
    "mediate": UNDER_WAY,
    "propose-decision": UNDER_WAY,
    "sign-off": frozenset({"decision_proposed"}),
    "return": frozenset({"decision_proposed"}),
    "close": frozenset({"resolved"}),
    "follow-up": frozenset({"resolved", "closed", "referred"}),
    "reopen": frozenset({"resolved", "closed", "referred", "not_accepted", "withdrawn"}),
    "recuse": OPEN | {"resolved"},
    "name-subject": OPEN | {"resolved"},
    "hold": ANY_STATUS,
    "redact": ANY_STATUS,
    "break-glass": ANY_STATUS,
    "approve-break-glass": ANY_STATUS,
    "invite-expert": OPEN | {"resolved"},
    "revoke-expert": ANY_STATUS,
    "messages": ANY_STATUS - {"merged"},
    "withdraw": OPEN,
    "accept": frozenset({"resolved"}),
    "appeal": frozenset({"resolved", "closed", "referred", "not_accepted"}),
    "feedback": frozenset({"resolved", "closed", "referred", "not_accepted", "withdrawn"}),
    "mediation": frozenset({"in_mediation"}),
    "retaliation": ANY_STATUS,
    "consent": ANY_STATUS,
    "erase": ANY_STATUS - OPEN - {"resolved"},
    "take": OPEN,
    "record-alerts": ANY_STATUS,
    "evidence": ANY_STATUS - {"merged"},
    "evidence-arrived": ANY_STATUS,
    "evidence-examined": ANY_STATUS,
    "evidence-expired": ANY_STATUS,
    "download": ANY_STATUS,
    "view": ANY_STATUS,
}
# Done to one file, by reading, or to the other side of a merge: nothing that one is offered.
_NOT_OFFERED = frozenset({"download", "view", "join"})


def admits(case: Case, command: str, policy: Policy) -> bool:
    """A register whose policy needs no decision may close a case from any open status."""
    if command == "close" and not policy.decision_required:
        return case.status in OPEN | {"resolved"}
    return case.status in ADMITTED[command]


def possible(case: Case, policy: Policy) -> tuple[str, ...]:
    """What the status admits now, in alphabetical order, whoever asks."""
    acts = ADMITTED.keys() - _NOT_OFFERED
    return tuple(sorted(name for name in acts if admits(case, name, policy)))


def require(case: Case, command: str, policy: Policy) -> None:
    if not admits(case, command, policy):
        raise NotPossible(command, case.status, possible(case, policy))
