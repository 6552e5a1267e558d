"""Taking an urgent case with the one-time token of an alert."""

from typing import Any

from chalice.app import Request, Response

from functions.intake.http.errors import TokenNotFound
from functions.intake.pages.public import take_alert as page
from functions.intake.service.dependencies import Deps
from functions.intake.service.possible_acts import only_theirs
from functions.intake.views.common import clock_shapes
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.commands import Take
from shared.domain.errors import NotPossible
from shared.domain.vocabulary import Role
from shared.ports import OpenAlert


def ask(deps: Deps, request: Request, token: str) -> Response:
    """Changes nothing: only the page's button does."""
    alert = deps.alerts.find(token)
    if alert is None:
        return page.unknown(deps, request)
    return page.asking(deps, request, alert.reference)


def take(deps: Deps, request: Request, token: str) -> Response:
    """For a program in JSON, for the page's button as the next page."""
    alert = deps.alerts.find(token)
    if not page.wants_page(request):
        return Response(_shape(_take(deps, alert, token)))
    if alert is None:
        return page.unknown(deps, request)
    try:
        _take(deps, alert, token)
    except NotPossible:
        return page.too_late(deps, request, alert.reference)
    return page.taken(deps, request, alert.reference)


def _take(deps: Deps, alert: OpenAlert | None, token: str) -> Case:
    """Taking it twice is taking it once; the workflow is told last, so that nothing gets lost."""
    if alert is None:
        raise TokenNotFound
    actor = Actor(Role.CONTACT, alert.contact_id)
    command = Take(alert.contact_id, alert.user)
    with only_theirs(actor):
        case = deps.casework.perform(
            alert.reference, command, actor, Moment.at(deps.clock()), idempotency_key=token
        )
    deps.alerts.use(token)
    if alert.task_token is not None:
        deps.workflow.taken(alert.task_token, alert.contact_id)
    return case


def _shape(case: Case) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "status": case.status,
        "urgency": case.urgency,
        "agency": case.agency,
        "category": case.category,
        "clocks": clock_shapes(case),
    }
