"""Files damaged at random: there is always a verdict, and a derivative only of a sound file."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.evidence.examination.examine import DERIVATIVE, examine
from functions.evidence.examination.signature_scanner import SignatureScanner
from shared.domain.evidence.evidence import Declared
from shared.domain.evidence.limits import Limits
from tests.unit.evidence import making

SOUND = {
    "a.jpg": making.jpeg(exif=making.exif_with_place("somewhere")),
    "a.png": making.png(pnginfo=making.png_text(Author="somebody")),
    "a.pdf": making.pdf(making.pdf_with(making.stream(b"BT ET"))),
    "a.docx": making.word({"word/media/a.png": making.png()}),
    "a.mp4": making.film(),
    "a.ogg": making.ogg(),
    "a.mp3": making.mp3(),
    "a.txt": "L'école a refusé.".encode(),
}
_PLACES = st.floats(0, 1, exclude_max=True)
_CHANGES = st.lists(st.tuples(_PLACES, st.binary(max_size=6)), min_size=1, max_size=4)


@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=25)
@given(changes=_CHANGES, kept=st.floats(0.2, 1))
def test_a_damaged_file_gets_a_verdict(
    name: str, changes: list[tuple[float, bytes]], kept: float
) -> None:
    content = bytearray(SOUND[name])
    for place, replacement in changes:
        at = int(place * len(content))
        content[at : at + len(replacement)] = replacement
    damaged = bytes(content[: int(kept * len(content))])
    with TemporaryDirectory() as folder:
        there = Path(folder)
        verdict = examine(Declared(name), [damaged], there, Limits(), SignatureScanner())
        assert verdict.derivative is (there / DERIVATIVE).exists()
        assert verdict.reason is None or not verdict.derivative
