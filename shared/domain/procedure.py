"""Which command a case's status admits: the one table, for the API, the pages and the docs."""

from shared.domain.case import Case
from shared.domain.errors import NotPossible
from shared.domain.policy import Policy

_WORK = frozenset(
    {"acknowledged", "accepted", "investigating", "awaiting_complainant", "in_mediation"}
)
_OPEN = _WORK | {"received", "decision_proposed"}
_ALL = _OPEN | {"resolved", "closed", "referred", "not_accepted", "withdrawn", "merged"}

ADMITTED = {
    "acknowledge": frozenset({"received"}),
    "assess": frozenset({"acknowledged", "awaiting_complainant"}),
    "triage": _OPEN,
    "extend": _OPEN,
    "assign": _OPEN,
    "note": _ALL,
    "reply": _OPEN | {"resolved"},
    "request-information": _WORK,
    "propose-decision": _WORK,
    "sign-off": frozenset({"decision_proposed"}),
    "return": frozenset({"decision_proposed"}),
    "close": frozenset({"resolved"}),
    "messages": _ALL - {"merged"},
    "withdraw": _OPEN,
    "take": _OPEN,
    "record-alerts": _ALL,
    "evidence": _ALL - {"merged"},
    "evidence-arrived": _ALL,
    "evidence-examined": _ALL,
    "evidence-expired": _ALL,
    "download": _ALL,
}


def admits(case: Case, command: str, policy: Policy) -> bool:
    """A register whose policy needs no decision may close a case from any open status."""
    if command == "close" and not policy.decision_required:
        return case.status in _OPEN | {"resolved"}
    return case.status in ADMITTED[command]


def possible(case: Case, policy: Policy) -> tuple[str, ...]:
    """What the status admits now, in alphabetical order, whoever asks.

    Without what is done to one file: the files say for themselves which can be read.
    """
    acts = ADMITTED.keys() - {"download"}
    return tuple(sorted(name for name in acts if admits(case, name, policy)))


def require(case: Case, command: str, policy: Policy) -> None:
    if not admits(case, command, policy):
        raise NotPossible(command, case.status, possible(case, policy))
