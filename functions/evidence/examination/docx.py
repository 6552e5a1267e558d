"""Word documents: an archive of XML, checked before anything of it is unpacked.

A derivative has the words and pictures. Left behind: who wrote, changed and commented, when, on
which machine, with which template, and the metadata inside pictures.
"""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from functions.evidence.examination import docx_xml as word_xml
from functions.evidence.examination import images as pictures
from functions.evidence.examination.archives import checked_members
from functions.evidence.examination.refusals import NotCleanable, RefusedFile
from shared.domain.evidence.limits import Limits
from shared.domain.vocabulary import Reason

_CONTENT_TYPES = "[Content_Types].xml"
_DOCUMENT = "word/document.xml"
_WORD_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ACTIVE_PARTS = ("vbaproject", "vbadata", "activex", "oleobject", "macroenabled")
_PERSONAL_PARTS = ("docProps/", "customXml/", "word/people.xml", "word/printerSettings")
_PICTURES = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png"}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def clean(source: Path, to: Path, limits: Limits) -> None:
    """Writes a derivative. Raises RefusedFile, or NotCleanable when it couldn't be a true one."""
    with ZipFile(source) as archive:
        members = checked_members(archive, source.stat().st_size, limits)
        _refuse_active(archive, members)
        parts = [one.filename for one in members if not one.is_dir()]
        kept = [name for name in parts if not name.startswith(_PERSONAL_PARTS)]
        if not _copied(archive, kept, to, limits):
            raise NotCleanable


def _copied(archive: ZipFile, names: list[str], to: Path, limits: Limits) -> bool:
    """Whether all could be cleaned. All are looked at: a later one may be a reason to refuse."""
    whole = True
    with ZipFile(to, "w", ZIP_DEFLATED) as cleaned:
        for name in names:
            content = _cleaned(name, archive.read(name), limits)
            whole = whole and content is not None
            cleaned.writestr(_nameless(name), content or b"")
    return whole


def _refuse_active(archive: ZipFile, members: list[ZipInfo]) -> None:
    names = {member.filename for member in members}
    if not {_CONTENT_TYPES, _DOCUMENT} <= names:
        raise RefusedFile(Reason.WRONG_TYPE)
    types = archive.read(_CONTENT_TYPES)
    if _WORD_MAIN not in types or b"macroEnabled" in types:
        raise RefusedFile(Reason.WRONG_TYPE)
    if any(part in name.casefold() for name in names for part in _ACTIVE_PARTS):
        raise RefusedFile(Reason.WRONG_TYPE)


def _cleaned(name: str, content: bytes, limits: Limits) -> bytes | None:
    """None for a part of a type that can't be cleaned."""
    end = name.rpartition(".")[2].casefold()
    if end == "rels":
        return word_xml.without_strange_relations(content, _PERSONAL_PARTS)
    if end == "xml":
        return word_xml.without_people(content, _PERSONAL_PARTS)
    if end in _PICTURES:
        return pictures.redrawn(content, _PICTURES[end], limits)
    return None


def _nameless(name: str) -> ZipInfo:
    """An entry without the time and the system of whoever packed it."""
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED
    return entry
