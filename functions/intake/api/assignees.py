"""Who may be given a case, and how much each of them has already."""

from chalice.app import Request, Response

from functions.intake.http.authentication import staff_of
from functions.intake.http.parameters import reference_of
from functions.intake.service.assignees import list_assignees
from functions.intake.service.cases import open_case
from functions.intake.service.dependencies import Deps


def see(deps: Deps, request: Request, reference: str) -> Response:
    case = open_case(deps, staff_of(request), reference_of(reference))
    items = [
        {
            "user": assignee.user,
            "agency": assignee.agency,
            "open": assignee.load.open,
            "overdue": assignee.load.overdue,
        }
        for assignee in list_assignees(deps, case)
    ]
    suggested = items[0]["user"] if items else None
    return Response({"items": items, "suggested": suggested, "cursor": None})
