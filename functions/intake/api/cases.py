"""The staff's routes on cases: record, queue, see, audit, command."""

from chalice.app import Request, Response

from functions.intake import schemas
from functions.intake.http.authentication import staff_of
from functions.intake.http.cursor import seal, unseal
from functions.intake.http.json_body import body_of
from functions.intake.http.parameters import idempotency_key_of, reference_of
from functions.intake.service.cases import (
    carry_out_for_staff,
    may_read,
    read_audit,
    read_case,
    show_case,
)
from functions.intake.service.dependencies import Deps
from functions.intake.service.filing import record_complaint, require_filing
from functions.intake.service.policies import read_policy
from functions.intake.service.queue import list_cases, require_queue
from functions.intake.service.retaliation import open_to_report, report_as_staff
from functions.intake.views.filed import filed_document
from functions.intake.views.for_staff import audit_document, queue_document, staff_document


def record(deps: Deps, request: Request) -> Response:
    actor = staff_of(request)
    require_filing(actor)
    key = idempotency_key_of(request)
    command = schemas.parse_recorded_complaint(body_of(request))
    filed = record_complaint(deps, actor, command, key)
    return Response(filed_document(filed, for_staff=True), None, 201)


def queue(deps: Deps, request: Request) -> Response:
    actor = staff_of(request)
    require_queue(actor)
    parameters = schemas.parse_queue_parameters(dict(request.query_params or {}))
    page = list_cases(deps, actor, parameters.narrowed(unseal(parameters.cursor)))
    return Response({"items": queue_document(page), "cursor": seal(page.after)})


def see(deps: Deps, request: Request, reference: str) -> Response:
    case = read_case(deps, staff_of(request), reference_of(reference))
    return Response(staff_document(case))


def see_audit(deps: Deps, request: Request, reference: str) -> Response:
    trail = read_audit(deps, staff_of(request), reference_of(reference))
    return Response(audit_document(trail))


def command(deps: Deps, request: Request, reference: str, command: str) -> Response:
    actor, key = staff_of(request), idempotency_key_of(request)
    case_reference = reference_of(reference)
    staff_command = schemas.command_parser(command)(body_of(request))
    after = carry_out_for_staff(deps, actor, case_reference, staff_command, key)
    if not may_read(actor, after):
        return Response(
            {"reference": after.reference, "version": after.version, "status": after.status}
        )
    return Response(staff_document(show_case(deps, actor, after)))


def retaliate(deps: Deps, request: Request, reference: str) -> Response:
    actor = staff_of(request)
    case = open_to_report(deps, actor, reference_of(reference))
    report = schemas.parse_retaliation(body_of(request))
    filed = report_as_staff(deps, actor, case, report, idempotency_key_of(request))
    return Response(filed_document(filed), None, 201)


def policy(deps: Deps, request: Request) -> Response:
    current = read_policy(deps, staff_of(request))
    return Response({"version": current.version, "policy": dict(current.document)})
