"""The audit of a case: every event, whether the chain holds, and no identity."""

from chalice.app import Request, Response

from functions.intake.api.cases import viewed
from functions.intake.http.parameters import reference_of
from functions.intake.pages.desk.event_lines import told
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import words
from functions.intake.service.dependencies import Deps
from shared.domain import access
from shared.domain.audit import chain as audit
from shared.domain.case.events import Actor
from shared.domain.vocabulary import Right


@staff_only
def show(deps: Deps, request: Request, actor: Actor, reference: str) -> Response:
    known = reference_of(reference)
    access.require_audit(actor, deps.casework.store.load(known))
    case = viewed(deps, known, actor, "audit")
    events = deps.casework.store.events(known)
    policy, spoken = deps.casework.policies.current(), words(Visit(deps, request).language)
    return desk_page(
        deps,
        request,
        actor,
        "desk_audit.html",
        reference=known,
        readable=access.may(actor, Right.READ, case),
        broken=audit.verify(known, events, case.head, case.seq),
        events=[(one.seq, *told(one, policy, spoken), one.hash[:12]) for one in events],
    )
