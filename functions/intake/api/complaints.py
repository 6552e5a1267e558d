"""The complainants' routes: file, see, act. Their proof is the access code, in a header."""

from chalice.app import Request, Response

from functions.intake import schemas
from functions.intake.http.json_body import body_of
from functions.intake.http.parameters import access_code_of, idempotency_key_of, reference_of
from functions.intake.service.complaints import (
    act_on_complaint,
    export_complaint,
    open_complaint,
    show_complaint,
)
from functions.intake.service.dependencies import Deps
from functions.intake.service.filing import file_complaint
from functions.intake.service.retaliation import report_as_complainant
from functions.intake.views.filed import filed_document
from functions.intake.views.for_complainant import complainant_document, export_document
from shared.domain.case.case import Case


def file(deps: Deps, request: Request) -> Response:
    key = idempotency_key_of(request)
    filed = file_complaint(deps, schemas.parse_complaint(body_of(request)), key)
    return Response(filed_document(filed), None, 201)


def see(deps: Deps, request: Request, reference: str) -> Response:
    case = _open(deps, request, reference)
    return Response(complainant_document(show_complaint(deps, case)))


def act(deps: Deps, request: Request, reference: str, act: str) -> Response:
    case = _open(deps, request, reference)
    key = idempotency_key_of(request)
    command = schemas.act_parser(act)(body_of(request))
    after = act_on_complaint(deps, case, command, key)
    return Response(complainant_document(show_complaint(deps, after)))


def export(deps: Deps, request: Request, reference: str) -> Response:
    case = _open(deps, request, reference)
    return Response(export_document(export_complaint(deps, case)))


def retaliate(deps: Deps, request: Request, reference: str) -> Response:
    """A case of its own, with the same complainant, that the agency concerned never sees."""
    case = _open(deps, request, reference)
    report = schemas.parse_retaliation(body_of(request))
    filed = report_as_complainant(deps, case, report, idempotency_key_of(request))
    return Response(filed_document(filed), None, 201)


def _open(deps: Deps, request: Request, reference: str) -> Case:
    return open_complaint(deps, reference_of(reference), access_code_of(request))
