"""Taking an urgent case with the one-time token of an alert, for a program."""

from chalice.app import Request, Response

from functions.intake.service.alerts import find_alert, take_case
from functions.intake.service.dependencies import Deps
from functions.intake.views.clocks import clock_documents


def take(deps: Deps, _request: Request, token: str) -> Response:
    case = take_case(deps, find_alert(deps, token), token)
    return Response(
        {
            "reference": case.reference,
            "status": case.status,
            "urgency": case.urgency,
            "agency": case.agency,
            "category": case.category,
            "clocks": clock_documents(case),
        }
    )
