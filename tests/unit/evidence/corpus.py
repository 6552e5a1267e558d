"""The hostile corpus: each file, what its sender says of it, and why it must be refused."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from pypdf import PdfReader, PdfWriter

from functions.evidence.examination.signature_scanner import EICAR
from shared.domain.evidence.evidence import Declared
from shared.domain.vocabulary import Reason
from tests.unit.evidence import making
from tests.unit.evidence.making import archive, jpeg, pdf, pdf_with, png, word

WRONG, BIG, CUT = Reason.WRONG_TYPE, Reason.TOO_BIG, Reason.NOT_UPLOADED
LOCKED, VIRUS, EMPTY = Reason.PASSWORD_PROTECTED, Reason.INFECTED, Reason.EMPTY
MEGABYTE = 1_000_000
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body onload=alert(1)></body></html>"
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True)
class Hostile:
    """`make` is called when the file is wanted, so that collecting tests costs nothing."""

    what: str
    name: str
    reason: Reason
    make: Callable[[], bytes]
    says: Declared | None = None

    @property
    def declared(self) -> Declared:
        return self.says or Declared(self.name)


def _transfers() -> Iterator[Hostile]:
    yield Hostile("zero bytes", "a.pdf", EMPTY, bytes)
    yield Hostile("nothing but blanks", "a.txt", EMPTY, lambda: b" \n\t " * 9)
    yield Hostile("a pdf without pages", "a.pdf", EMPTY, lambda: pdf(PdfWriter()))
    wrong = Declared("a.jpg", sha256="0" * 64)
    yield Hostile("another checksum than declared", "a.jpg", CUT, jpeg, wrong)
    yield Hostile("fewer bytes than declared", "a.jpg", CUT, jpeg, Declared("a.jpg", size_bytes=9))
    yield Hostile("more bytes than allowed", "a.txt", BIG, lambda: b"long " * (6 * MEGABYTE))


def _malware() -> Iterator[Hostile]:
    yield Hostile("the EICAR file", "a.txt", VIRUS, lambda: EICAR)
    yield Hostile("EICAR behind a picture", "a.png", VIRUS, lambda: png() + EICAR)
    across = (1 << 20) - 20
    yield Hostile("EICAR across a border", "a.txt", VIRUS, lambda: b"x" * across + EICAR)
    yield Hostile(
        "EICAR in an archive",
        "a.docx",
        VIRUS,
        lambda: archive({**making.word_members(), "word/x.xml": EICAR}, zipfile.ZIP_STORED),
    )

    packed = {**making.word_members(), "word/x.xml": EICAR}
    yield Hostile("EICAR packed where xml belongs", "a.docx", CUT, lambda: archive(packed))


def _active_text() -> Iterator[Hostile]:
    yield Hostile("an svg with a script", "a.svg", WRONG, lambda: SVG)
    yield Hostile("an svg named png", "a.png", WRONG, lambda: SVG)
    yield Hostile("an svg named txt", "a.txt", WRONG, lambda: SVG)
    yield Hostile("a page named txt", "a.txt", WRONG, lambda: HTML)
    yield Hostile("a page named jpg", "a.jpg", WRONG, lambda: HTML)
    yield Hostile("a page after blanks", "a.txt", WRONG, lambda: b"\n\n  <!-- a -->" + HTML)
    yield Hostile("a page in utf-16", "a.txt", WRONG, lambda: HTML.decode().encode("utf-16"))
    yield Hostile("a script in prose", "a.txt", WRONG, lambda: b"Dear <SCRIPT src=//x></script>")
    yield Hostile("a shell script", "a.txt", WRONG, lambda: b"#!/bin/sh\nrm -r /\n")
    yield Hostile("postscript", "a.txt", WRONG, lambda: b"%!PS-Adobe-3.0\n(x) show\n")
    yield Hostile("rich text", "a.txt", WRONG, lambda: rb"{\rtf1\ansi Hello}")
    yield Hostile("text with control characters", "a.txt", WRONG, lambda: b"Hello\x00\x1b[2J")


def _programs() -> Iterator[Hostile]:
    yield Hostile("a program named pdf", "a.pdf", WRONG, lambda: b"MZ\x90\x00" + bytes(500))
    yield Hostile("a program named jpg", "a.jpg", WRONG, lambda: b"\x7fELF\x02\x01" + bytes(500))
    yield Hostile("an old word document", "a.docx", WRONG, lambda: OLD_OFFICE + bytes(3_000))
    yield Hostile("an animated picture", "a.jpg", WRONG, lambda: b"GIF89a=1;/*" + bytes(300))
    yield Hostile(
        "a picture that is a jar", "a.gif", WRONG, lambda: b"GIF89a" + archive({"M.class": "x"})
    )
    yield Hostile("noise", "a.pdf", WRONG, lambda: zlib.compress(bytes(range(256)) * 9)[5:])


def _names() -> Iterator[Hostile]:
    for name in (
        "letter.pdf.exe",
        "letter.exe.pdf",
        "photo.jpg.pdf",
        "photo.pdf ",
        "photo\u202efdp.exe",
        "fdp.\u202egpj.pdf",
        "../../etc/letter.pdf",
        "C:\\Users\\letter.pdf",
        "letter.pdf\x00.jpg",
        "letter.html",
        "letter",
        ".pdf",
        f"{'long' * 99}.pdf",
    ):
        yield Hostile(f"the name {name[:30]!r}", name, WRONG, pdf)
    yield Hostile("a picture named pdf", "a.pdf", WRONG, jpeg)
    lies = Declared("a.png", "image/jpeg")
    yield Hostile("another media type than content", "a.png", WRONG, png, lies)
    yield Hostile("a media type nobody takes", "a.png", WRONG, png, Declared("a.png", "text/html"))


def _polyglots() -> Iterator[Hostile]:
    inner = {"evil.txt": "x"}
    yield Hostile("a jpeg that is a zip", "a.jpg", WRONG, lambda: jpeg() + archive(inner))
    yield Hostile("a png that is a rar", "a.png", WRONG, lambda: png() + b"Rar!\x1a\x07\x01\x00")
    yield Hostile("a pdf that is a zip", "a.pdf", WRONG, lambda: pdf() + archive(inner))
    yield Hostile("a pdf that is a page", "a.pdf", WRONG, lambda: b"%PDF-1.4\n" + HTML + pdf())
    yield Hostile("a pdf behind other bytes", "a.pdf", WRONG, lambda: b"\x01\x02" * 99 + pdf())
    yield Hostile("a jpeg that is a pdf", "a.jpg", WRONG, lambda: jpeg(comment=b"%PDF-1.4 obj"))
    yield Hostile("a jpeg with php", "a.jpg", WRONG, lambda: jpeg(comment=b"<?php system($x);"))
    page = making.png_text(Title="<html><ScRiPt>alert(1)</script>")
    yield Hostile("a png with a page", "a.png", WRONG, lambda: png(pnginfo=page))
    yield Hostile(
        "a film with a page", "a.mp4", WRONG, lambda: making.film() + making.box(b"free", HTML)
    )
    yield Hostile("a word document behind a pdf", "a.docx", WRONG, lambda: pdf() + word())


def _bombs() -> Iterator[Hostile]:
    zeros = bytes(90 * MEGABYTE)
    yield Hostile("a zip bomb", "a.docx", BIG, lambda: word({"word/media/a.png": zeros}))
    parts = {f"word/media/{at}.png": bytes(MEGABYTE) for at in range(120)}
    yield Hostile("many parts that add up", "a.docx", BIG, lambda: word(dict(parts)))
    many = {f"word/{at}.xml": "" for at in range(3_000)}
    yield Hostile("too many parts", "a.docx", BIG, lambda: word(dict(many)))
    yield Hostile("parts that share bytes", "a.docx", BIG, overlapping)
    yield Hostile("a directory that lies about sizes", "a.docx", CUT, lying_directory)
    yield Hostile(
        "50,000 × 50,000 points", "a.png", BIG, lambda: making.png_of_size(50_000, 50_000)
    )
    huge = (65_000, 65_000)
    yield Hostile("65,000 × 65,000 points", "a.jpg", BIG, lambda: making.jpeg_of_size(*huge))
    yield Hostile("a text chunk that unpacks to 100 MB", "a.png", CUT, text_bomb)
    yield Hostile("a pdf stream that unpacks to 120 MB", "a.pdf", BIG, stream_bomb)
    yield Hostile("a pdf stream packed three times", "a.pdf", BIG, nested_stream_bomb)
    yield Hostile(
        "a huge picture in a pdf",
        "a.pdf",
        BIG,
        lambda: pdf(pdf_with(picture=making.picture_in_pdf(jpeg(), size=(50_000, 50_000)))),
    )
    yield Hostile("one page 3,000 times", "a.pdf", BIG, lambda: making.pdf_of_same_page(3_000))
    lol = "".join(f'<!ENTITY l{at + 1} "{f"&l{at};" * 10}">' for at in range(9))
    entities = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]><x>&l9;</x>'
    yield Hostile(
        "entities without end", "a.docx", WRONG, lambda: word({"word/document.xml": entities})
    )


def _documents() -> Iterator[Hostile]:
    yield Hostile("a zip named docx", "a.docx", WRONG, lambda: archive({"a.txt": "x"}))
    yield Hostile(
        "an archive in a document",
        "a.docx",
        WRONG,
        lambda: word({"word/embeddings/a.bin": archive({"a": "b"})}),
    )
    yield Hostile("a macro", "a.docx", WRONG, lambda: word({"word/vbaProject.bin": b"\x01" * 99}))
    away = making.relations(("attachedTemplate", "https://evil.example.org/t.dotm", "External"))
    yield Hostile(
        "a template from elsewhere",
        "a.docx",
        WRONG,
        lambda: word({"word/_rels/settings.xml.rels": away}),
    )
    yield Hostile(
        "a way out of the folder", "a.docx", WRONG, lambda: word({"../../evil.xml": "<x/>"})
    )
    xxe = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    yield Hostile(
        "an entity from a file", "a.docx", WRONG, lambda: word({"word/settings.xml": xxe})
    )
    yield Hostile("twice the same part", "a.docx", WRONG, twice_the_same)
    yield Hostile("a document with a password", "a.docx", LOCKED, encrypted_office)
    yield Hostile("an archive with a password", "a.docx", LOCKED, encrypted_archive)
    yield Hostile("a pdf with a password", "a.pdf", LOCKED, encrypted_pdf)
    loop = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>")
    yield Hostile("a page tree that bites its tail", "a.pdf", CUT, lambda: making.pdf_of(loop))
    deep = (b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 50_000 + b"]" * 50_000 + b" >>",)
    yield Hostile("arrays without end", "a.pdf", CUT, lambda: making.pdf_of(deep))


def _cut() -> Iterator[Hostile]:
    makers: Mapping[str, Callable[[], bytes]] = {
        "a.jpg": jpeg,
        "a.png": png,
        "a.pdf": pdf,
        "a.docx": word,
        "a.mp4": making.film,
        "a.ogg": making.ogg,
    }
    for name, make in makers.items():
        yield Hostile(f"{name} cut in the middle", name, CUT, partial(_half_of, make))
    yield Hostile("a sound without frames", "a.mp3", CUT, lambda: b"ID3\x04\x00" + bytes(400))
    missing = making.box(b"ftyp", b"isom\x00\x00\x02\x00isom") + making.box(b"mdat", bytes(900))
    yield Hostile("a film without its index", "a.mp4", CUT, lambda: missing)


def _half_of(make: Callable[[], bytes]) -> bytes:
    content = make()
    return content[: len(content) * 6 // 10]


def overlapping() -> bytes:
    """Two entries of the directory that lead to the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in making.word_members().items():
            file.writestr(name, content)
        file.writestr("word/a.xml", b"<x/>" * 9_000)
        again = zipfile.ZipInfo("word/b.xml")
        first = file.getinfo("word/a.xml")
        for one in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
            setattr(again, one, getattr(first, one))
        file.filelist.append(again)
    return written.getvalue()


