"""Archives, judged by their directory alone: what unpacking would cost, and what would come out."""

from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from functions.evidence.examination.refusals import RefusedFile
from shared.domain.evidence.limits import Limits
from shared.domain.vocabulary import Reason

_ENCRYPTED = 0x1
_SMALL = 1_000_000  # a small member may be any ratio: it can't hurt
_NESTED = (
    b"PK\x03\x04",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ",
)
_NESTED_NAMES = frozenset({".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".jar"})


def checked_members(archive: ZipFile, size: int, limits: Limits) -> list[ZipInfo]:
    """The members, none of which is dangerous to unpack. Raises RefusedFile.

    zipfile never reads more of a member than its directory says, so that what is checked here
    bounds what comes out, even if the directory lies.
    """
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise RefusedFile(Reason.PASSWORD_PROTECTED)
    if len(members) > limits.max_entries or _unpacks_to_too_much(members, limits):
        raise RefusedFile(Reason.TOO_BIG)
    if _overlap(members, size):
        raise RefusedFile(Reason.TOO_BIG)
    if _strange_names(members) or any(_is_archive(archive, member) for member in members):
        raise RefusedFile(Reason.WRONG_TYPE)
    return members


def _unpacks_to_too_much(members: list[ZipInfo], limits: Limits) -> bool:
    return sum(member.file_size for member in members) > limits.max_unpacked or any(
        member.file_size > max(_SMALL, limits.max_ratio * member.compress_size)
        for member in members
    )


def _overlap(members: list[ZipInfo], size: int) -> bool:
    """Members that share their bytes: the bomb without nesting (Fifield, 2019)."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    ends = [member.header_offset + member.compress_size for member in ordered]
    begins = [*(member.header_offset for member in ordered[1:]), size]
    starts_late = bool(ordered) and ordered[0].header_offset != 0
    return starts_late or any(end > begin for end, begin in zip(ends, begins, strict=True))


def _strange_names(members: list[ZipInfo]) -> bool:
    """Twice the same name, a way out of the folder, or a method that Word doesn't write."""
    names = [member.filename.casefold() for member in members]
    return (
        len(set(names)) < len(names)
        or any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
        or any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members)
    )


def _is_archive(archive: ZipFile, member: ZipInfo) -> bool:
    if PurePosixPath(member.filename).suffix.casefold() in _NESTED_NAMES:
        return True
    with archive.open(member) as content:
        return content.read(8).startswith(_NESTED)
