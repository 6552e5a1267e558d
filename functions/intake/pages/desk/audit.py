"""The audit of a case: every event, whether the chain holds, and no identity."""

from chalice.app import Response

from functions.intake.http.parameters import reference_of
from functions.intake.pages.desk.event_lines import event_line
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.web.visit import Visit
from functions.intake.service.cases import read_audit
from functions.intake.service.policies import policy_in_force
from shared.domain.case.events import Actor


@staff_only
def show(visit: Visit, actor: Actor, reference: str) -> Response:
    trail = read_audit(visit.deps, actor, reference_of(reference))
    policy = policy_in_force(visit.deps)
    rows = []
    for event in trail.events:
        line = event_line(event, policy, visit.words)
        rows.append((event.seq, line.at, line.what, line.who, event.hash[:12]))
    return desk_page(
        visit,
        actor,
        "desk/audit.html",
        reference=trail.reference,
        readable=trail.may_read,
        broken=trail.broken,
        events=rows,
    )
