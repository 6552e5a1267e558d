"""Taking an urgent case with the one-time token of an alert."""

from chalice.app import Request, Response

from functions.intake.deps import Deps
from functions.intake.failures import TokenNotFound
from functions.intake.refusing import only_theirs
from functions.intake.shapes import clock_shapes
from shared.domain.commands import Take
from shared.domain.draft import Moment
from shared.domain.events import Actor


def take(deps: Deps, _request: Request, token: str) -> Response:
    """Taking it twice is taking it once; the workflow is told last, so that nothing gets lost."""
    alert = deps.alerts.find(token)
    if alert is None:
        raise TokenNotFound
    actor = Actor("contact", alert.contact_id)
    command = Take(alert.contact_id, alert.user)
    with only_theirs(actor):
        case = deps.casework.perform(
            alert.reference, command, actor, Moment.at(deps.clock()), idempotency_key=token
        )
    deps.alerts.use(token)
    if alert.task_token is not None:
        deps.workflow.taken(alert.task_token, alert.contact_id)
    clocks = clock_shapes(case)
    return Response(
        {"reference": case.reference, "status": case.status, "urgency": case.urgency}
        | {"agency": case.agency, "category": case.category, "clocks": clocks}
    )
