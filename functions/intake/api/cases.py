"""The staff's routes on cases: record, queue, see, audit, command."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalice.app import Request, Response

from functions.intake.http.authentication import staff_of
from functions.intake.http.parameters import idempotency_key_of, reference_of
from functions.intake.http.queue_query import queue_query, sealed
from functions.intake.schemas.parsing import StaffCommand, command_of, recorded_complaint_of
from functions.intake.service.dependencies import Deps
from functions.intake.service.filing import filed
from functions.intake.service.possible_acts import only_theirs
from functions.intake.service.retaliation import retaliation_filed
from functions.intake.views.common import filed_shape
from functions.intake.views.for_staff import staff_view
from shared.domain import access
from shared.domain.audit import chain as audit
from shared.domain.case import events as chain
from shared.domain.case.case import Case
from shared.domain.case.events import Actor, Event
from shared.domain.case.moment import Moment
from shared.domain.commands import FileComplaint, View
from shared.domain.errors import Forbidden, InvalidInput
from shared.domain.vocabulary import CommandName, Right


def record(deps: Deps, request: Request) -> Response:
    actor = staff_of(request)
    access.require_right(actor, CommandName.FILE)
    key = idempotency_key_of(request)
    return recorded(deps, recorded_complaint_of(request), actor, key)


def recorded(deps: Deps, command: FileComplaint, actor: Actor, key: str | None) -> Response:
    """For the API and for the counter's page."""
    access.require_right(actor, CommandName.FILE)
    return filed(deps, command, actor, key, lambda case: _theirs(case, actor))


def _theirs(case: Case, actor: Actor) -> Mapping[str, Any]:
    """The answer, once the policy has said whose case it is, and nothing is stored yet."""
    if not access.may_in(actor, CommandName.FILE, case.agency):
        raise Forbidden("file")
    links = {"complaint": f"/v1/complaints/{case.reference}", "self": f"/v1/cases/{case.reference}"}
    return {**filed_shape(case), "links": links}


def queue(deps: Deps, request: Request) -> Response:
    actor = staff_of(request)
    access.require_right(actor, Right.LIST)
    query = queue_query(request, actor, tuple(deps.casework.policies.current().agencies))
    items, after = deps.casework.store.queue(query) if query.agencies else ((), None)
    return Response({"items": _theirs_of(items, actor), "cursor": sealed(after)})


def _theirs_of(items: Sequence[Mapping[str, Any]], actor: Actor) -> list[Mapping[str, Any]]:
    """A case that concerns somebody isn't in their queue, and who is kept away is nobody's news."""
    shown = [one for one in items if actor.name not in one.get("excluded", ())]
    return [{name: one[name] for name in one if name != "excluded"} for one in shown]


def see(deps: Deps, request: Request, reference: str) -> Response:
    """Who reads a case is written down before they are shown it."""
    actor = staff_of(request)
    access.require_read(actor, deps.casework.store.load(reference_of(reference)))
    return _shown(deps, viewed(deps, reference_of(reference), actor, "case"), actor)


def viewed(deps: Deps, reference: str, actor: Actor, what: str) -> Case:
    return deps.casework.perform(reference, View(what), actor, Moment.at(deps.clock()))


def see_audit(deps: Deps, request: Request, reference: str) -> Response:
    actor = staff_of(request)
    access.require_audit(actor, deps.casework.store.load(reference_of(reference)))
    case = viewed(deps, reference_of(reference), actor, "audit")
    events = deps.casework.store.events(case.reference)
    broken = audit.verify(case.reference, events, case.head, case.seq)
    items = [chain.to_document(event) | {"hash": event.hash} for event in events]
    fault = None if broken is None else {"seq": broken.seq, "reason": broken.reason}
    return Response({"reference": case.reference, "broken": fault, "items": items, "cursor": None})


def command(deps: Deps, request: Request, reference: str, command: str) -> Response:
    actor, key = staff_of(request), idempotency_key_of(request)
    after = carried_out(deps, reference_of(reference), command_of(command, request), actor, key)
    if not access.may(actor, Right.READ, after):  # who has recused themselves sees no more of it
        return Response({name: getattr(after, name) for name in ("reference", "version", "status")})
    return _shown(deps, after, actor)


def carried_out(
    deps: Deps, reference: str, asked: StaffCommand, actor: Actor, key: str | None
) -> Case:
    """The case after the command, for the API and for the desk's pages."""
    if asked.occurred_at and "backdate" not in access.RIGHTS[actor.role]:
        raise InvalidInput.of("occurred_at", "Leave it out: only registrars may set it.")
    moment = Moment.at(deps.clock(), asked.occurred_at)
    with only_theirs(actor):
        return deps.casework.perform(
            reference,
            asked.command,
            actor,
            moment,
            seen_version=asked.version,
            idempotency_key=key,
        )


def retaliate(deps: Deps, request: Request, reference: str) -> Response:
    """Who of the staff reports it is kept like a complainant: apart, and from their agency."""
    actor = staff_of(request)
    case = deps.casework.store.load(reference_of(reference))
    access.require_command(actor, CommandName.RETALIATION, case, ())
    return retaliation_filed(deps, request, case, actor, {"name": actor.name})


def policy(deps: Deps, request: Request) -> Response:
    if staff_of(request).role not in access.POLICY_READERS:
        raise Forbidden("policy")
    current = deps.casework.policies.current()
    return Response({"version": current.version, "policy": dict(current.document)})


def _shown(deps: Deps, case: Case, actor: Actor) -> Response:
    events = deps.casework.store.events(case.reference)
    return Response(shown_to(deps, case, actor, events))


def shown_to(deps: Deps, case: Case, actor: Actor, events: Sequence[Event]) -> dict[str, Any]:
    """The case as this reader may see it."""
    store, reference = deps.casework.store, case.reference
    rules = deps.casework.policies.version(case.policy_version)
    known = access.may_know(actor, case, deps.clock())
    identity = store.identity(reference) if known else None
    texts = store.texts(reference)
    return staff_view(case, actor, rules, events, texts, identity, known=known)
