"""What may be the same complaint twice: shown to the officer, who decides whether to merge."""

from chalice.app import Request, Response

from functions.intake.http.authentication import staff_of
from functions.intake.http.parameters import reference_of
from functions.intake.service.cases import open_case
from functions.intake.service.dependencies import Deps
from functions.intake.service.duplicates import list_duplicates
from shared.domain.instants import maybe_text


def see(deps: Deps, request: Request, reference: str) -> Response:
    actor = staff_of(request)
    case = open_case(deps, actor, reference_of(reference))
    items = [
        {
            "reference": duplicate.case.reference,
            "similarity": duplicate.similarity,
            "status": duplicate.case.status,
            "received_at": maybe_text(duplicate.case.received_at),
            "complainants": duplicate.case.complainants,
        }
        for duplicate in list_duplicates(deps, actor, case)
    ]
    return Response({"items": items, "cursor": None})