def lying_directory() -> bytes:
    """A part of 50 MB that the directory calls 100 bytes long."""
    content = bytearray(word({"word/media/a.png": bytes(50 * MEGABYTE)}))
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/media/a.png"))
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def twice_the_same() -> bytes:
    written = io.BytesIO(word())
    with zipfile.ZipFile(written, "a") as file:
        twin = zipfile.ZipInfo("WORD/document.xml")
        file.writestr(twin, "<x/>")
    return written.getvalue()


def text_bomb() -> bytes:
    content = b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(100 * MEGABYTE), 1)
    whole = png()
    return whole[:33] + making.png_chunk(*content) + whole[33:]


def stream_bomb() -> bytes:
    packed = zlib.compress(b" " * 120 * MEGABYTE, 1)
    return pdf(pdf_with(making.stream(packed, Filter="/FlateDecode")))


def nested_stream_bomb() -> bytes:
    packed = zlib.compress(zlib.compress(zlib.compress(b" " * 120 * MEGABYTE, 1)))
    return pdf(pdf_with(making.stream(packed, Filter=making.names(*["/FlateDecode"] * 3))))


def encrypted_office() -> bytes:
    directory = "EncryptedPackage".encode("utf-16-le")
    return OLD_OFFICE + bytes(2_000) + directory + bytes(2_000)


def encrypted_archive() -> bytes:
    content = bytearray(word())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    return pdf(writer)


CORPUS: tuple[Hostile, ...] = (
    *_transfers(),
    *_malware(),
    *_active_text(),
    *_programs(),
    *_names(),
    *_polyglots(),
    *_bombs(),
    *_documents(),
    *_cut(),
)
