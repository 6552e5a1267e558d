"""The XML parts of a Word document, copied event by event without what tells of people.

Prefixes stay as they are, since other attributes name them (`mc:Ignorable`).
"""

import io
from collections.abc import Mapping
from typing import Any
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.expatreader import create_parser

from functions.evidence.examination.refusals import RefusedFile
from shared.domain.vocabulary import Reason

_SOMEBODY: Mapping[str, str] = {"author": "Author", "initials": "A"}
_FORGOTTEN = ("date", "dateUtc", "descr", "lastSavedBy", "userId", "providerId")
_FORGOTTEN_ELEMENTS = ("attachedTemplate", "docVars", "rsids", "mailMerge", "people")
_PICTURE_NAMES = ("docPr", "cNvPr")
_STRANGE_RELATIONS = (
    *("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "people", "customXml"),
    *("thumbnail", "core-properties", "extended-properties", "custom-properties"),
    *("oleObject", "package", "frame", "subDocument", "printerSettings"),
)
_LINKS = ("http:", "https:", "mailto:", "tel:")
_LOCAL = ("file:///", "NULL")


def without_people(content: bytes, dropped_parts: tuple[str, ...]) -> bytes:
    """A part without authors, dates, revision marks and picture descriptions."""
    return _copied(content, _Copy(dropped_parts))


def without_strange_relations(content: bytes, dropped_parts: tuple[str, ...]) -> bytes:
    """Relations to the document's own parts and to web pages. Raises RefusedFile for a template
    or an object that would be fetched from elsewhere when the document is opened."""
    return _copied(content, _Relations(dropped_parts))


def _copied(content: bytes, copy: "_Copy") -> bytes:
    """A document type can define entities without end: Word writes none, and none is read."""
    parser: Any = create_parser(forbid_dtd=True)
    parser.setContentHandler(copy)
    try:
        parser.parse(io.BytesIO(content))
    except DefusedXmlException as error:
        raise RefusedFile(Reason.WRONG_TYPE) from error
    return copy.written.getvalue()


class _Copy(ContentHandler):
    """Writes what it reads, but for what `_leaves_out` and `_told` take away."""

    def __init__(self, dropped_parts: tuple[str, ...]) -> None:
        super().__init__()
        self.dropped_parts = dropped_parts
        self.written = io.BytesIO()
        self._out = XMLGenerator(self.written, "utf-8", short_empty_elements=True)
        self._inside_left_out = 0

    def startDocument(self) -> None:
        self._out.startDocument()

    def endDocument(self) -> None:
        self._out.endDocument()

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        told = dict(attrs.items())
        if self._inside_left_out or self._leaves_out(_local(name), told):
            self._inside_left_out += 1
        else:
            self._out.startElement(name, AttributesImpl(self._told(_local(name), told)))

    def endElement(self, name: str) -> None:
        if self._inside_left_out:
            self._inside_left_out -= 1
        else:
            self._out.endElement(name)

    def characters(self, content: str) -> None:
        if not self._inside_left_out:
            self._out.characters(content)

    def _leaves_out(self, name: str, told: Mapping[str, str]) -> bool:
        part = told.get("PartName", "").lstrip("/")
        return name in _FORGOTTEN_ELEMENTS or bool(part and part.startswith(self.dropped_parts))

    def _told(self, element: str, attributes: Mapping[str, str]) -> dict[str, str]:
        kept = {}
        for name, value in attributes.items():
            local = _local(name)
            if local in _FORGOTTEN or local.startswith("rsid"):
                continue
            if element in _PICTURE_NAMES and local in ("name", "title"):
                kept[name] = "Picture"
            else:
                kept[name] = _SOMEBODY.get(local, value)
        return kept


class _Relations(_Copy):
    def _leaves_out(self, name: str, told: Mapping[str, str]) -> bool:
        kind = told.get("Type", "").rpartition("/")[2]
        outside = told.get("TargetMode") == "External"
        elsewhere = outside and not told.get("Target", "").startswith(_LOCAL)
        if elsewhere and kind in ("attachedTemplate", "oleObject", "frame", "subDocument"):
            raise RefusedFile(Reason.WRONG_TYPE)
        return kind in _STRANGE_RELATIONS

    def _told(self, element: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """A picture fetched from elsewhere would tell that place who reads the document."""
        inside = attributes.get("TargetMode") != "External"
        link = attributes.get("Type", "").endswith("/hyperlink")
        if inside or (link and attributes.get("Target", "").casefold().startswith(_LINKS)):
            return dict(attributes)
        return {**attributes, "Target": "NULL"}


def _local(name: str) -> str:
    return name.rpartition(":")[2]
