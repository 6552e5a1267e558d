"""Cases for staff: reading one, its audit, and carrying out a command."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.intake.service.carry_out import carry_out
from functions.intake.service.case_for_staff import CaseForStaff, case_for_staff
from functions.intake.service.dependencies import Deps
from shared.domain import access
from shared.domain.audit import chain as audit
from shared.domain.case.case import Case
from shared.domain.case.events import Actor, Event
from shared.domain.case.moment import Moment
from shared.domain.case.texts import Text
from shared.domain.errors import InvalidInput
from shared.domain.policy.model import Policy
from shared.domain.procedure.command import Command
from shared.domain.procedure.safeguards import View
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import RECORDS, CommandName, Right, TextKind


@dataclass(frozen=True)
class StaffCommand:
    """A command with the version that it was decided on, and when it happened if not now."""

    command: Command
    version: int
    occurred_at: datetime | None = None


@dataclass(frozen=True)
class AuditTrail:
    """`broken` is where the chain doesn't hold; `may_read` is the right to the case itself."""

    reference: str
    events: Sequence[Event]
    broken: audit.BrokenLink | None
    may_read: bool


def open_case(deps: Deps, actor: Actor, reference: str) -> Case:
    """Raises CaseNotFound, also for a case that isn't this person's to read."""
    case = deps.casework.store.load(reference)
    access.require_read(actor, case)
    return case


def read_case(deps: Deps, actor: Actor, reference: str) -> CaseForStaff:
    """Who reads a case is recorded before they are shown it."""
    open_case(deps, actor, reference)
    return show_case(deps, actor, _record_reading(deps, actor, reference, "case"))


def show_case(deps: Deps, actor: Actor, case: Case) -> CaseForStaff:
    """The case as this reader may see it. Ask for the right to read it first."""
    store = deps.casework.store
    may_know = access.may_know(actor, case, deps.clock())
    return case_for_staff(
        case,
        actor,
        policy_of(deps, case),
        store.events(case.reference),
        store.texts(case.reference),
        store.identity(case.reference) if may_know else None,
        may_know=may_know,
    )


def read_audit(deps: Deps, actor: Actor, reference: str) -> AuditTrail:
    """Every event of the case, and whether their chain holds. The reading is recorded before."""
    access.require_audit(actor, deps.casework.store.load(reference))
    case = _record_reading(deps, actor, reference, "audit")
    events = deps.casework.store.events(reference)
    broken = audit.verify(reference, events, case.head, case.seq)
    return AuditTrail(reference, events, broken, may_read(actor, case))


def carry_out_for_staff(
    deps: Deps, actor: Actor, reference: str, staff_command: StaffCommand, key: str | None = None
) -> Case:
    """The case after the command. Raises InvalidInput when this role may not backdate."""
    if staff_command.occurred_at and not access.has_right(actor, Right.BACKDATE):
        raise InvalidInput.of("occurred_at", "Leave it out: only registrars may set it.")
    return carry_out(
        deps,
        actor,
        reference,
        staff_command.command,
        Moment.at(deps.clock(), staff_command.occurred_at),
        key=key,
        seen_version=staff_command.version,
    )


def possible_commands(deps: Deps, actor: Actor, case: Case) -> list[CommandName]:
    """What the case admits now and this person has the right to, in the alphabet's order."""
    admitted = possible(case, policy_of(deps, case))
    return [name for name in admitted if access.may(actor, name, case)]


def require_command(deps: Deps, actor: Actor, case: Case, command: CommandName) -> None:
    """Raises NotForYou for a missing right. Whether the case admits it now, its doing tells."""
    possible = possible_commands(deps, actor, case)
    access.require_command(actor, command, case, tuple(possible))


def changes_since(deps: Deps, case: Case, version: int) -> Sequence[Event]:
    """What people have done to the case since this version of it."""
    events = deps.casework.store.events(case.reference)
    return [event for event in events if event.name not in RECORDS][version:]


def redactable_texts(deps: Deps, case: Case) -> Sequence[Text]:
    """What people wrote; the name of a file is no message."""
    texts = deps.casework.store.texts(case.reference)
    return [text for text in texts if text.kind != TextKind.EVIDENCE]


def may_read(actor: Actor, case: Case) -> bool:
    """Whoever has recused themselves sees no more of the case."""
    return access.may(actor, Right.READ, case)


def policy_of(deps: Deps, case: Case) -> Policy:
    """The version of the policy that the case lives under."""
    return deps.casework.policies.version(case.policy_version)


def _record_reading(deps: Deps, actor: Actor, reference: str, what: str) -> Case:
    return deps.casework.perform(reference, View(what), actor, Moment.at(deps.clock()))
