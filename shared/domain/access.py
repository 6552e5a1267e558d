"""Who may do what: one table, asked by every route. What isn't written here is refused.

A right is (role, action) with the relation that the person must have to the case: `own` agency's
cases, `any`, or any as long as the person belongs to the `office`. Staff whose token names no
agency belong to the office and stand above the agencies.
"""

from collections.abc import Mapping

from shared.domain.case import Case
from shared.domain.draft import Text
from shared.domain.errors import CaseNotFound, Forbidden, NotForYou
from shared.domain.events import Actor

ROLES = ("officer", "supervisor", "mediator", "ombudsman", "registrar", "admin", "auditor")

_ALL_CASES = "any"
_OWN_AGENCY = "own"
_FROM_THE_OFFICE = "office"

_IDENTITY = {"identity": _FROM_THE_OFFICE}

_CASEWORK = (
    "acknowledge",
    "assess",
    "triage",
    "extend",
    "assign",
    "note",
    "reply",
    "request-information",
    "propose-decision",
    "close",
    "evidence",
    "download",
)

RIGHTS: Mapping[str, Mapping[str, str]] = {
    "officer": dict.fromkeys(("file", "list", "read", *_CASEWORK), _OWN_AGENCY),
    "supervisor": dict.fromkeys(
        ("list", "read", "audit", "sign-off", "return", *_CASEWORK), _OWN_AGENCY
    )
    | _IDENTITY,
    "mediator": dict.fromkeys(("list", "read", "note", "reply", "evidence", "download"), _ALL_CASES)
    | _IDENTITY,
    "ombudsman": dict.fromkeys(
        ("list", "read", "audit", "sign-off", "return", *_CASEWORK), _ALL_CASES
    )
    | _IDENTITY,
    "registrar": dict.fromkeys(
        (
            *("file", "list", "read", "acknowledge", "note", "reply", "close", "backdate"),
            *("evidence", "download"),
        ),
        _ALL_CASES,
    )
    | _IDENTITY,
    "admin": {},
    "system": dict.fromkeys(
        ("record-alerts", "evidence-arrived", "evidence-examined", "evidence-expired"), _ALL_CASES
    ),
    "contact": {"take": _ALL_CASES},
    "auditor": {"audit": _ALL_CASES},
    "complainant": dict.fromkeys(("messages", "withdraw", "evidence"), _ALL_CASES),
}
POLICY_READERS = frozenset(ROLES)


def may(actor: Actor, action: str, agency: str) -> bool:
    """Whether the role has this right over a case of this agency."""
    relation = RIGHTS.get(actor.role, {}).get(action)
    if relation == _OWN_AGENCY:
        return actor.agency in (None, agency)
    if relation == _FROM_THE_OFFICE:
        return actor.agency is None
    return relation == _ALL_CASES


def require_read(actor: Actor, case: Case) -> None:
    """Another's case looks like none at all."""
    if not may(actor, "read", case.agency):
        raise CaseNotFound(case.reference)


def require_audit(actor: Actor, case: Case) -> None:
    if not may(actor, "audit", case.agency):
        raise CaseNotFound(case.reference)


def require_command(actor: Actor, action: str, case: Case, possible: tuple[str, ...]) -> None:
    """Raises CaseNotFound for a case that isn't theirs to see, NotForYou for a missing right."""
    if may(actor, action, case.agency):
        return
    require_read(actor, case)
    mine = tuple(name for name in possible if may(actor, name, case.agency))
    raise NotForYou(action, case.status, mine)


def may_know(actor: Actor, case: Case) -> bool:
    """Whether this person may learn who complained: the office may, an agency if it was agreed."""
    if may(actor, "identity", case.agency):
        return True
    return case.share_identity and may(actor, "read", case.agency)


def may_read_text(actor: Actor, text: Text, writer: Actor, case: Case) -> bool:
    """Whether this reader of the case may read these words of it.

    Staff read all but the internal notes of the other side: the office reads every note, an agency
    those of its own people. Complainants read what is written by them or for them, and the decision
    once a second person has signed it.
    """
    if actor.role != "complainant":
        return text.audience != "internal" or actor.agency in (None, writer.agency)
    if text.kind == "complaint" or writer.role == "complainant":
        return True
    decision = case.decision
    if decision is not None and decision.signed_off_by and text.text_id == decision.summary_text:
        return True
    return text.audience == "complainant"


def require_right(actor: Actor, action: str) -> None:
    """For what concerns no case yet, such as the queue or filing for somebody."""
    if action not in RIGHTS.get(actor.role, {}):
        raise Forbidden(action)


def agencies_of(actor: Actor, agencies: tuple[str, ...], wanted: str | None) -> tuple[str, ...]:
    """The agencies whose queue this person may see, narrowed to the wanted one."""
    mine = tuple(one for one in agencies if may(actor, "list", one))
    return mine if wanted is None else tuple(one for one in mine if one == wanted)
