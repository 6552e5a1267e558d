"""The objects that a PDF's pages are made of, and what is taken out of each."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from functions.evidence.examination import images as pictures
from functions.evidence.examination.refusals import RefusedFile
from shared.domain.evidence.limits import Limits
from shared.domain.vocabulary import Reason

_PAGE_KEYS = "/Type /MediaBox /CropBox /Rotate /Resources /Contents /Annots /Group /UserUnit"
_OF_A_PAGE = frozenset(_PAGE_KEYS.split())
_ANNOTATION_KEYS = (
    "/Type /Subtype /Rect /AP /AS /F /Border /BS /BE /C /IC /QuadPoints /InkList /L /LE /Vertices "
    "/Contents /A /DA /H /MK /CA /Q"
)
_OF_AN_ANNOTATION = frozenset(_ANNOTATION_KEYS.split())
_SHOWN = (
    "/Link /Text /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline "
    "/Squiggly /StrikeOut /Stamp /Caret /Ink /Widget"
)
_SHOWN_ANNOTATIONS = frozenset(_SHOWN.split())
_LEFT_BEHIND = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/AA", "/Alternates", "/OPI", "/Ref"),
    *("/StructParent", "/StructParents", "/OC"),
)
# Text that is drawn or needed to draw. Any other text may be a path, a name or a serial number.
_WORDS_SHOWN = frozenset(
    ("/Contents", "/URI", "/DA", "/CA", "/Registry", "/Ordering", "/CharSet", "/FontFamily")
)
_TELLTALES = (b"Exif\x00\x00", b"http://ns.adobe.com/xap/1.0/", b"<x:xmpmeta")


def scrub(pages: Sequence[DictionaryObject], limits: Limits) -> bool:
    """Takes out of the pages, in place, whatever they don't show.

    Whether all of it could be judged. Raises RefusedFile for what unpacks beyond the limit.
    """
    for page in pages:
        _keep(page, _OF_A_PAGE)
        _scrub_annotations(page)
    unpacked, judged = 0, True
    for one in _reachable(pages):
        for name in [*_LEFT_BEHIND, *_words_not_shown(one)]:
            one.pop(NameObject(name), None)
        if isinstance(one, StreamObject) and one.get("/Subtype") == "/Image":
            judged &= _scrub_picture(one, limits)
        elif isinstance(one, StreamObject):
            content = one.get_data()
            judged &= not any(telltale in content for telltale in _TELLTALES)
            unpacked += len(content)
        if unpacked > limits.max_unpacked:
            raise RefusedFile(Reason.TOO_BIG)
    return judged


def _keep(one: DictionaryObject, names: frozenset[str]) -> None:
    for name in [name for name in one if name not in names]:
        del one[name]


def _scrub_annotations(page: DictionaryObject) -> None:
    found = page.get("/Annots")
    if found is None:
        return
    listed = found.get_object()
    shown = ArrayObject()
    for reference in listed if isinstance(listed, ArrayObject) else ():
        one = reference.get_object()
        if isinstance(one, DictionaryObject) and one.get("/Subtype") in _SHOWN_ANNOTATIONS:
            _keep(one, _OF_AN_ANNOTATION)
            action = one.get("/A")
            link = action.get_object() if action is not None else None
            if isinstance(link, DictionaryObject) and link.get("/S") == "/URI":
                _keep(link, frozenset({"/S", "/URI", "/Type"}))
            else:
                one.pop(NameObject("/A"), None)
            shown.append(reference)
    page[NameObject("/Annots")] = shown


def _words_not_shown(one: DictionaryObject) -> list[str]:
    return [
        name
        for name, value in one.items()
        if name not in _WORDS_SHOWN
        and isinstance(value.get_object(), (TextStringObject, ByteStringObject))
    ]


def _reachable(pages: Sequence[DictionaryObject]) -> Iterator[DictionaryObject]:
    """Every dictionary and stream that the pages lead to, each once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[PdfObject] = [*pages]
    while waiting:
        one: PdfObject | None = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += one.values()
        elif isinstance(one, ArrayObject):
            waiting += one


def _scrub_picture(stream: StreamObject, limits: Limits) -> bool:
    """Whether it could be judged. A picture is measured by its points, and not unpacked."""
    width, height = (int(str(stream.get(name, 0))) for name in ("/Width", "/Height"))
    if width * height > limits.max_pixels:
        raise RefusedFile(Reason.TOO_BIG)
    asked = stream.get("/Filter")
    found = asked.get_object() if asked is not None else ArrayObject()
    filters = [str(one) for one in found] if isinstance(found, ArrayObject) else [str(found)]
    if "/JPXDecode" in filters or ("/DCTDecode" in filters and len(filters) > 1):
        return False
    if filters == ["/DCTDecode"] and not pictures.is_bare(stream._data):
        drawn = BytesIO()
        pictures.redraw(BytesIO(stream._data), drawn, "jpeg", limits, upright=False)
        stream._data = drawn.getvalue()
    return True
