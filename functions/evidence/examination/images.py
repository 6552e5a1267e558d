"""Pictures: read by their headers first, then drawn anew, so that only what is seen remains.

No EXIF, GPS, comment, colour profile, thumbnail or byte after the end gets into what is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from functions.evidence.examination.refusals import RefusedFile
from shared.domain.evidence.limits import Limits
from shared.domain.vocabulary import Reason

_MODES = {"JPEG": ("L", "RGB", "CMYK"), "PNG": ("1", "L", "LA", "RGB", "RGBA", "I;16")}
_FORMATS = {"jpeg": "JPEG", "png": "PNG"}
_QUALITY = 92
_UNUSUAL = -1


def redraw(
    source: Path | BinaryIO,
    to: Path | BinaryIO,
    kind: str,
    limits: Limits,
    *,
    upright: bool = True,
) -> None:
    """Writes a derivative. Raises RefusedFile; any other error means a damaged picture.

    `upright` turns the picture as its EXIF says; what shows pictures inside a PDF never does.
    """
    form = _FORMATS[kind]
    with _opened(source, form, limits) as picture:
        fidelity = _fidelity(picture)
        picture.load()
        turned = ImageOps.exif_transpose(picture) if upright else picture
        bare = turned if turned.mode in _MODES[form] else turned.convert(_plain(turned))
        bare.info.clear()
        if form == "JPEG":
            bare.save(to, "JPEG", **fidelity)
        else:
            bare.save(to, "PNG", compress_level=4)


def _fidelity(picture: Image.Image) -> dict[str, Any]:
    """As coarse as the original was, so that redrawing loses next to nothing and adds no bytes."""
    if not isinstance(picture, JpegImageFile):
        return {}
    tables, sampling = picture.quantization, get_sampling(picture)
    sound = all(0 < step < 256 for table in tables.values() for step in table)
    if not sound or sampling == _UNUSUAL:
        return {"quality": _QUALITY}
    return {"qtables": tables, "subsampling": sampling}


def redrawn(content: bytes, kind: str, limits: Limits) -> bytes:
    """A picture that stands inside a document, drawn anew."""
    drawn = BytesIO()
    redraw(BytesIO(content), drawn, kind, limits)
    return drawn.getvalue()


def is_bare(jpeg: bytes) -> bool:
    """Whether a JPEG holds nothing but what is needed to draw it."""
    with Image.open(BytesIO(jpeg), formats=["JPEG"]) as picture:
        segments = getattr(picture, "applist", [("unknown", b"")])
    ends = jpeg.rstrip(b"\x00\r\n").endswith(b"\xff\xd9")
    return ends and all(name in ("APP0", "APP14") for name, _ in segments)


@contextmanager
def _opened(source: Path | BinaryIO, form: str, limits: Limits) -> Iterator[Image.Image]:
    """The picture as its header tells of it; nothing is decoded before its size is known."""
    with catch_warnings():
        simplefilter("ignore")
        try:
            picture = Image.open(source, formats=[form])
        except Image.DecompressionBombError as error:
            raise RefusedFile(Reason.TOO_BIG) from error
        with picture:
            width, height = picture.size
            if width * height > limits.max_pixels:
                raise RefusedFile(Reason.TOO_BIG)
            yield picture


def _plain(picture: Image.Image) -> str:
    """A palette with a see-through colour needs its transparency drawn, not told."""
    return "RGBA" if picture.has_transparency_data and picture.format != "JPEG" else "RGB"
