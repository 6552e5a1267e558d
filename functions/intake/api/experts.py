"""Experts from outside: inviting one, and what a program finds behind their link."""

from chalice.app import Request, Response

from functions.intake import schemas
from functions.intake.http.authentication import staff_of
from functions.intake.http.json_body import body_of
from functions.intake.http.parameters import reference_of
from functions.intake.service import experts
from functions.intake.service.dependencies import Deps
from functions.intake.views.files import download_document
from shared.domain.instants import to_text


def invite(deps: Deps, request: Request, reference: str) -> Response:
    """201 with the link's token: it is told once, and only its hash is kept."""
    actor, wanted = staff_of(request), schemas.parse_invitation(body_of(request))
    invitation = experts.invite(deps, actor, reference_of(reference), wanted)
    return Response(
        {
            "expert": invitation.expert_id,
            "token": invitation.token,
            "until": to_text(invitation.until),
            "version": invitation.version,
        },
        None,
        201,
    )


def see(deps: Deps, _request: Request, token: str) -> Response:
    case = experts.see(deps, token)
    return Response(
        {
            "reference": case.reference,
            "until": to_text(case.until),
            "evidence": [
                {"evidence_id": file.evidence_id, "kind": file.kind, "state": str(file.state)}
                for file in case.files
            ],
        }
    )


def download(deps: Deps, _request: Request, token: str, evidence_id: str) -> Response:
    return Response(download_document(experts.download(deps, token, evidence_id)))
