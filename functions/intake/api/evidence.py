"""Files of a case: a form to send one with, for complainants and staff, and an address to read at.

The bytes never come through here: a browser sends them to the bucket and reads them from there.
"""

from datetime import datetime, timedelta
from typing import Any

from chalice.app import Request, Response

from functions.intake.http.authentication import staff_of
from functions.intake.http.errors import EvidenceNotFound
from functions.intake.http.parameters import access_code_of, idempotency_key_of, reference_of
from functions.intake.schemas.parsing import declared_of
from functions.intake.service.dependencies import Deps
from functions.intake.service.possible_acts import only_theirs
from functions.intake.views.for_complainant import COMPLAINANT
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor, sha256
from shared.domain.case.moment import Moment
from shared.domain.errors import KeyReused, QuotaSpent
from shared.domain.evidence.commands import RecordDownload, RequestUpload
from shared.domain.evidence.evidence import Declared, Evidence, readable
from shared.domain.instants import to_text
from shared.runtime.observability import count

ADDRESS_LASTS = timedelta(minutes=5)


def send(deps: Deps, request: Request, reference: str) -> Response:
    case = deps.casework.open_with_code(reference_of(reference), access_code_of(request))
    return _requested(deps, request, case.reference, COMPLAINANT)


def add(deps: Deps, request: Request, reference: str) -> Response:
    return _requested(deps, request, reference_of(reference), staff_of(request))


def download(deps: Deps, request: Request, reference: str, evidence_id: str) -> Response:
    """Written down before the address is handed out; the office reads originals."""
    return download_for(deps, staff_of(request), reference, evidence_id)


def download_for(deps: Deps, actor: Actor, reference: str, evidence_id: str) -> Response:
    case = deps.casework.store.load(reference_of(reference))
    access.require_command(actor, RecordDownload.name, case, ())
    return address_of(deps, actor, case, evidence_id, from_office=actor.agency is None)


def address_of(
    deps: Deps, actor: Actor, case: Case, evidence_id: str, *, from_office: bool
) -> Response:
    """Ask for the right before. Raises EvidenceNotFound or QuotaSpent."""
    evidence = case.evidence.get(evidence_id)
    found = evidence and readable(evidence, from_office=from_office)
    if not evidence or not found:
        raise EvidenceNotFound(case.reference)
    copy, stored = found
    now = deps.clock()
    _count(deps, actor, case.reference)
    command = RecordDownload(evidence_id, copy, stored.version_id)
    deps.casework.perform(case.reference, command, actor, Moment.at(now))
    url = deps.files().download_address(case.reference, evidence, copy, stored)
    return Response({"url": url, "expires_at": to_text(now + ADDRESS_LASTS)})


def _requested(deps: Deps, request: Request, reference: str, actor: Actor) -> Response:
    key, declared = idempotency_key_of(request), declared_of(request)
    now = deps.clock()
    command = RequestUpload(_new_id(deps, reference, actor, key), declared)
    with only_theirs(actor):
        case = deps.casework.perform(reference, command, actor, Moment.at(now))
    evidence = case.evidence[command.evidence_id]
    if not _is_what(deps, case, evidence, declared, now):
        raise KeyReused(reference)
    largest = deps.casework.policies.version(case.policy_version).evidence.max_bytes
    form = deps.files().upload_form(
        reference, evidence, now, largest, _way_back(deps, request, reference, declared)
    )
    return Response(_shape(evidence, form), None, 201)


def _shape(evidence: Evidence, form: dict[str, Any]) -> dict[str, Any]:
    return {
        "evidence_id": evidence.evidence_id,
        "upload": form,
        "expires_at": to_text(evidence.expires_at),
    }


def _new_id(deps: Deps, reference: str, actor: Actor, key: str | None) -> str:
    """A repeated key names the file of the first time, and asks for nothing new."""
    if key is None:
        return deps.casework.random_bytes(16).hex()
    return sha256(f"evidence\n{reference}\n{actor.role}\n{actor.name}\n{key}")[:32]


def _is_what(deps: Deps, case: Case, evidence: Evidence, declared: Declared, now: datetime) -> bool:
    """Whether a repeated key asks for the same file. The name, a text, is read when it may be."""
    told = (declared.content_type, declared.size_bytes, declared.sha256)
    if told != (evidence.content_type, evidence.size_bytes, evidence.sha256):
        return False
    if evidence.requested_at == now:
        return True
    texts = deps.casework.store.texts(case.reference)
    names = {one.text_id: one.body.get("name") for one in texts}
    return names.get(evidence.name_text or "") == declared.name


def _way_back(deps: Deps, request: Request, reference: str, declared: Declared) -> str | None:
    """Only a form without JavaScript can't say anything of the file, and needs a page to end on."""
    if declared != Declared():
        return None
    return f"{deps.public_url or _address(request)}/complaints/{reference}"


def _address(request: Request) -> str:
    """The address that AWS gave the API: its gateway says it, not the sender."""
    return f"https://{request.context['domainName']}/{request.context['stage']}"


def _count(deps: Deps, actor: Actor, reference: str) -> None:
    try:
        deps.quota.take(actor.name, deps.clock())
    except QuotaSpent:
        deps.log.warning("download_quota_spent", extra={"case": reference})
        count("DownloadQuotaSpent")
        raise
