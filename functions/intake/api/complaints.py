"""The complainants' routes: file, see, act. Their proof is the access code, in a header."""

from typing import Any

from chalice.app import Request, Response

from functions.intake.http.parameters import access_code_of, idempotency_key_of, reference_of
from functions.intake.schemas.parsing import act_of, complaint_of
from functions.intake.service.dependencies import Deps
from functions.intake.service.filing import filed
from functions.intake.service.possible_acts import only_theirs
from functions.intake.service.retaliation import retaliation_filed
from functions.intake.views.for_complainant import COMPLAINANT, complainant_view
from shared.domain.case.case import Case
from shared.domain.case.moment import Moment
from shared.domain.instants import to_text


def file(deps: Deps, request: Request) -> Response:
    key = idempotency_key_of(request)
    return filed(deps, complaint_of(request), COMPLAINANT, key)


def see(deps: Deps, request: Request, reference: str) -> Response:
    case = deps.casework.open_with_code(reference_of(reference), access_code_of(request))
    return _shown(deps, case)


def act(deps: Deps, request: Request, reference: str, act: str) -> Response:
    case = deps.casework.open_with_code(reference_of(reference), access_code_of(request))
    key = idempotency_key_of(request)
    command, moment = act_of(act, request), Moment.at(deps.clock())
    with only_theirs(COMPLAINANT):
        after = deps.casework.perform(
            case.reference, command, COMPLAINANT, moment, idempotency_key=key
        )
    return _shown(deps, after)


def export(deps: Deps, request: Request, reference: str) -> Response:
    case = deps.casework.open_with_code(reference_of(reference), access_code_of(request))
    return Response(exported(deps, case))


def exported(deps: Deps, case: Case) -> dict[str, Any]:
    """Everything that is kept of this person and may be read by them, in one document."""
    identity = deps.casework.store.identity(case.reference)
    return {
        "exported_at": to_text(deps.clock()),
        "identity": dict(identity) if identity else None,
        "share_identity_with_agency": case.share_identity,
        "forgotten": list(case.forgotten),
        "complaint": _view(deps, case),
    }


def retaliate(deps: Deps, request: Request, reference: str) -> Response:
    """A case of its own, with the same complainant, that the agency concerned never sees."""
    case = deps.casework.open_with_code(reference_of(reference), access_code_of(request))
    identity = deps.casework.store.identity(case.reference)
    return retaliation_filed(deps, request, case, COMPLAINANT, identity)


def _shown(deps: Deps, case: Case) -> Response:
    leading = None if case.parent is None else _view(deps, deps.casework.store.load(case.parent))
    return Response(_view(deps, case, leading))


def _view(deps: Deps, case: Case, leading: dict[str, Any] | None = None) -> dict[str, Any]:
    store = deps.casework.store
    policy = deps.casework.policies.version(case.policy_version)
    events, texts = store.events(case.reference), store.texts(case.reference)
    return complainant_view(case, policy, events, texts, leading)
