"""The audit of a case: every event, whether the chain holds, and no identity."""

from chalice.app import Request, Response

from functions.intake.asked import reference_of
from functions.intake.cases import viewed
from functions.intake.deps import Deps
from functions.intake.pages.desk_door import desk_page, staff_only
from functions.intake.pages.desk_story import told
from functions.intake.pages.visit import Visit
from functions.intake.pages.words import words
from shared.domain import access, audit
from shared.domain.events import Actor


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
        readable=access.may(actor, "read", case),
        broken=audit.verify(known, events, case.head, case.seq),
        events=[(one.seq, *told(one, policy, spoken), one.hash[:12]) for one in events],
    )
