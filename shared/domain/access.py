"""Who may do what: one table, asked by every route. What isn't written here is refused.

A right is (role, action) with the relation that the person must have to the case: `own` agency's
cases, `any`, or any as long as the person belongs to the `office`. Staff whose token names no
agency belong to the office and stand above the agencies.
"""

from collections.abc import Mapping
from datetime import datetime

from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.texts import Text
from shared.domain.errors import CaseNotFound, Forbidden, NotForYou
from shared.domain.policy.model import OFFICE
from shared.domain.vocabulary import STAFF_ROLES

_ALL_CASES = "any"
_OWN_AGENCY = "own"
_FROM_THE_OFFICE = "office"

# What the office does for the complainant, and no agency may.
_IDENTITY = {"identity": _FROM_THE_OFFICE}
_SHIELD = {"redact": _FROM_THE_OFFICE}

_ANYBODY = ("list", "read", "view", "note", "reply", "evidence", "download")
_CASEWORK = (
    *("acknowledge", "assess", "triage", "refer", "merge", "extend", "assign"),
    *("request-information", "answer-request", "record", "complete-step", "mediate"),
    *("propose-decision", "close", "follow-up", "reopen"),
)
_SAFEGUARDS = ("recuse", "name-subject", "break-glass", "retaliation")
_ABOVE = (
    *("audit", "sign-off", "return", "hold"),
    *("approve-break-glass", "invite-expert", "revoke-expert"),
)

RIGHTS: Mapping[str, Mapping[str, str]] = {
    "officer": dict.fromkeys(("file", *_ANYBODY, *_CASEWORK, *_SAFEGUARDS), _OWN_AGENCY),
    "supervisor": dict.fromkeys((*_ANYBODY, *_CASEWORK, *_SAFEGUARDS, *_ABOVE), _OWN_AGENCY)
    | _IDENTITY
    | _SHIELD,
    "mediator": dict.fromkeys((*_ANYBODY, *_SAFEGUARDS, "record", "mediate"), _ALL_CASES)
    | _IDENTITY,
    "ombudsman": dict.fromkeys((*_ANYBODY, *_CASEWORK, *_SAFEGUARDS, *_ABOVE), _ALL_CASES)
    | _IDENTITY
    | _SHIELD,
    "registrar": dict.fromkeys(
        (*_ANYBODY, *_SAFEGUARDS, "file", "acknowledge", "merge", "close", "backdate"), _ALL_CASES
    )
    | _IDENTITY
    | _SHIELD,
    "admin": {},
    "system": dict.fromkeys(
        (
            *("assign", "record-alerts"),
            *("evidence-arrived", "evidence-examined", "evidence-expired"),
        ),
        _ALL_CASES,
    ),
    "contact": {"take": _ALL_CASES},
    "expert": {"view": _ALL_CASES, "download": _ALL_CASES},  # of what the invitation names
    "auditor": {"audit": _ALL_CASES, "view": _ALL_CASES},
    "complainant": dict.fromkeys(
        (
            *("messages", "withdraw", "evidence", "accept", "appeal", "feedback", "mediation"),
            *("retaliation", "consent", "erase"),
        ),
        _ALL_CASES,
    ),
}
POLICY_READERS = frozenset(STAFF_ROLES)


def may_in(actor: Actor, action: str, agency: str) -> bool:
    """Whether the role has this right over cases of this agency."""
    relation = RIGHTS.get(actor.role, {}).get(action)
    if relation == _OWN_AGENCY:
        return actor.agency in (None, agency)
    if relation == _FROM_THE_OFFICE:
        return actor.agency is None
    return relation == _ALL_CASES


def may(actor: Actor, action: str, case: Case) -> bool:
    """Whether this person has this right over this case: none over one that concerns them."""
    return actor.name not in case.excluded and may_in(actor, action, case.agency)


def require_read(actor: Actor, case: Case) -> None:
    """Another's case looks like none at all."""
    if not may(actor, "read", case):
        raise CaseNotFound(case.reference)


def require_audit(actor: Actor, case: Case) -> None:
    if not may(actor, "audit", case):
        raise CaseNotFound(case.reference)


def require_command(actor: Actor, action: str, case: Case, possible: tuple[str, ...]) -> None:
    """Raises CaseNotFound for a case that isn't theirs to see, NotForYou for a missing right."""
    if may(actor, action, case):
        return
    require_read(actor, case)
    mine = tuple(name for name in possible if may(actor, name, case))
    raise NotForYou(action, case.status, mine)


def may_know(actor: Actor, case: Case, now: datetime) -> bool:
    """Whether this person may learn who complained.

    The office may; an agency if that was agreed to, or for the hours for which a second person
    has let somebody of it.
    """
    if may(actor, "identity", case):
        return True
    let_in = actor.name in case.grants and case.grants[actor.name].holds(now)
    return (case.share_identity or let_in) and may(actor, "read", case)


def may_read_text(actor: Actor, text: Text, writer: Actor, case: Case) -> bool:
    """Whether this reader of the case may read these words of it.

    Staff read all but the internal notes of the other side: the office reads every note, an agency
    those of its own people, and of a redacted text what stands in its place. Complainants read what
    is written by them or for them, and the decision once a second person has signed it.
    """
    if actor.role != "complainant":
        if text.text_id in case.redactions and actor.agency is not None:
            return False
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
    """The agencies whose queue this person may see, narrowed to the wanted one.

    The office's own cases are a queue like an agency's.
    """
    mine = tuple(one for one in (*agencies, OFFICE) if may_in(actor, "list", one))
    return mine if wanted is None else tuple(one for one in mine if one == wanted)
