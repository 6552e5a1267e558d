"""Evidence: a file that somebody sends to a case, from the request to the examined document.

    awaiting_upload → scanning → available | rejected
                    ↘ expired (a late arrival is still examined)
    whatever arrived → forgotten, once its period is over and every version of it is deleted

While it is scanning a file is in quarantine: nobody can read it. The original is sealed; agencies
read a derivative without metadata, and nothing where none can be made.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from shared.domain.instants import maybe_instant, maybe_text
from shared.domain.vocabulary import EvidenceState, Reason, Role

FORM_LASTS = timedelta(minutes=5)
# S3 looks at a form's end when an upload begins; a slow line may carry one file for an hour.
GIVEN_UP_AFTER = timedelta(hours=2)
LOOK_AGAIN_AFTER = timedelta(minutes=5)
# A scan that failed is asked for again for an hour; what has no verdict after a day is refused, so
# that its sender can try once more instead of waiting for ever.
SCAN_ASKED_AGAIN_FOR = timedelta(hours=1)
SCAN_GIVEN_UP_AFTER = timedelta(hours=24)


class Malware(StrEnum):
    """A scanner's verdict. On anything but CLEAN nobody goes on."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNABLE = "unscannable"  # the scanner can't look into it: it has a password
    FAILED = "failed"  # the scan itself went wrong: another may succeed
    UNKNOWN = "unknown"  # no verdict yet


@dataclass(frozen=True)
class Declared:
    """What the sender says of the file. A form without JavaScript can say nothing beforehand."""

    name: str | None = None
    content_type: str | None = None
    size_bytes: int | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Stored:
    """One version of an object, which can't change any more. `sha256` is None until it is read."""

    version_id: str
    size_bytes: int
    sha256: str | None = None
    sequencer: str | None = None


@dataclass(frozen=True)
class Verdict:
    """What an examination found. With no reason the file is what it says, and harmless."""

    reason: Reason | None
    kind: str | None
    size_bytes: int
    sha256: str | None
    derivative: bool = False


@dataclass(frozen=True)
class Evidence:
    """One file of a case. Its name is personal: it is a text of the case, `name_text` its id."""

    evidence_id: str
    state: EvidenceState
    requested_at: datetime
    expires_at: datetime
    extension: str | None = None
    content_type: str | None = None
    size_bytes: int | None = None
    sha256: str | None = None
    name_text: str | None = None
    arrived_at: datetime | None = None
    kind: str | None = None
    reason: Reason | None = None
    original: Stored | None = None
    derivative: Stored | None = None
    sender: Role = Role.COMPLAINANT

    @property
    def pending(self) -> bool:
        return self.state in (EvidenceState.AWAITING_UPLOAD, EvidenceState.SCANNING)

    @property
    def look_at(self) -> datetime | None:
        """The instant at which the reconciler looks at it; None when nothing is open."""
        if self.state is EvidenceState.SCANNING and self.arrived_at is not None:
            return self.arrived_at + LOOK_AGAIN_AFTER
        return self.expires_at if self.state is EvidenceState.AWAITING_UPLOAD else None

    @property
    def given_up_at(self) -> datetime:
        return self.expires_at + GIVEN_UP_AFTER

    @property
    def declared(self) -> Declared:
        """What the examination may know: of the name its end alone, the rest is personal."""
        name = None if self.extension is None else f"evidence.{self.extension}"
        return Declared(name, self.content_type, self.size_bytes, self.sha256)


def forgotten(held: Mapping[str, Evidence], kept: Collection[str] = ()) -> Mapping[str, Evidence]:
    """Returns the deleted files as they are from then on; `kept` are locked still."""
    return {
        name: replace(one, state=EvidenceState.FORGOTTEN, reason=None)
        for name, one in held.items()
        if one.original is not None and one.state is not EvidenceState.FORGOTTEN
        if name not in kept
    }


def readable(evidence: Evidence, *, from_office: bool) -> tuple[str, Stored] | None:
    """Returns the object that may be read: for the office the original, else the derivative.

    None while it is in quarantine, when it was refused, and where no derivative could be made.
    """
    if evidence.state is not EvidenceState.AVAILABLE:
        return None
    copy = evidence.original if from_office else evidence.derivative
    return None if copy is None else ("original" if from_office else "derivative", copy)


_INSTANTS = ("requested_at", "expires_at", "arrived_at")


def to_document(evidence: Evidence) -> dict[str, Any]:
    """Writes JSON from which `from_document` makes the equal evidence."""
    document = asdict(evidence)
    return document | {name: maybe_text(document[name]) for name in _INSTANTS}


def from_document(document: Mapping[str, Any]) -> Evidence:
    read = dict(document) | {name: maybe_instant(document[name]) for name in _INSTANTS}
    for name in ("original", "derivative"):
        read[name] = None if read[name] is None else Stored(**read[name])
    if "sender" in read:
        read["sender"] = Role(read["sender"])
    read["state"] = EvidenceState(read["state"])
    read["reason"] = None if read["reason"] is None else Reason(read["reason"])
    return Evidence(**read)
