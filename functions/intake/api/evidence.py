"""Files of a case: a form to send one with, and an address to read one at."""

from chalice.app import Request, Response

from functions.intake import schemas
from functions.intake.http.authentication import staff_of
from functions.intake.http.json_body import body_of
from functions.intake.http.parameters import (
    access_code_of,
    address_of,
    idempotency_key_of,
    reference_of,
)
from functions.intake.service import evidence
from functions.intake.service.case_for_complainant import COMPLAINANT
from functions.intake.service.complaints import open_complaint
from functions.intake.service.dependencies import Deps
from functions.intake.views.files import download_document
from shared.domain.case.events import Actor
from shared.domain.instants import to_text


def send(deps: Deps, request: Request, reference: str) -> Response:
    case = open_complaint(deps, reference_of(reference), access_code_of(request))
    return _request(deps, request, case.reference, COMPLAINANT)


def add(deps: Deps, request: Request, reference: str) -> Response:
    return _request(deps, request, reference_of(reference), staff_of(request))


def download(deps: Deps, request: Request, reference: str, evidence_id: str) -> Response:
    actor = staff_of(request)
    address = evidence.download(deps, actor, reference_of(reference), evidence_id)
    return Response(download_document(address))


def _request(deps: Deps, request: Request, reference: str, actor: Actor) -> Response:
    key, declared = idempotency_key_of(request), schemas.parse_declared(body_of(request))
    page = f"{deps.public_url or address_of(request)}/complaints/{reference}"
    form = evidence.request_upload(deps, actor, reference, declared, key, page)
    return Response(
        {
            "evidence_id": form.evidence_id,
            "upload": {"url": form.url, "fields": dict(form.fields)},
            "expires_at": to_text(form.expires_at),
        },
        None,
        201,
    )
