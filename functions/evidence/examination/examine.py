"""An upload examined: received in pieces, judged by its content, cleaned for the agency.

The order matters: what costs nothing comes first, malware before anything is opened, and nothing
is unpacked or decoded before its own directory or header has said how big it will get.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from errno import EFBIG, errorcode
from pathlib import Path

from functions.evidence.examination import audio_video as recordings
from functions.evidence.examination import docx as word
from functions.evidence.examination import images as pictures
from functions.evidence.examination import pdf as pdfs
from functions.evidence.examination import plain_text as texts
from functions.evidence.examination.content import kind_of_content, refuse_second_nature
from functions.evidence.examination.ports import Scanner
from functions.evidence.examination.refusals import NotCleanable, RefusedFile
from shared.domain.errors import Unavailable
from shared.domain.evidence.evidence import Declared, Malware, Verdict
from shared.domain.evidence.kinds import Kind
from shared.domain.evidence.limits import Limits
from shared.domain.evidence.names import kind_of_media_type, kind_of_name
from shared.domain.vocabulary import Reason

ORIGINAL, DERIVATIVE = "original", "derivative"
_SAYS_NOTHING = "application/octet-stream"


@dataclass(frozen=True)
class Received:
    """What came, as it was written down: its size and SHA-256, or that it went on for too long."""

    size_bytes: int
    sha256: str | None


def examine(
    declared: Declared, content: Iterable[bytes], folder: Path, limits: Limits, scanner: Scanner
) -> Verdict:
    """What a file is, and whether it may be shown; its derivative stands in the folder, if any.

    Raises Unavailable when the scanner has no verdict: such a file stays in quarantine.
    """
    received = receive(content, folder, limits)
    return judge(declared, received, folder, limits, scanner)


def receive(content: Iterable[bytes], folder: Path, limits: Limits) -> Received:
    """Writes the original into the folder, and stops at once when it outgrows the limit."""
    digest, size = hashlib.sha256(), 0
    with (folder / ORIGINAL).open("wb") as file:
        for piece in content:
            size += len(piece)
            if size > limits.max_bytes:
                return Received(size, None)
            digest.update(piece)
            file.write(piece)
    return Received(size, digest.hexdigest())


def judge(
    declared: Declared, received: Received, folder: Path, limits: Limits, scanner: Scanner
) -> Verdict:
    """The verdict on what was received. Needs as much memory as the limits say, at most."""
    size, sha256 = received.size_bytes, received.sha256
    kind: Kind | None = None
    try:
        _check_transfer(declared, received)
        _check_malware(scanner.scan(folder / ORIGINAL))
        kind = _kind(declared, folder / ORIGINAL, limits)
        return Verdict(None, kind.name, size, sha256, _cleaned(kind, folder, limits))
    except RefusedFile as refused:
        return Verdict(refused.reason, kind.name if kind else None, size, sha256)


def _check_transfer(declared: Declared, received: Received) -> None:
    if received.sha256 is None:
        raise RefusedFile(Reason.TOO_BIG)
    if received.size_bytes == 0:
        raise RefusedFile(Reason.EMPTY)
    if declared.size_bytes not in (None, received.size_bytes):
        raise RefusedFile(Reason.NOT_UPLOADED)
    if declared.sha256 not in (None, received.sha256):
        raise RefusedFile(Reason.NOT_UPLOADED)


def _check_malware(found: Malware) -> None:
    if found is Malware.INFECTED:
        raise RefusedFile(Reason.INFECTED)
    if found is not Malware.CLEAN:
        raise Unavailable("the scanner has no verdict")


def _kind(declared: Declared, path: Path, limits: Limits) -> Kind:
    """What its content, its name and its sender agree that it is."""
    kind = kind_of_content(path)
    if declared.name is not None and kind_of_name(declared.name) != kind:
        raise RefusedFile(Reason.WRONG_TYPE)
    told = declared.content_type
    if told not in (None, _SAYS_NOTHING) and kind_of_media_type(str(told)) != kind:
        raise RefusedFile(Reason.WRONG_TYPE)
    if kind.name not in limits.kinds:
        raise RefusedFile(Reason.WRONG_TYPE)
    refuse_second_nature(path, kind)
    return kind


def _cleaned(kind: Kind, folder: Path, limits: Limits) -> bool:
    """Whether a derivative stands in the folder. What can't be read to its end is damaged."""
    original, derivative = folder / ORIGINAL, folder / DERIVATIVE
    try:
        _CLEANERS[kind.name](original, derivative, limits)
    except NotCleanable:
        derivative.unlink(missing_ok=True)
    except Exception as error:
        derivative.unlink(missing_ok=True)
        raise _refusal(error) from error
    return derivative.exists()


def _refusal(error: Exception) -> Exception:
    """A reader's complaint is the file's fault; the system's (a full disk) is ours: try again."""
    if isinstance(error, (RefusedFile, MemoryError)):
        return error
    number = error.errno if isinstance(error, OSError) else None
    if number == EFBIG:
        return RefusedFile(Reason.TOO_BIG)
    return RefusedFile(Reason.NOT_UPLOADED) if number is None else Unavailable(errorcode[number])


_CLEANERS: Mapping[str, Callable[[Path, Path, Limits], None]] = {
    "pdf": pdfs.clean,
    "jpeg": lambda original, to, limits: pictures.redraw(original, to, "jpeg", limits),
    "png": lambda original, to, limits: pictures.redraw(original, to, "png", limits),
    "word": word.clean,
    "text": lambda original, to, _: texts.clean(original, to),
    "film": lambda original, _to, _: recordings.check(original, "film"),
    "sound": lambda original, _to, _: recordings.check(original, "sound"),
    "ogg": lambda original, _to, _: recordings.check(original, "ogg"),
    "mp3": lambda original, _to, _: recordings.check(original, "mp3"),
}
