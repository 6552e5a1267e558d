"""Who may see and do what with a case: every route asks here, and what isn't allowed is refused.

The right to a command is said by its act (`procedure`), the others here. A right is not all that a
command needs: its status must admit it, and some acts are refused to those who decided before or
who ask for a second person's consent to their own proposal.
"""

from collections.abc import Mapping
from datetime import datetime

from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.texts import Text
from shared.domain.errors import CaseNotFound, Forbidden, NotForYou
from shared.domain.policy.office import OFFICE
from shared.domain.procedure.rights import (
    ALL_STAFF,
    AUDITOR,
    OFFICE_STAFF,
    REGISTRAR,
    SUPERIORS,
    Holders,
    Reach,
    holds,
    holds_in,
)
from shared.domain.procedure.table import ACTS
from shared.domain.vocabulary import STAFF_ROLES, Audience, CommandName, Right, Role, TextKind

Action = CommandName | Right

_BESIDE_COMMANDS: Mapping[Right, Holders] = {
    Right.LIST: ALL_STAFF,
    Right.READ: ALL_STAFF,
    Right.AUDIT: SUPERIORS | AUDITOR,
    Right.IDENTITY: OFFICE_STAFF | {Role.MEDIATOR: Reach.OFFICE},
    Right.BACKDATE: REGISTRAR,
}
POLICY_READERS = frozenset(STAFF_ROLES)


def holders(action: Action) -> Holders:
    """Returns the roles that have the right, and over which cases each."""
    return _BESIDE_COMMANDS[action] if isinstance(action, Right) else ACTS[action].by


def has_right(actor: Actor, action: Action) -> bool:
    """Tells whether the role has the right over any case at all."""
    return actor.role in holders(action)


def may_in(actor: Actor, action: Action, agency: str) -> bool:
    """Tells whether the role has this right over cases of this agency."""
    return holds_in(holders(action), actor, agency)


def may(actor: Actor, action: Action, case: Case) -> bool:
    """Tells whether this person has this right over this case; none over one about themselves."""
    return holds(holders(action), actor, case)


def require_read(actor: Actor, case: Case) -> None:
    """Raises CaseNotFound: another's case looks like none at all."""
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
    """Tells whether this person may learn who complained.

    The office may. An agency may if the complainant agreed; one person of it may for the hours
    for which a second person consented.
    """
    if may(actor, Right.IDENTITY, case):
        return True
    let_in = actor.name in case.grants and case.grants[actor.name].holds(now)
    return (case.share_identity or let_in) and may(actor, Right.READ, case)


def may_read_text(actor: Actor, text: Text, writer: Actor, case: Case) -> bool:
    """Tells whether this reader of the case may read this text of it.

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
    """Raises Forbidden. For what concerns no case yet, such as the queue."""
    if not has_right(actor, action):
        raise Forbidden(action)


def agencies_of(actor: Actor, agencies: tuple[str, ...], wanted: str | None) -> tuple[str, ...]:
    """Returns the agencies whose queue this person may see, narrowed to the wanted one.

    The office's own cases are a queue like an agency's.
    """
    mine = tuple(one for one in (*agencies, OFFICE) if may_in(actor, Right.LIST, one))
    return mine if wanted is None else tuple(one for one in mine if one == wanted)
