"""A book and a bucket in memory, with the conditions of the real ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from functions.evidence.examination.examine import Received, judge
from functions.evidence.examination.ports import Scanner
from functions.evidence.examination.sandbox import Judged
from functions.evidence.examination.signature_scanner import SignatureScanner
from functions.evidence.examine_step import ExamineStep
from shared.domain.errors import Unavailable
from shared.domain.evidence.evidence import Declared, Evidence, Malware, Stored
from shared.domain.evidence.kinds import Kind
from shared.domain.evidence.limits import Limits
from shared.domain.procedure.evidence import EvidenceCommand, RequestUpload, Transition
from tests.fakes import NOON

REFERENCE, EVIDENCE = "BF-7K3M-92QF-4", "0a1b2c3d"
LIMITS = Limits()
LOCKED_FOR = timedelta(days=30)


@dataclass
class FakeBook:
    """Decides with the domain's own rules and writes down every event that followed."""

    held: dict[str, dict[str, Evidence]] = field(default_factory=dict)
    changes: list[Transition] = field(default_factory=list)
    failing: bool = False

    def find(self, reference: str, evidence_id: str) -> Evidence | None:
        return self.held.get(reference, {}).get(evidence_id)

    def perform(self, reference: str, command: EvidenceCommand, now: datetime) -> Evidence:
        if self.failing:
            raise Unavailable("the table is throttled")
        held = self.held.setdefault(reference, {})
        change = command.transition(held, LIMITS, now)
        if change is not None:
            self.changes.append(change)
            held[command.evidence_id] = change.evidence
        return held[command.evidence_id]

    def limits(self, reference: str, usual: Limits) -> Limits:
        return usual

    def pending(self, now: datetime) -> Iterator[tuple[str, str]]:
        waiting = [
            (one.look_at, reference, one.evidence_id)
            for reference, held in self.held.items()
            for one in held.values()
            if one.look_at is not None and one.look_at < now
        ]
        yield from ((reference, evidence_id) for _, reference, evidence_id in sorted(waiting))

    @property
    def events(self) -> list[str]:
        return [change.event for change in self.changes]


@dataclass
class FakeVault:
    """One file's versions in the order in which they came; `denied` fails every read."""

    versions: dict[str, bytes] = field(default_factory=dict)
    derivatives: list[bytes] = field(default_factory=list)
    verdicts: dict[str, Malware] = field(default_factory=dict)
    locks: dict[str, datetime] = field(default_factory=dict)
    scans_asked_for: list[str] = field(default_factory=list)
    denied: bool = False
    on_read: Callable[[], None] | None = None

    def put(self, content: bytes) -> str:
        version = f"v{len(self.versions) + 1}"
        self.versions[version] = content
        return version

    def head(self, reference: str, evidence_id: str, version_id: str | None) -> Stored | None:
        self._check()
        versions = self._versions(reference, evidence_id)
        version = version_id or next(reversed(versions), "")
        content = versions.get(version)
        return None if content is None else Stored(version, len(content))

    def read(self, reference: str, evidence_id: str, version_id: str) -> Iterator[bytes]:
        self._check()
        versions = self._versions(reference, evidence_id)
        if version_id not in versions:
            raise FileNotFoundError(version_id)
        content = versions[version_id]
        yield content[:10]
        if self.on_read is not None:
            self.on_read()
        yield content[10:]

    def malware(self, reference: str, evidence_id: str, version_id: str) -> Malware:
        self._check()
        return self.verdicts.get(version_id, Malware.CLEAN)

    def scan_again(self, reference: str, evidence_id: str, version_id: str) -> None:
        self._check()
        self.scans_asked_for.append(version_id)

    def lock(self, reference: str, evidence_id: str, version_id: str, until: datetime) -> None:
        """As S3: a lock may be renewed, and is never shortened."""
        self._check()
        if version_id not in self._versions(reference, evidence_id):
            raise FileNotFoundError(version_id)
        if until < self.locks.get(version_id, until):
            raise Unavailable("AccessDenied")
        self.locks[version_id] = until

    def keep_derivative(
        self, reference: str, evidence_id: str, derivative: Path, kind: Kind, until: datetime
    ) -> Stored:
        content = derivative.read_bytes()
        self.derivatives.append(content)
        version = f"d{len(self.derivatives)}"
        self.locks[version] = until
        return Stored(version, len(content), sha256(content).hexdigest())

    def _versions(self, reference: str, evidence_id: str) -> dict[str, bytes]:
        return self.versions if (reference, evidence_id) == (REFERENCE, EVIDENCE) else {}

    def _check(self) -> None:
        if self.denied:
            raise Unavailable("KMS.DisabledException")


def judge_here(
    declared: Declared, received: Received, folder: Path, limits: Limits, scanner: Scanner
) -> Judged:
    """In this process: what the child does is tested with the hostile files."""
    return Judged(judge(declared, received, folder, limits, scanner))


def a_look(book: FakeBook, vault: FakeVault) -> ExamineStep:
    return ExamineStep(book, vault, SignatureScanner(), LIMITS, judge_here, LOCKED_FOR)


def requested(book: FakeBook, declared: Declared | None = None, at: datetime = NOON) -> Evidence:
    command = RequestUpload(EVIDENCE, declared or Declared())
    return book.perform(REFERENCE, command, at)


def declared_of(name: str, media_type: str, content: bytes) -> Declared:
    return Declared(name, media_type, len(content), sha256(content).hexdigest())


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
