"""What follows from a command on evidence: an event, and the evidence as it is then.

Pure: `(evidence of the case, command, limits, now) -> change`. None means that there is nothing to
do, because it was done before or came too late: every command here may be repeated.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import singledispatch
from typing import Any

from shared.domain.errors import InvalidInput
from shared.domain.evidence.commands import (
    EvidenceArrived,
    EvidenceExamined,
    EvidenceExpired,
    RecordDownload,
    RequestUpload,
)
from shared.domain.evidence.evidence import FORM_LASTS, Declared, Evidence, Limits, Stored
from shared.domain.evidence.names import kind_of_media_type, kind_of_name
from shared.domain.instants import in_utc
from shared.domain.vocabulary import EventName, EvidenceState, Reason

_TAKES_FILES = (EvidenceState.AWAITING_UPLOAD, EvidenceState.EXPIRED)
_COUNTED = (EvidenceState.AWAITING_UPLOAD, EvidenceState.SCANNING, EvidenceState.AVAILABLE)


class Refused(InvalidInput):
    """The file can't be taken, known before it is sent. `reason` is what the pages translate."""

    def __init__(self, reason: Reason, field_name: str, limits: Limits) -> None:
        message = MESSAGES[reason].format(types=limits.types)
        super().__init__(InvalidInput.of(field_name, message).errors)
        self.reason = reason


MESSAGES: Mapping[Reason, str] = {
    Reason.WRONG_TYPE: "Choose a file of one of these types: {types}.",
    Reason.TOO_BIG: "The file is too big. Choose a smaller one.",
    Reason.EMPTY: "The file is empty. Choose another one.",
    Reason.INFECTED: "The file contains a virus. Choose another one.",
    Reason.PASSWORD_PROTECTED: "The file is protected by a password. Remove it and send it again.",
    Reason.NOT_UPLOADED: "The file could not be uploaded. Send it again.",
    Reason.TOO_MANY: "This case holds as many files as it may.",
}


@dataclass(frozen=True)
class EvidenceChange:
    """An event to emit with `evidence={id: document}`; `words` go into a text of the case."""

    event: EventName
    evidence: Evidence
    data: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Any] | None = None


@singledispatch
def follow(
    command: object, held: Mapping[str, Evidence], limits: Limits, now: datetime
) -> EvidenceChange | None:
    """What the command leads to. Raises Refused when the sender can be told at once."""
    raise NotImplementedError(type(command).__name__)


@follow.register
def _(
    command: RequestUpload, held: Mapping[str, Evidence], limits: Limits, now: datetime
) -> EvidenceChange | None:
    if command.evidence_id in held:
        return None
    declared = command.declared
    refuse_at_once(declared, held, limits)
    asked = in_utc(now)
    evidence = Evidence(
        command.evidence_id,
        EvidenceState.AWAITING_UPLOAD,
        requested_at=asked,
        expires_at=asked + FORM_LASTS,
        extension=declared.name.rpartition(".")[2].casefold() if declared.name else None,
        content_type=declared.content_type,
        size_bytes=declared.size_bytes,
        sha256=declared.sha256,
    )
    words = {"name": declared.name} if declared.name else None
    return EvidenceChange(
        EventName.EVIDENCE_REQUESTED, evidence, {"evidence": command.evidence_id}, words
    )


def refuse_at_once(declared: Declared, held: Mapping[str, Evidence], limits: Limits) -> None:
    """What can be said without the file. Raises Refused."""
    counted = [one for one in held.values() if one.state in _COUNTED]
    if len(counted) >= limits.max_files or len(held) >= limits.max_requests:
        raise Refused(Reason.TOO_MANY, "name", limits)
    size = declared.size_bytes
    if size is not None and size <= 0:
        raise Refused(Reason.EMPTY, "size_bytes", limits)
    if size is not None and size > limits.max_bytes:
        raise Refused(Reason.TOO_BIG, "size_bytes", limits)
    _refuse_types(declared, limits)


def _refuse_types(declared: Declared, limits: Limits) -> None:
    told = []
    if declared.name is not None:
        told.append(("name", kind_of_name(declared.name)))
    if declared.content_type is not None:
        told.append(("content_type", kind_of_media_type(declared.content_type)))
    for field_name, kind in told:
        if kind is None or kind.name not in limits.kinds or kind != told[0][1]:
            raise Refused(Reason.WRONG_TYPE, field_name, limits)


@follow.register
def _(
    command: EvidenceArrived, held: Mapping[str, Evidence], _limits: Limits, now: datetime
) -> EvidenceChange | None:
    evidence = held.get(command.evidence_id)
    if evidence is None or evidence.state not in _TAKES_FILES:
        return None
    after = replace(
        evidence,
        state=EvidenceState.SCANNING,
        reason=None,
        arrived_at=in_utc(now),
        original=command.original,
    )
    return EvidenceChange(
        EventName.EVIDENCE_ARRIVED, after, _about(after) | _version(command.original)
    )


@follow.register
def _(
    command: EvidenceExamined, held: Mapping[str, Evidence], _limits: Limits, _now: datetime
) -> EvidenceChange | None:
    evidence, verdict = held.get(command.evidence_id), command.verdict
    if evidence is None or evidence.original is None or not _is_about(command, evidence):
        return None
    refused = verdict.reason is not None
    if not refused and (verdict.sha256 is None or verdict.kind is None):
        raise ValueError("nothing becomes available without having been read")
    after = replace(
        evidence,
        state=EvidenceState.REJECTED if refused else EvidenceState.AVAILABLE,
        reason=verdict.reason,
        kind=verdict.kind,
        original=replace(evidence.original, sha256=verdict.sha256, size_bytes=verdict.size_bytes),
        derivative=None if refused else command.derivative,
    )
    data = _about(after) | {"reason": verdict.reason, "sha256": verdict.sha256}
    if after.derivative is not None:
        data["derivative_sha256"] = after.derivative.sha256
    return EvidenceChange(
        EventName.EVIDENCE_REJECTED if refused else EventName.EVIDENCE_AVAILABLE, after, data
    )


def _is_about(command: EvidenceExamined, evidence: Evidence) -> bool:
    pinned = evidence.original
    scanning = evidence.state is EvidenceState.SCANNING
    return scanning and pinned is not None and pinned.version_id == command.version_id


@follow.register
def _(
    command: EvidenceExpired, held: Mapping[str, Evidence], _limits: Limits, now: datetime
) -> EvidenceChange | None:
    evidence = held.get(command.evidence_id)
    if evidence is None or evidence.state is not EvidenceState.AWAITING_UPLOAD:
        return None
    if in_utc(now) < evidence.given_up_at:
        return None
    after = replace(evidence, state=EvidenceState.EXPIRED, reason=Reason.NOT_UPLOADED)
    return EvidenceChange(EventName.EVIDENCE_EXPIRED, after, _about(after))


@follow.register
def _(
    command: RecordDownload, held: Mapping[str, Evidence], _limits: Limits, _now: datetime
) -> EvidenceChange | None:
    evidence = held.get(command.evidence_id)
    if evidence is None or evidence.state is not EvidenceState.AVAILABLE:
        return None
    read = {"copy": command.copy, "version": command.version_id}
    return EvidenceChange(EventName.EVIDENCE_DOWNLOADED, evidence, _about(evidence) | read)


def _about(evidence: Evidence) -> dict[str, Any]:
    return {"evidence": evidence.evidence_id}


def _version(stored: Stored) -> dict[str, Any]:
    return {"version": stored.version_id, "size_bytes": stored.size_bytes}
