"""PDFs: what the pages show is carried over, all that surrounds it stays behind.

Left behind: document information and XMP, earlier revisions, attachments, scripts, actions other
than web links, names of commentators, thumbnails, and metadata inside pictures.
"""

import logging
from pathlib import Path
from typing import BinaryIO

from pypdf import PdfReader, PdfWriter, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject

from functions.evidence.examination.pdf_objects import scrub
from functions.evidence.examination.refusals import NotCleanable, RefusedFile
from shared.domain.evidence.limits import Limits
from shared.domain.vocabulary import Reason

_TAIL = 2_048
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # its warnings quote the file


def clean(source: Path, to: Path, limits: Limits) -> None:
    """Writes a derivative. Raises RefusedFile, or NotCleanable when it couldn't be a true one."""
    largest = limits.max_unpacked // 2
    try:
        with (
            source.open("rb") as file,
            apply_configuration(
                zlib_maximum_output_length=largest,
                lzw_maximum_output_length=largest,
                run_length_maximum_output_length=largest,
                array_based_stream_maximum_output_length=largest,
                page_tree_maximum_entries=4 * limits.max_pages,
                disable_legacy_handling=True,
            ),
        ):
            _clean(file, to, limits)
    except LimitReachedError as error:
        raise RefusedFile(Reason.TOO_BIG) from error


def _clean(file: BinaryIO, to: Path, limits: Limits) -> None:
    _refuse_cut(file)
    reader = PdfReader(file)
    if reader.is_encrypted:
        raise RefusedFile(Reason.PASSWORD_PROTECTED)
    if len(reader.pages) > limits.max_pages:
        raise RefusedFile(Reason.TOO_BIG)
    if not reader.pages:
        raise RefusedFile(Reason.EMPTY)
    if not scrub(list(reader.pages), limits) or _hides(reader.root_object):
        raise NotCleanable
    writer = PdfWriter()
    writer.metadata = None
    for page in reader.pages:
        writer.add_page(page)
    writer.write(to)


def _refuse_cut(file: BinaryIO) -> None:
    """A PDF ends with its own mark; a reader would mend a cut one without a word."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    if b"%%EOF" not in file.read():
        raise RefusedFile(Reason.NOT_UPLOADED)
    file.seek(0)


def _hides(catalog: DictionaryObject) -> bool:
    """Layers that can be hidden, and forms drawn by a script, wouldn't look as they did."""
    form = catalog.get("/AcroForm")
    drawn = form.get_object() if form is not None else None
    return "/OCProperties" in catalog or (isinstance(drawn, DictionaryObject) and "/XFA" in drawn)
