"""What people and the bucket ask of a case's evidence; `evidence_deciding` says what follows."""

from dataclasses import dataclass
from typing import ClassVar

from shared.domain.commands.base import Command
from shared.domain.evidence.evidence import Declared, Stored, Verdict
from shared.domain.vocabulary import CommandName


@dataclass(frozen=True)
class RequestUpload(Command):
    """The complainant wants to send a file; the answer is a form for exactly this one."""

    name: ClassVar[CommandName] = CommandName.EVIDENCE
    evidence_id: str
    declared: Declared


@dataclass(frozen=True)
class EvidenceArrived(Command):
    """A version of the object is there; from now on this version is meant and no other."""

    name: ClassVar[CommandName] = CommandName.EVIDENCE_ARRIVED
    evidence_id: str
    original: Stored


@dataclass(frozen=True)
class EvidenceExamined(Command):
    """What became of the pinned version, and the derivative if one could be made."""

    name: ClassVar[CommandName] = CommandName.EVIDENCE_EXAMINED
    evidence_id: str
    version_id: str
    verdict: Verdict
    derivative: Stored | None = None


@dataclass(frozen=True)
class EvidenceExpired(Command):
    """Nothing came in time. Somebody has looked into the bucket before saying so."""

    name: ClassVar[CommandName] = CommandName.EVIDENCE_EXPIRED
    evidence_id: str


@dataclass(frozen=True)
class RecordDownload(Command):
    """Somebody was given an address to read a file at. Written down before it is handed out."""

    name: ClassVar[CommandName] = CommandName.DOWNLOAD
    evidence_id: str
    copy: str
    version_id: str


EvidenceCommand = (
    RequestUpload | EvidenceArrived | EvidenceExamined | EvidenceExpired | RecordDownload
)
