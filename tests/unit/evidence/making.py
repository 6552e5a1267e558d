"""Files made on the spot: honest ones first, so that a hostile one differs in one thing alone."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_picture(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    wide, high = size
    gradient = Image.linear_gradient("L").resize((wide, high))
    return gradient.convert(mode)


def jpeg(**options: object) -> bytes:
    written = io.BytesIO()
    a_picture().save(written, "JPEG", **options)
    return written.getvalue()


def png(mode: str = "RGB", **options: object) -> bytes:
    written = io.BytesIO()
    a_picture(mode).save(written, "PNG", **options)
    return written.getvalue()


def exif_with_place(canary: str) -> Image.Exif:
    exif = Image.Exif()
    exif[0x013B] = canary  # Artist
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825).update({1: "N", 2: (12.0, 22.0, 7.0), 29: canary})
    return exif


def png_text(**words: str) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    for name, value in words.items():
        info.add_itxt(name, value)
    return info


def png_chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def png_of_size(width: int, height: int, pixels: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*one) for one in chunks)


def jpeg_of_size(width: int, height: int) -> bytes:
    """An honest picture whose header lies about its size."""
    content = bytearray(jpeg())
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def archive(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return written.getvalue()


def word_members(body: str = "<w:p><w:r><w:t>It hurt.</w:t></w:r></w:p>") -> dict[str, bytes | str]:
    return {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org'
        '/package/2006/content-types"><Override PartName="/word/document.xml" '
        f'ContentType="{WORD_MAIN}"/><Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml", None)),
        "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{_W}">'
        f"<w:body>{body}</w:body></w:document>",
    }


def relations(*them: tuple[str, str, str | None]) -> str:
    rows = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for at, (kind, target, mode) in enumerate(them)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def word(members: Mapping[str, bytes | str] | None = None) -> bytes:
    return archive({**word_members(), **(members or {})})


def pdf(writer: PdfWriter | None = None) -> bytes:
    if writer is None:
        writer = PdfWriter()
        writer.add_blank_page(200, 200)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def stream(content: bytes, **entries: PdfObject | str | int) -> StreamObject:
    """As a page or a picture holds it; the content is taken as it is, whatever the filter."""
    made = DecodedStreamObject()
    made.set_data(content)
    for name, value in entries.items():
        made[NameObject(f"/{name}")] = _object(value)
    return made


def _object(value: PdfObject | str | int) -> PdfObject:
    if isinstance(value, PdfObject):
        return value
    return NumberObject(value) if isinstance(value, int) else NameObject(value)


def pdf_with(content: StreamObject | None = None, picture: StreamObject | None = None) -> PdfWriter:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    if content is not None:
        page[NameObject("/Contents")] = writer._add_object(content)
    if picture is not None:
        named = DictionaryObject({NameObject("/Im0"): writer._add_object(picture)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
    return writer


def picture_in_pdf(content: bytes, *filters: str, size: tuple[int, int] = (64, 48)) -> StreamObject:
    return stream(
        content,
        Type="/XObject",
        Subtype="/Image",
        ColorSpace="/DeviceRGB",
        BitsPerComponent=8,
        Width=size[0],
        Height=size[1],
        Filter=names(*filters or ("/DCTDecode",)),
    )


def names(*them: str) -> PdfObject:
    return NameObject(them[0]) if len(them) == 1 else ArrayObject(map(NameObject, them))


def pdf_of_same_page(times: int) -> bytes:
    """A page tree whose kids are one page, over and over."""
    kids = b" ".join([b"3 0 R"] * times)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (times, kids),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    )
    return pdf_of(objects)


def pdf_of(objects: tuple[bytes, ...]) -> bytes:
    """Written by hand, for what no library would write."""
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return content + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(content)


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def film(brand: bytes = b"isom") -> bytes:
    head = box(b"ftyp", brand + b"\x00\x00\x02\x00" + brand)
    return head + box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", bytes(2_000))


def ogg(pages: int = 3) -> bytes:
    page = b"OggS\x00\x02" + bytes(20) + bytes([2, 255, 100]) + bytes(355)
    return page * pages


def mp3(frames: int = 5) -> bytes:
    return (
        b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + (b"\xff\xfb\x90\x00" + bytes(413)) * frames
    )
