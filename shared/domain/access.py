"""Who may do what: one table, asked by every route. What isn't written here is refused.

A right is (role, action) with the relation that the person must have to the case: `own` agency's
cases, `any`, or any as long as the person belongs to the `office`. Staff whose token names no
agency belong to the office and stand above the agencies.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.texts import Text
from shared.domain.errors import CaseNotFound, Forbidden, NotForYou
from shared.domain.policy.office import OFFICE
from shared.domain.vocabulary import STAFF_ROLES, Audience, CommandName, Right, Role, TextKind

Action = CommandName | Right

_ALL_CASES = "any"
_OWN_AGENCY = "own"
_FROM_THE_OFFICE = "office"

# What the office does for the complainant, and no agency may.
_IDENTITY: dict[Action, str] = {Right.IDENTITY: _FROM_THE_OFFICE}
_SHIELD: dict[Action, str] = {CommandName.REDACT: _FROM_THE_OFFICE}

_ANYBODY = (
    Right.LIST,
    Right.READ,
    CommandName.VIEW,
    CommandName.NOTE,
    CommandName.REPLY,
    CommandName.EVIDENCE,
    CommandName.DOWNLOAD,
)
_CASEWORK = (
    *(
        CommandName.ACKNOWLEDGE,
        CommandName.ASSESS,
        CommandName.TRIAGE,
        CommandName.REFER,
        CommandName.MERGE,
        CommandName.EXTEND,
        CommandName.ASSIGN,
    ),
    *(
        CommandName.REQUEST_INFORMATION,
        CommandName.ANSWER_REQUEST,
        CommandName.RECORD,
        CommandName.COMPLETE_STEP,
        CommandName.MEDIATE,
    ),
    *(CommandName.PROPOSE_DECISION, CommandName.CLOSE, CommandName.FOLLOW_UP, CommandName.REOPEN),
)
_SAFEGUARDS = (
    CommandName.RECUSE,
    CommandName.NAME_SUBJECT,
    CommandName.BREAK_GLASS,
    CommandName.RETALIATION,
)
_ABOVE = (
    *(Right.AUDIT, CommandName.SIGN_OFF, CommandName.RETURN, CommandName.HOLD),
    *(CommandName.APPROVE_BREAK_GLASS, CommandName.INVITE_EXPERT, CommandName.REVOKE_EXPERT),
)


def _with(actions: Iterable[Action], relation: str) -> dict[Action, str]:
    return dict.fromkeys(actions, relation)


RIGHTS: Mapping[Role, Mapping[Action, str]] = {
    Role.OFFICER: _with((CommandName.FILE, *_ANYBODY, *_CASEWORK, *_SAFEGUARDS), _OWN_AGENCY),
    Role.SUPERVISOR: _with((*_ANYBODY, *_CASEWORK, *_SAFEGUARDS, *_ABOVE), _OWN_AGENCY)
    | _IDENTITY
    | _SHIELD,
    Role.MEDIATOR: _with(
        (*_ANYBODY, *_SAFEGUARDS, CommandName.RECORD, CommandName.MEDIATE), _ALL_CASES
    )
    | _IDENTITY,
    Role.OMBUDSMAN: _with((*_ANYBODY, *_CASEWORK, *_SAFEGUARDS, *_ABOVE), _ALL_CASES)
    | _IDENTITY
    | _SHIELD,
    Role.REGISTRAR: _with(
        (
            *_ANYBODY,
            *_SAFEGUARDS,
            CommandName.FILE,
            CommandName.ACKNOWLEDGE,
            CommandName.MERGE,
            CommandName.CLOSE,
            Right.BACKDATE,
        ),
        _ALL_CASES,
    )
    | _IDENTITY
    | _SHIELD,
    Role.ADMIN: {},
    Role.SYSTEM: _with(
        (
            *(CommandName.ASSIGN, CommandName.RECORD_ALERTS),
            *(
                CommandName.EVIDENCE_ARRIVED,
                CommandName.EVIDENCE_EXAMINED,
                CommandName.EVIDENCE_EXPIRED,
            ),
        ),
        _ALL_CASES,
    ),
    Role.CONTACT: {CommandName.TAKE: _ALL_CASES},
    Role.EXPERT: {
        CommandName.VIEW: _ALL_CASES,
        CommandName.DOWNLOAD: _ALL_CASES,
    },  # of what the invitation names
    Role.AUDITOR: {Right.AUDIT: _ALL_CASES, CommandName.VIEW: _ALL_CASES},
    Role.COMPLAINANT: _with(
        (
            *(
                CommandName.MESSAGES,
                CommandName.WITHDRAW,
                CommandName.EVIDENCE,
                CommandName.ACCEPT,
                CommandName.APPEAL,
                CommandName.FEEDBACK,
                CommandName.MEDIATION,
            ),
            *(CommandName.RETALIATION, CommandName.CONSENT, CommandName.ERASE),
        ),
        _ALL_CASES,
    ),
}
POLICY_READERS = frozenset(STAFF_ROLES)


def may_in(actor: Actor, action: Action, agency: str) -> bool:
    """Whether the role has this right over cases of this agency."""
    relation = RIGHTS.get(actor.role, {}).get(action)
    if relation == _OWN_AGENCY:
        return actor.agency in (None, agency)
    if relation == _FROM_THE_OFFICE:
        return actor.agency is None
    return relation == _ALL_CASES


def may(actor: Actor, action: Action, case: Case) -> bool:
    """Whether this person has this right over this case: none over one that concerns them."""
    return actor.name not in case.excluded and may_in(actor, action, case.agency)


def require_read(actor: Actor, case: Case) -> None:
    """Another's case looks like none at all."""
    if not may(actor, Right.READ, case):
        raise CaseNotFound(case.reference)


def require_audit(actor: Actor, case: Case) -> None:
    if not may(actor, Right.AUDIT, case):
        raise CaseNotFound(case.reference)


def require_command(
    actor: Actor, action: Action, case: Case, possible: tuple[CommandName, ...]
) -> None:
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
    if may(actor, Right.IDENTITY, case):
        return True
    let_in = actor.name in case.grants and case.grants[actor.name].holds(now)
    return (case.share_identity or let_in) and may(actor, Right.READ, case)


def may_read_text(actor: Actor, text: Text, writer: Actor, case: Case) -> bool:
    """Whether this reader of the case may read these words of it.

    Staff read all but the internal notes of the other side: the office reads every note, an agency
    those of its own people, and of a redacted text what stands in its place. Complainants read what
    is written by them or for them, and the decision once a second person has signed it.
    """
    if actor.role != Role.COMPLAINANT:
        if text.text_id in case.redactions and actor.agency is not None:
            return False
        return text.audience != Audience.INTERNAL or actor.agency in (None, writer.agency)
    if text.kind == TextKind.COMPLAINT or writer.role == Role.COMPLAINANT:
        return True
    decision = case.decision
    if decision is not None and decision.signed_off_by and text.text_id == decision.summary_text:
        return True
    return text.audience == Audience.COMPLAINANT


def require_right(actor: Actor, action: Action) -> None:
    """For what concerns no case yet, such as the queue or filing for somebody."""
    if action not in RIGHTS.get(actor.role, {}):
        raise Forbidden(action)


def agencies_of(actor: Actor, agencies: tuple[str, ...], wanted: str | None) -> tuple[str, ...]:
    """The agencies whose queue this person may see, narrowed to the wanted one.

    The office's own cases are a queue like an agency's.
    """
    mine = tuple(one for one in (*agencies, OFFICE) if may_in(actor, Right.LIST, one))
    return mine if wanted is None else tuple(one for one in mine if one == wanted)
