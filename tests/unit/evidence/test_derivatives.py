"""What an agency gets: the words and pictures, and nothing of who, where and with what."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    RectangleObject,
    TextStringObject,
)

from functions.evidence.examination.examine import DERIVATIVE, ORIGINAL, examine
from functions.evidence.examination.signature_scanner import SignatureScanner
from shared.domain.evidence.evidence import Declared, Verdict
from shared.domain.evidence.limits import Limits
from shared.domain.vocabulary import Reason
from tests.unit.evidence import making

CANARY = "canaryOuedraogo77"  # letters alone: a PDF may escape anything else
MARK = CANARY.encode()
LIMITS = Limits()
SEEN = "It hurt"


def examined(name: str, content: bytes, folder: Path) -> Verdict:
    return examine(Declared(name), [content], folder, LIMITS, SignatureScanner())


def cleaned(name: str, content: bytes, folder: Path) -> bytes:
    verdict = examined(name, content, folder)
    assert verdict.reason is None
    assert verdict.derivative
    assert (folder / ORIGINAL).read_bytes() == content
    return (folder / DERIVATIVE).read_bytes()


def holds(content: bytes) -> bool:
    return MARK in content or CANARY.encode("utf-16-be") in content


def test_a_jpeg_keeps_its_view_and_loses_place_author_comment_thumbnail_and_tail(
    tmp_path: Path,
) -> None:
    original = making.jpeg(
        exif=making.exif_with_place(CANARY),
        comment=MARK,
        icc_profile=MARK * 4,
        xmp=f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode(),
    )
    original += b"a second picture with " + MARK
    derivative = cleaned("photo.jpg", original, tmp_path)
    assert holds(original)
    assert not holds(derivative)
    with Image.open(io.BytesIO(derivative)) as picture:
        assert picture.size == (48, 64)  # upright, as its EXIF asked for
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA", "P", "I;16"])
def test_a_png_of_every_kind_loses_its_words(mode: str, tmp_path: Path) -> None:
    original = making.png(
        mode,
        pnginfo=making.png_text(Author=CANARY, Software=CANARY),
        exif=making.exif_with_place(CANARY),
        icc_profile=MARK,
    )
    derivative = cleaned("scan.png", original, tmp_path)
    assert not holds(derivative)
    with Image.open(io.BytesIO(derivative)) as picture:
        assert not picture.getexif()
        assert "Author" not in picture.info


def test_a_see_through_palette_stays_see_through(tmp_path: Path) -> None:
    original = making.png("P", transparency=0)
    with Image.open(io.BytesIO(cleaned("scan.png", original, tmp_path))) as picture:
        assert picture.mode == "RGBA"


def a_talkative_pdf() -> bytes:
    content = b"BT /F1 12 Tf (" + SEEN.encode() + b") Tj ET q 10 0 0 10 0 0 cm /Im0 Do Q"
    photo = making.jpeg(exif=making.exif_with_place(CANARY), comment=MARK)
    picture = making.picture_in_pdf(photo)
    picture[NameObject("/PTEX.FileName")] = TextStringObject(f"./{CANARY}.jpg")
    picture[NameObject("/Metadata")] = making.stream(MARK)
    writer = making.pdf_with(making.stream(content), picture)
    writer.add_metadata({"/Author": CANARY, "/Title": CANARY})
    writer.xmp_metadata = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode()
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(CANARY)}
    opening = DictionaryObject({NameObject(name): value for name, value in script.items()})
    writer.root_object[NameObject("/OpenAction")] = opening
    writer.root_object[NameObject("/AA")] = opening
    writer.add_attachment("letter.txt", MARK)
    page = writer.pages[0]
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/X"): TextStringObject(CANARY)})
    page[NameObject("/Thumb")] = writer._add_object(making.picture_in_pdf(photo))
    page[NameObject("/Annots")] = ArrayObject(
        writer._add_object(one) for one in (a_note(), a_link("/URI"), a_link("/Launch"))
    )
    return making.pdf(writer)


def a_note() -> DictionaryObject:
    return annotation("/Text", Contents=TextStringObject(SEEN), T=TextStringObject(CANARY))


def a_link(action: str) -> DictionaryObject:
    told = {"/S": NameObject(action), "/URI": TextStringObject("https://example.org/law")}
    if action == "/Launch":
        told["/F"] = TextStringObject(CANARY)
    entries = {NameObject(name): value for name, value in told.items()}
    return annotation("/Link", A=DictionaryObject(entries))


def annotation(subtype: str, **entries: TextStringObject | DictionaryObject) -> DictionaryObject:
    made = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(subtype),
            NameObject("/Rect"): RectangleObject((0, 0, 9, 9)),
        }
    )
    made.update({NameObject(f"/{name}"): value for name, value in entries.items()})
    return made


def unpacked(pdf: bytes) -> bytes:
    """Every object of the file, streams unpacked."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for one in writer._objects:
        if isinstance(one, DictionaryObject) and "/Filter" in one and "/Image" not in one.values():
            one.pop(NameObject("/Filter"))
    return pdf + making.pdf(writer)


