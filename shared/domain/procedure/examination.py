"""Files of a case, as the bucket and the examination tell: arrived, examined, expired."""

from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain.evidence.evidence import Evidence, Stored, Verdict
from shared.domain.evidence.limits import Limits
from shared.domain.instants import in_utc
from shared.domain.procedure.evidence import EvidenceCommand, Held, Transition
from shared.domain.procedure.rights import SYSTEM
from shared.domain.vocabulary import ANY_STATUS, CommandName, EventName, EvidenceState, Reason

_TAKES_FILES = (EvidenceState.AWAITING_UPLOAD, EvidenceState.EXPIRED)


@dataclass(frozen=True, eq=False)
class EvidenceArrived(EvidenceCommand):
    """Notes that a file is there.

    From now on this version of the object is meant and no other.
    """

    name = CommandName.EVIDENCE_ARRIVED
    when = ANY_STATUS
    by = SYSTEM

    evidence_id: str
    original: Stored

    def transition(self, held: Held, limits: Limits, now: datetime) -> Transition | None:
        evidence, original = held.get(self.evidence_id), self.original
        if evidence is None or evidence.state not in _TAKES_FILES:
            return None
        after = replace(
            evidence,
            state=EvidenceState.SCANNING,
            reason=None,
            arrived_at=in_utc(now),
            original=original,
        )
        data = {"version": original.version_id, "size_bytes": original.size_bytes}
        return self._told(EventName.EVIDENCE_ARRIVED, after, **data)


@dataclass(frozen=True, eq=False)
class EvidenceExamined(EvidenceCommand):
    """Notes what the examination found.

    It is about the pinned version; `derivative` is what agencies read, if one could be made.
    """

    name = CommandName.EVIDENCE_EXAMINED
    when = ANY_STATUS
    by = SYSTEM

    evidence_id: str
    version_id: str
    verdict: Verdict
    derivative: Stored | None = None

    def transition(self, held: Held, limits: Limits, now: datetime) -> Transition | None:
        evidence, verdict = held.get(self.evidence_id), self.verdict
        if evidence is None or evidence.original is None or not self._is_about(evidence):
            return None
        if verdict.reason is None and (verdict.sha256 is None or verdict.kind is None):
            raise ValueError("nothing becomes available without having been read")
        after = self._after(evidence, evidence.original)
        data = {"reason": verdict.reason, "sha256": verdict.sha256}
        if after.derivative is not None:
            data["derivative_sha256"] = after.derivative.sha256
        if verdict.reason is not None:
            return self._told(EventName.EVIDENCE_REJECTED, after, **data)
        return self._told(EventName.EVIDENCE_AVAILABLE, after, **data)

    def _is_about(self, evidence: Evidence) -> bool:
        pinned = evidence.original
        scanning = evidence.state is EvidenceState.SCANNING
        return scanning and pinned is not None and pinned.version_id == self.version_id

    def _after(self, evidence: Evidence, original: Stored) -> Evidence:
        verdict = self.verdict
        refused = verdict.reason is not None
        return replace(
            evidence,
            state=EvidenceState.REJECTED if refused else EvidenceState.AVAILABLE,
            reason=verdict.reason,
            kind=verdict.kind,
            original=replace(original, sha256=verdict.sha256, size_bytes=verdict.size_bytes),
            derivative=None if refused else self.derivative,
        )


@dataclass(frozen=True, eq=False)
class EvidenceExpired(EvidenceCommand):
    """Notes that a file never came.

    Somebody has looked into the bucket before saying so.
    """

    name = CommandName.EVIDENCE_EXPIRED
    when = ANY_STATUS
    by = SYSTEM

    evidence_id: str

    def transition(self, held: Held, limits: Limits, now: datetime) -> Transition | None:
        evidence = held.get(self.evidence_id)
        if evidence is None or evidence.state is not EvidenceState.AWAITING_UPLOAD:
            return None
        if in_utc(now) < evidence.given_up_at:
            return None
        after = replace(evidence, state=EvidenceState.EXPIRED, reason=Reason.NOT_UPLOADED)
        return self._told(EventName.EVIDENCE_EXPIRED, after)
