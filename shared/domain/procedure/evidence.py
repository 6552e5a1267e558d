"""Files of a case, one by one: asked for, and read.

Every act on a file may be repeated: what was done before, or comes too late, changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shared.domain.case.change import Change
from shared.domain.evidence import evidence as evidences
from shared.domain.evidence.evidence import FORM_LASTS, Declared, Evidence
from shared.domain.evidence.limits import Limits
from shared.domain.evidence.refusals import refuse_at_once
from shared.domain.instants import in_utc
from shared.domain.procedure.command import Command
from shared.domain.procedure.rights import ALL_STAFF, COMPLAINANT, EXPERT
from shared.domain.vocabulary import (
    ANY_STATUS,
    Audience,
    CommandName,
    EventName,
    EvidenceState,
    Status,
    TextKind,
)

Held = Mapping[str, Evidence]


@dataclass(frozen=True)
class Transition:
    """The event that tells what became of a file, and the file as it is from then on.

    `words` go into a text of the case.
    """

    event: EventName
    evidence: Evidence
    data: Mapping[str, Any]
    words: Mapping[str, Any] | None = None


class EvidenceCommand(Command):
    """A command on one file, from people, the bucket or the examination."""

    evidence_id: str

    def transition(self, held: Held, limits: Limits, now: datetime) -> Transition | None:
        """Returns None when there is nothing to do. Raises Refused for what can't be taken."""
        raise NotImplementedError

    def _told(self, event: EventName, evidence: Evidence, **data: Any) -> Transition:
        return Transition(event, evidence, {"evidence": self.evidence_id, **data})

    def enact(self, change: Change) -> Change:
        held = change.case.evidence
        moved = self.transition(held, change.policy.evidence, change.moment.recorded_at)
        if moved is None:
            return change
        evidence, data = moved.evidence, dict(moved.data)
        if moved.event == EventName.EVIDENCE_REQUESTED:
            evidence = replace(evidence, sender=change.actor.role)
        if moved.words is not None:
            change, text = change.write(TextKind.EVIDENCE, Audience.INTERNAL, moved.words)
            evidence, data = replace(evidence, name_text=text["text"]), data | text
        if evidence == held.get(self.evidence_id):
            return change.emit(moved.event, data)
        document = evidences.to_document(evidence)
        return change.emit(moved.event, data, evidence={self.evidence_id: document})


@dataclass(frozen=True, eq=False)
class RequestUpload(EvidenceCommand):
    """Asks for a form to send a file with."""

    name = CommandName.EVIDENCE
    when = ANY_STATUS - {Status.MERGED}
    by = ALL_STAFF | COMPLAINANT

    evidence_id: str
    declared: Declared

    def transition(self, held: Held, limits: Limits, now: datetime) -> Transition | None:
        if self.evidence_id in held:
            return None
        declared, asked = self.declared, in_utc(now)
        refuse_at_once(declared, held, limits)
        evidence = Evidence(
            self.evidence_id,
            EvidenceState.AWAITING_UPLOAD,
            requested_at=asked,
            expires_at=asked + FORM_LASTS,
            extension=declared.name.rpartition(".")[2].casefold() if declared.name else None,
            content_type=declared.content_type,
            size_bytes=declared.size_bytes,
            sha256=declared.sha256,
        )
        words = {"name": declared.name} if declared.name else None
        return replace(self._told(EventName.EVIDENCE_REQUESTED, evidence), words=words)


@dataclass(frozen=True, eq=False)
class RecordDownload(EvidenceCommand):
    """Reads a file; written down before the address is given."""

    name = CommandName.DOWNLOAD
    when = ANY_STATUS
    by = ALL_STAFF | EXPERT
    offered = False

    evidence_id: str
    copy: str
    version_id: str

    def transition(self, held: Held, limits: Limits, now: datetime) -> Transition | None:
        evidence = held.get(self.evidence_id)
        if evidence is None or evidence.state is not EvidenceState.AVAILABLE:
            return None
        read = {"copy": self.copy, "version": self.version_id}
        return self._told(EventName.EVIDENCE_DOWNLOADED, evidence, **read)