def test_a_pdf_keeps_its_pages_and_loses_all_that_surrounds_them(tmp_path: Path) -> None:
    original = a_talkative_pdf()
    derivative = cleaned("letter.pdf", original, tmp_path)
    assert holds(unpacked(original))
    assert not holds(unpacked(derivative))
    reader = PdfReader(io.BytesIO(derivative))
    assert SEEN.encode() in unpacked(derivative)
    assert len(reader.pages[0].images) == 1
    assert not reader.metadata
    assert not reader.attachments
    assert "/OpenAction" not in reader.root_object
    assert "/Names" not in reader.root_object
    shown = [one.get_object() for one in reader.pages[0].annotations or ()]
    assert [one["/Subtype"] for one in shown] == ["/Text", "/Link", "/Link"]
    assert b"/Launch" not in derivative
    assert "https://example.org/law" in str(shown)


def test_an_earlier_revision_of_a_pdf_stays_behind(tmp_path: Path) -> None:
    first = making.pdf(making.pdf_with(making.stream(b"BT (" + MARK + b") Tj ET")))
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(making.stream(b"BT ET"))
    original = making.pdf(writer)
    assert holds(original)
    assert not holds(cleaned("letter.pdf", original, tmp_path))


def a_talkative_document() -> bytes:
    body = (
        f'<w:p w:rsidR="00{CANARY}"><w:ins w:id="1" w:author="{CANARY}" w:date="{CANARY}">'
        f"<w:r><w:t>{SEEN}</w:t></w:r></w:ins></w:p>"
        f'<w:drawing><wp:docPr xmlns:wp="urn:wp" id="1" name="{CANARY}" descr="{CANARY}"/>'
        "</w:drawing>"
    )
    settings = (
        f'<w:settings xmlns:w="urn:w"><w:docVars><w:docVar w:val="{CANARY}"/></w:docVars>'
        f'<w:rsids><w:rsid w:val="{CANARY}"/></w:rsids><w:zoom w:percent="100"/></w:settings>'
    )
    photo = making.jpeg(exif=making.exif_with_place(CANARY))
    members: dict[str, bytes | str] = {
        **making.word_members(body),
        "docProps/core.xml": f"<x>{CANARY}</x>",
        "docProps/app.xml": f"<x>{CANARY}</x>",
        "docProps/thumbnail.jpeg": photo,
        "customXml/item1.xml": f"<x>{CANARY}</x>",
        "word/people.xml": f"<x>{CANARY}</x>",
        "word/settings.xml": settings,
        "word/comments.xml": f'<w:comments xmlns:w="urn:w"><w:comment w:id="0" w:author="{CANARY}" '
        f'w:initials="{CANARY}"><w:t>{SEEN}</w:t></w:comment></w:comments>',
        "word/media/image1.jpeg": photo,
        "word/_rels/settings.xml.rels": making.relations(
            ("attachedTemplate", f"file:///C:/Users/{CANARY}/Normal.dotm", "External")
        ),
        "word/_rels/document.xml.rels": making.relations(
            ("image", "media/image1.jpeg", None),
            ("image", f"https://tracker.example.org/{CANARY}.png", "External"),
            ("hyperlink", "https://example.org/law", "External"),
            ("hyperlink", f"file:///C:/Users/{CANARY}/a.txt", "External"),
            ("customXml", f"../customXml/{CANARY}.xml", None),
        ),
    }
    return making.archive(members)


