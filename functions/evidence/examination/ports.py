"""What examining evidence needs of the world outside: only where a fake exists beside it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

from shared.domain.evidence.evidence import Evidence, Malware, Stored
from shared.domain.evidence.kinds import Kind
from shared.domain.evidence.limits import Limits
from shared.domain.procedure.evidence import EvidenceCommand


class Scanner(Protocol):
    """Looks for malware in a file."""

    def scan(self, path: Path) -> Malware: ...


class EvidenceBook(Protocol):
    """The evidence of all cases. `perform` decides on the evidence as it is when it commits."""

    def find(self, reference: str, evidence_id: str) -> Evidence | None:
        """None for an unknown case and for evidence that this case doesn't have."""

    def perform(self, reference: str, command: EvidenceCommand, now: datetime) -> Evidence:
        """The evidence after the command, done once however often it is asked for."""

    def limits(self, reference: str, usual: Limits) -> Limits:
        """The usual ones, with what the case's policy says of files."""

    def pending(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Reference and evidence id of everything whose `look_at` has passed."""


class Vault(Protocol):
    """The bucket. Every failure of it is Unavailable: a file is never judged by a failed read."""

    def head(self, reference: str, evidence_id: str, version_id: str | None) -> Stored | None:
        """The original's version, the newest when None; None when there is none."""

    def read(self, reference: str, evidence_id: str, version_id: str) -> Iterator[bytes]:
        """That version and no other. Raises Unavailable in the middle, too."""

    def malware(self, reference: str, evidence_id: str, version_id: str) -> Malware:
        """The verdict of the bucket's own scanner; CLEAN where there is none to wait for."""

    def scan_again(self, reference: str, evidence_id: str, version_id: str) -> None:
        """Asks the bucket's own scanner for another scan of that version."""

    def lock(self, reference: str, evidence_id: str, version_id: str, until: datetime) -> None:
        """Keeps that version from being deleted until then. Doing it again changes nothing."""

    def keep_derivative(
        self, reference: str, evidence_id: str, derivative: Path, kind: Kind, until: datetime
    ) -> Stored:
        """Stores it, locked until then."""
