"""Which command a case's status admits: the one table, for the API, the pages and the docs."""

from shared.domain.case.case import Case
from shared.domain.errors import NotPossible
from shared.domain.policy.model import Policy

_WORK = frozenset(
    {"acknowledged", "accepted", "investigating", "awaiting_complainant", "in_mediation"}
)
_OPEN = _WORK | {"received", "decision_proposed"}
_ALL = _OPEN | {"resolved", "closed", "referred", "not_accepted", "withdrawn", "merged"}
STATUSES = (
    "received",
    "acknowledged",
    "accepted",
    "investigating",
    "awaiting_complainant",
    "in_mediation",
    "decision_proposed",
    "resolved",
    "closed",
    "referred",
    "not_accepted",
    "withdrawn",
    "merged",
)

ADMITTED = {
    "acknowledge": frozenset({"received"}),
    "assess": frozenset({"acknowledged", "investigating", "awaiting_complainant"}),
    "triage": _OPEN,
    "refer": _WORK | {"received"},
    "merge": _OPEN,
    "join": _OPEN,
    "extend": _OPEN,
    "assign": _OPEN,
    "note": _ALL,
    "reply": _OPEN | {"resolved"},
    "request-information": _WORK,
    "answer-request": _WORK,
    "record": _WORK,
    "complete-step": _OPEN | {"resolved"},
    "mediate": _WORK,
    "propose-decision": _WORK,
    "sign-off": frozenset({"decision_proposed"}),
    "return": frozenset({"decision_proposed"}),
    "close": frozenset({"resolved"}),
    "follow-up": frozenset({"resolved", "closed", "referred"}),
    "reopen": frozenset({"resolved", "closed", "referred", "not_accepted", "withdrawn"}),
    "recuse": _OPEN | {"resolved"},
    "name-subject": _OPEN | {"resolved"},
    "hold": _ALL,
    "redact": _ALL,
    "break-glass": _ALL,
    "approve-break-glass": _ALL,
    "invite-expert": _OPEN | {"resolved"},
    "revoke-expert": _ALL,
    "messages": _ALL - {"merged"},
    "withdraw": _OPEN,
    "accept": frozenset({"resolved"}),
    "appeal": frozenset({"resolved", "closed", "referred", "not_accepted"}),
    "feedback": frozenset({"resolved", "closed", "referred", "not_accepted", "withdrawn"}),
    "mediation": frozenset({"in_mediation"}),
    "retaliation": _ALL,
    "consent": _ALL,
    "erase": _ALL - _OPEN - {"resolved"},
    "take": _OPEN,
    "record-alerts": _ALL,
    "evidence": _ALL - {"merged"},
    "evidence-arrived": _ALL,
    "evidence-examined": _ALL,
    "evidence-expired": _ALL,
    "download": _ALL,
    "view": _ALL,
}
# Done to one file, by reading, or to the other side of a merge: nothing that one is offered.
_NOT_OFFERED = frozenset({"download", "view", "join"})


def admits(case: Case, command: str, policy: Policy) -> bool:
    """A register whose policy needs no decision may close a case from any open status."""
    if command == "close" and not policy.decision_required:
        return case.status in _OPEN | {"resolved"}
    return case.status in ADMITTED[command]


def possible(case: Case, policy: Policy) -> tuple[str, ...]:
    """What the status admits now, in alphabetical order, whoever asks."""
    acts = ADMITTED.keys() - _NOT_OFFERED
    return tuple(sorted(name for name in acts if admits(case, name, policy)))


def require(case: Case, command: str, policy: Policy) -> None:
    if not admits(case, command, policy):
        raise NotPossible(command, case.status, possible(case, policy))
