"""One step for one piece of evidence: whoever calls, however often, it goes no further.

What the bucket says is only a reason to look. What is true is read from the case and the bucket,
so that repeated, late, swapped and missing events all come to the same end.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from functions.evidence.examination.examine import DERIVATIVE, Received, receive
from functions.evidence.examination.ports import EvidenceBook, Scanner, Vault
from functions.evidence.examination.sandbox import Judged
from shared.domain.errors import Unavailable
from shared.domain.evidence.evidence import (
    SCAN_ASKED_AGAIN_FOR,
    SCAN_GIVEN_UP_AFTER,
    Declared,
    Evidence,
    Malware,
    Stored,
    Verdict,
)
from shared.domain.evidence.kinds import KINDS
from shared.domain.evidence.limits import Limits
from shared.domain.procedure.examination import EvidenceArrived, EvidenceExamined, EvidenceExpired
from shared.domain.vocabulary import EvidenceState, Reason
from shared.runtime.observability import count

Judge = Callable[[Declared, Received, Path, Limits, Scanner], Judged]
_REFUSED = {
    Malware.INFECTED: Reason.INFECTED,
    Malware.UNSCANNABLE: Reason.PASSWORD_PROTECTED,
}
_JUDGED = (EvidenceState.AVAILABLE, EvidenceState.REJECTED, EvidenceState.FORGOTTEN)


@dataclass(frozen=True)
class ObjectSeen:
    """Holds what an event tells of the object: its version and its place in the order, if any."""

    version_id: str | None = None
    sequencer: str | None = None


@dataclass(frozen=True)
class ExamineStep:
    """Takes evidence from upload to verdict.

    `judge` examines in a process of its own; `scanner` is asked there before anything is opened.
    What arrived is locked against deletion for `locked_for`, counted from the end of its form.
    """

    book: EvidenceBook
    vault: Vault
    scanner: Scanner
    limits: Limits
    judge: Judge
    locked_for: timedelta

    def __call__(self, reference: str, evidence_id: str, seen: ObjectSeen, now: datetime) -> str:
        """Returns the state, as a word for the log. Raises Unavailable when to try again."""
        evidence = self.book.find(reference, evidence_id)
        if evidence is None:
            return "unknown"
        if evidence.state in _JUDGED:
            return "known"
        if evidence.state is not EvidenceState.SCANNING:
            evidence = self._arrived(reference, evidence, seen, now)
        if evidence.original is None:
            return str(evidence.state)
        return self._examined(reference, evidence, evidence.original, now)

    def _arrived(
        self, reference: str, evidence: Evidence, seen: ObjectSeen, now: datetime
    ) -> Evidence:
        """Pins the version that is there; expires what nobody sent, having looked for it."""
        evidence_id = evidence.evidence_id
        found = self.vault.head(reference, evidence_id, seen.version_id)
        if found is not None:
            original = replace(found, sequencer=seen.sequencer)
            arrived = EvidenceArrived(evidence_id, original)
            return self.book.perform(reference, arrived, now)
        if evidence.state is EvidenceState.AWAITING_UPLOAD and now >= evidence.given_up_at:
            return self.book.perform(reference, EvidenceExpired(evidence_id), now)
        return evidence

    def _examined(self, reference: str, evidence: Evidence, original: Stored, now: datetime) -> str:
        evidence_id, version = evidence.evidence_id, original.version_id
        until = evidence.expires_at + self.locked_for
        with TemporaryDirectory(prefix="evidence-") as folder:
            verdict = self._verdict(reference, evidence, original, Path(folder), now)
            kept = None
            if verdict.derivative:
                kind = KINDS[verdict.kind or ""]
                derivative = Path(folder) / DERIVATIVE
                kept = self.vault.keep_derivative(reference, evidence_id, derivative, kind, until)
        command = EvidenceExamined(evidence_id, version, verdict, kept)
        return str(self.book.perform(reference, command, now).state)

    def _verdict(
        self, reference: str, evidence: Evidence, original: Stored, folder: Path, now: datetime
    ) -> Verdict:
        """Judges the original. Known malware, and what isn't scanned yet, is never opened."""
        about = (reference, evidence.evidence_id, original.version_id)
        try:
            self.vault.lock(*about, evidence.expires_at + self.locked_for)
            refusal = self._refusal(about, evidence, now)
            if refusal is not None:
                return Verdict(refusal, None, original.size_bytes, None)
            limits = self.book.limits(reference, self.limits)
            received = receive(self.vault.read(*about), folder, limits)
        except FileNotFoundError:
            return Verdict(Reason.NOT_UPLOADED, None, original.size_bytes, None)
        return self.judge(evidence.declared, received, folder, limits, self.scanner).verdict

    def _refusal(
        self, about: tuple[str, str, str], evidence: Evidence, now: datetime
    ) -> Reason | None:
        """Returns why the scanner's verdict refuses the file; None when it is clean.

        Raises Unavailable while there is hope for a verdict: a day after arrival there is none.
        """
        malware = self.vault.malware(*about)
        if malware in _REFUSED:
            return _REFUSED[malware]
        if malware is Malware.CLEAN:
            return None
        waited = now - (evidence.arrived_at or evidence.expires_at)
        if waited >= SCAN_GIVEN_UP_AFTER:
            count("MalwareScansGivenUp")
            return Reason.NOT_UPLOADED
        if malware is Malware.FAILED and waited < SCAN_ASKED_AGAIN_FOR:
            self.vault.scan_again(*about)
        raise Unavailable("not scanned yet")
