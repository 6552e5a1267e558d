"""Films and sounds: whole by their own structure. Nothing here plays them.

No permissively licensed library takes places and names out of them, so agencies don't get them.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from functions.evidence.examination.refusals import RefusedFile
from shared.domain.vocabulary import Reason

_MOST_PARTS = 1_000_000
_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def check(path: Path, kind: str) -> None:
    """Raises RefusedFile when the recording isn't whole, or isn't one at all."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if not _CHECKS[kind](file, size):
            raise RefusedFile(Reason.NOT_UPLOADED)


def _boxes(file: BinaryIO, size: int) -> bool:
    """MP4 and QuickTime (ISO 14496-12): boxes end to end, a `moov` and data among them."""
    at = 0
    found: set[bytes] = set()
    for _ in range(_MOST_PARTS):
        file.seek(at)
        head = file.read(16)
        length, name = int.from_bytes(head[:4]), head[4:8]
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:])
        length = length or size - at
        if length < 8:
            return False
        found.add(name)
        at += length
        if at >= size:
            return at == size and {b"moov", b"mdat"} <= found
    return False


def _pages(file: BinaryIO, size: int) -> bool:
    """Ogg (RFC 3533): pages end to end."""
    at = 0
    for _ in range(_MOST_PARTS):
        file.seek(at)
        head = file.read(27)
        if head[:5] != b"OggS\x00" or len(head) < 27:
            return False
        segments = file.read(head[26])
        at += 27 + len(segments) + sum(segments)
        if at >= size:
            return at == size and len(segments) == head[26]
    return False


def _frames(file: BinaryIO, size: int) -> bool:
    """MP3 (ISO 11172-3): after the ID3 tag, frames that lead to one another."""
    head = file.read(10)
    at = 0
    if head[:3] == b"ID3":
        at = 10 + sum(byte << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    for _ in range(3):
        file.seek(at)
        length = _frame_length(file.read(4))
        if length is None:
            return False
        at += length
    return at <= size


def _frame_length(head: bytes) -> int | None:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, bitrate, rate = (head[1] >> 3) & 3, head[2] >> 4, (head[2] >> 2) & 3
    if version == 1 or not 0 < bitrate < 15 or rate == 3:
        return None
    table, samples = (_BITRATES, 144) if version == 3 else (_BITRATES_LOW, 72)
    return samples * 1_000 * table[bitrate] // _RATES[version][rate] + ((head[2] >> 1) & 1)


_CHECKS: Mapping[str, Callable[[BinaryIO, int], bool]] = {
    "film": _boxes,
    "sound": _boxes,
    "ogg": _pages,
    "mp3": _frames,
}
