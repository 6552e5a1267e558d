"""Plain text: its words, written in the one encoding that every reader knows."""

from pathlib import Path

from functions.evidence.examination.content import text_of
from functions.evidence.examination.refusals import RefusedFile
from shared.domain.vocabulary import Reason


def clean(source: Path, to: Path) -> None:
    """The same words in UTF-8. Text has no metadata."""
    words = text_of(source)
    if not words.strip():
        raise RefusedFile(Reason.EMPTY)
    to.write_text(words, encoding="utf-8", newline="")
