"""Files of a case: a form to send one with, for complainants and staff, and an address to read at.

The bytes never come through here: a browser sends them to the bucket and reads them from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.intake.service.carry_out import carry_out
from functions.intake.service.dependencies import Deps
from functions.intake.service.errors import EvidenceNotFound
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor, sha256
from shared.domain.case.moment import Moment
from shared.domain.errors import KeyReused, QuotaSpent
from shared.domain.evidence.evidence import Declared, Evidence, readable
from shared.domain.evidence.limits import Limits
from shared.domain.procedure.evidence import RecordDownload, RequestUpload
from shared.domain.vocabulary import EvidenceState
from shared.runtime.observability import count

ADDRESS_LASTS = timedelta(minutes=5)
NOTHING_DECLARED = Declared()


@dataclass(frozen=True)
class UploadForm:
    """The bucket's own form for one file of a case: its address, and its hidden fields."""

    evidence_id: str
    url: str
    fields: Mapping[str, str]
    expires_at: datetime
    limits: Limits


@dataclass(frozen=True)
class Download:
    url: str
    expires_at: datetime


def request_upload(
    deps: Deps, actor: Actor, reference: str, declared: Declared, key: str | None, return_to: str
) -> UploadForm:
    """A form for this file. Raises KeyReused when the key came with another file.

    Who declares nothing of the file uses a form without script, and needs the page `return_to` to
    end on.
    """
    now = deps.clock()
    case, evidence = _request(deps, actor, reference, declared, key, now)
    redirect = return_to if declared == NOTHING_DECLARED else None
    return _form(deps, case, evidence, now, redirect)


def request_upload_by_page(
    deps: Deps, actor: Actor, reference: str, key: str | None, return_to: str
) -> UploadForm:
    """A form for a file that somebody chooses in a browser, which ends on the page `return_to`.

    A browser sends an old form again when somebody goes back. Once the file of its key has come,
    or can't come any more, the same key asks for another file.
    """
    now = deps.clock()
    case, evidence = _request(deps, actor, reference, NOTHING_DECLARED, key, now)
    waits = evidence.state is EvidenceState.AWAITING_UPLOAD and now < evidence.expires_at
    if not waits:
        case, evidence = _request(deps, actor, reference, NOTHING_DECLARED, None, now)
    return _form(deps, case, evidence, now, return_to)


def download(deps: Deps, actor: Actor, reference: str, evidence_id: str) -> Download:
    """For staff: the office reads originals. Raises EvidenceNotFound or QuotaSpent."""
    case = deps.casework.store.load(reference)
    access.require_command(actor, RecordDownload.name, case, ())
    return hand_out(deps, actor, case, evidence_id, from_office=actor.agency is None)


def hand_out(
    deps: Deps, actor: Actor, case: Case, evidence_id: str, *, from_office: bool
) -> Download:
    """The address of a file, which is recorded before. Ask for the right to it first."""
    evidence = case.evidence.get(evidence_id)
    copy = evidence and readable(evidence, from_office=from_office)
    if not evidence or not copy:
        raise EvidenceNotFound(case.reference)
    name, stored = copy
    now = deps.clock()
    _count_download(deps, actor, case.reference)
    command = RecordDownload(evidence_id, name, stored.version_id)
    carry_out(deps, actor, case.reference, command, Moment.at(now))
    url = deps.files().download_address(case.reference, evidence, name, stored)
    return Download(url, now + ADDRESS_LASTS)


def _request(
    deps: Deps,
    actor: Actor,
    reference: str,
    declared: Declared,
    key: str | None,
    now: datetime,
) -> tuple[Case, Evidence]:
    command = RequestUpload(_new_id(deps, actor, reference, key), declared)
    case = carry_out(deps, actor, reference, command, Moment.at(now))
    evidence = case.evidence[command.evidence_id]
    if not _is_declared(deps, case, evidence, declared, now):
        raise KeyReused(reference)
    return case, evidence


def _form(
    deps: Deps, case: Case, evidence: Evidence, now: datetime, redirect: str | None
) -> UploadForm:
    limits = deps.casework.policies.version(case.policy_version).evidence
    form = deps.files().upload_form(case.reference, evidence, now, limits.max_bytes, redirect)
    return UploadForm(
        evidence.evidence_id, form["url"], form["fields"], evidence.expires_at, limits
    )


def _new_id(deps: Deps, actor: Actor, reference: str, key: str | None) -> str:
    """A repeated key names the file of the first time, and asks for nothing new."""
    if key is None:
        return deps.random_bytes(16).hex()
    return sha256(f"evidence\n{reference}\n{actor.role}\n{actor.name}\n{key}")[:32]


def _is_declared(
    deps: Deps, case: Case, evidence: Evidence, declared: Declared, now: datetime
) -> bool:
    """Whether a repeated key asks for the same file. Its name, a text, is read last."""
    given = (declared.content_type, declared.size_bytes, declared.sha256)
    if given != (evidence.content_type, evidence.size_bytes, evidence.sha256):
        return False
    if evidence.requested_at == now:
        return True
    texts = deps.casework.store.texts(case.reference)
    names = {text.text_id: text.body.get("name") for text in texts}
    return names.get(evidence.name_text or "") == declared.name


def _count_download(deps: Deps, actor: Actor, reference: str) -> None:
    try:
        deps.quota.take(actor.name, deps.clock())
    except QuotaSpent:
        deps.log.warning("download_quota_spent", extra={"case": reference})
        count("DownloadQuotaSpent")
        raise
