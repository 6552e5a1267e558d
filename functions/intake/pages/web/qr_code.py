"""An address as a picture for the camera of a telephone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import segno

MARGIN = 4  # of light around the code, in modules, as its standard asks


@dataclass(frozen=True)
class Run:
    """Dark modules side by side."""

    x: int
    y: int
    width: int


@dataclass(frozen=True)
class QrCode:
    side: int
    runs: Sequence[Run]


def qr_code(address: str) -> QrCode:
    assert urlsplit(address).scheme  # noqa: S101  # a code of a bare path leads nowhere
    matrix = [bytes(row) for row in segno.make(address, micro=False, error="m").matrix]
    runs = [run for y, row in enumerate(matrix) for run in _runs(row, y)]
    return QrCode(len(matrix) + 2 * MARGIN, runs)


def _runs(row: bytes, y: int) -> Iterator[Run]:
    x = 0
    while x < len(row):
        width = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
        if width:
            yield Run(x + MARGIN, y + MARGIN, width)
        x += width + 1
