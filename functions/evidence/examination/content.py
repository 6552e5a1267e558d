"""What a file is by its content, and whether it is something else at the same time."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import is_zipfile

import puremagic

from functions.evidence.examination.refusals import RefusedFile
from shared.domain.evidence.kinds import KINDS, Kind
from shared.domain.vocabulary import Reason

_EDGE = 4_096
_PIECE = 1 << 20
_STRONG = 0.5
# What a browser or an interpreter would run, and archives that open from anywhere in a file.
_SCRIPTS = (b"<script", b"<?php", b"<html", b"<svg", b"<iframe", b"<!doctype html", b"javascript:")
_ARCHIVES = (b"rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_LONGEST = 16
_MARKUP = re.compile(r"\s*(?:#!|%!|<[!?%a-z])", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_PASSWORD_STREAM = "encryptedpackage".encode("utf-16-le")
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_SOUND_BRANDS = (b"M4A ", b"M4B ")
_FILM_BRANDS = (b"iso", b"mp4", b"avc1", b"M4V", b"qt  ", b"3gp", b"3g2", b"dash", b"MSNV", b"mmp4")
_AS_MAGIC_SAYS = {
    "pdf": "pdf",
    "jpg": "jpeg",
    "png": "png",
    "docx": "word",
    "mp3": "mp3",
    "mpga": "mp3",
    "ogg": "ogg",
}


def kind_of_content(path: Path) -> Kind:
    """By its first bytes, else as text. Raises RefusedFile for what isn't taken."""
    found = _magic(path)
    if _is_office_with_password(path):
        raise RefusedFile(Reason.PASSWORD_PROTECTED)
    branded = _by_brand(path)
    if branded is not None:
        return KINDS[branded]
    for extension, _ in found:
        if extension in _AS_MAGIC_SAYS:
            return KINDS[_AS_MAGIC_SAYS[extension]]
    if any(confidence >= _STRONG for _, confidence in found) or not _is_prose(path):
        raise RefusedFile(Reason.WRONG_TYPE)
    return KINDS["text"]


def _magic(path: Path) -> list[tuple[str, float]]:
    """Extensions of all types that the library finds, likeliest first."""
    try:
        matches = puremagic.magic_file(str(path))
    except puremagic.PureError:
        return []
    return [(one.extension.lstrip(".").casefold(), one.confidence) for one in matches]


def _by_brand(path: Path) -> str | None:
    """ISO 14496-12 writes the brand after `ftyp`; the library's table guesses by length as well."""
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] != b"ftyp":
        return None
    if head[8:].startswith(_SOUND_BRANDS):
        return "sound"
    if head[8:].startswith(_FILM_BRANDS):
        return "film"
    raise RefusedFile(Reason.WRONG_TYPE)


def _is_office_with_password(path: Path) -> bool:
    """Office keeps an encrypted document as a stream of that name in its old container."""
    with path.open("rb") as file:
        if file.read(len(_OLD_OFFICE)) != _OLD_OFFICE:
            return False
        return any(_PASSWORD_STREAM in piece for piece in _windows(file, len(_PASSWORD_STREAM)))


def text_of(path: Path) -> str:
    """As UTF-8, as UTF-16 when it says so, else as Windows wrote it. Raises UnicodeDecodeError."""
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _is_prose(path: Path) -> bool:
    """Text without control characters that doesn't begin like markup or a program."""
    try:
        text = text_of(path)
    except UnicodeDecodeError:
        return False
    return not _CONTROLS.search(text) and not _MARKUP.match(text) and "<script" not in text.lower()


def refuse_second_nature(path: Path, kind: Kind) -> None:
    """Raises RefusedFile for a file that another program would take for something else.

    Pictures and sounds hold no text of their own, so that all of them is looked through; documents
    may speak of markup, and only their edges would be taken for it.
    """
    whole = kind.name not in ("pdf", "word", "text")
    with path.open("rb") as file:
        head = file.read(_EDGE)
        file.seek(0)
        looked_through = _windows(file, _LONGEST) if whole else iter([head.lower()])
        scripted = any(one in piece for piece in looked_through for one in _SCRIPTS)
        file.seek(0)
        packed = any(one in piece for piece in _windows(file, _LONGEST) for one in _ARCHIVES)
    is_archive = kind.name != "word" and is_zipfile(path)
    is_document = kind.name != "pdf" and b"%PDF-" in head
    if scripted or packed or is_archive or is_document:
        raise RefusedFile(Reason.WRONG_TYPE)


def _windows(file: BinaryIO, overlap: int) -> Iterator[bytes]:
    """The rest of the file in lower case, in pieces that overlap."""
    tail = b""
    while piece := file.read(_PIECE):
        window = tail + piece
        yield window.lower()
        tail = window[-overlap:]