def test_a_word_document_keeps_its_words_and_forgets_who_wrote_them(tmp_path: Path) -> None:
    derivative = cleaned("letter.docx", a_talkative_document(), tmp_path)
    with zipfile.ZipFile(io.BytesIO(derivative)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        times = {one.date_time for one in archive.infolist()}
    assert not any(holds(part) for part in parts.values())
    assert not any(name.startswith(("docProps", "customXml")) for name in parts)
    assert b"docProps" not in parts["[Content_Types].xml"]
    assert SEEN.encode() in parts["word/document.xml"]
    assert SEEN.encode() in parts["word/comments.xml"]
    assert b"https://example.org/law" in parts["word/_rels/document.xml.rels"]
    assert times == {(1980, 1, 1, 0, 0, 0)}


def test_a_cleaned_document_is_a_document_again(tmp_path: Path) -> None:
    derivative = cleaned("letter.docx", a_talkative_document(), tmp_path)
    assert cleaned("letter.docx", derivative, tmp_path)


def test_a_text_is_the_same_text_in_utf_8(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-16", "cp1252"):
        content = "L'école a refusé, « sans motif ».".encode(encoding)
        assert "« sans motif »".encode() in cleaned("lettre.txt", content, tmp_path)


def layered_pdf() -> bytes:
    writer = making.pdf_with()
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject()
    return making.pdf(writer)


def pdf_with_metadata_in_a_stream() -> bytes:
    return making.pdf(making.pdf_with(making.stream(b"BI ID Exif\x00\x00 EI")))


def pdf_with_jpeg_2000() -> bytes:
    picture = making.picture_in_pdf(b"\x00\x00\x00\x0cjP  ", "/JPXDecode")
    return making.pdf(making.pdf_with(picture=picture))


def document_with_a_drawing() -> bytes:
    return making.word({"word/media/image1.emf": b"\x01\x00\x00\x00" * 9})


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.mp4", making.film),
        ("a.mov", lambda: making.film(b"qt  ")),
        ("a.3gp", lambda: making.film(b"3gp4")),
        ("a.m4a", lambda: making.film(b"M4A ")),
        ("a.mp3", making.mp3),
        ("a.opus", making.ogg),
        ("a.pdf", layered_pdf),
        ("a.pdf", pdf_with_metadata_in_a_stream),
        ("a.pdf", pdf_with_jpeg_2000),
        ("a.docx", document_with_a_drawing),
    ],
)
def test_what_cannot_be_cleaned_is_sound_and_has_no_derivative(
    name: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    verdict = examined(name, make(), tmp_path)
    assert verdict.reason is None
    assert not verdict.derivative
    assert not (tmp_path / DERIVATIVE).exists()


def test_a_part_that_cannot_be_cleaned_does_not_hide_one_that_must_be_refused(
    tmp_path: Path,
) -> None:
    away = making.relations(("attachedTemplate", "https://evil.example.org/t.dotm", "External"))
    content = making.word({"word/a.emf": b"x", "word/_rels/settings.xml.rels": away})
    assert examined("a.docx", content, tmp_path).reason is Reason.WRONG_TYPE


def test_fifty_million_points_are_drawn_and_one_more_row_is_too_big(tmp_path: Path) -> None:
    small = Limits(max_pixels=64 * 48)
    content, scanner = making.png(), SignatureScanner()
    assert examine(Declared("a.png"), [content], tmp_path, small, scanner).derivative
    smaller = Limits(max_pixels=64 * 48 - 1)
    verdict = examine(Declared("a.png"), [content], tmp_path, smaller, scanner)
    assert verdict.reason is Reason.TOO_BIG
