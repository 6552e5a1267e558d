"""How alike two complaints read. Its library costs a start something: import it where asked."""

import re
import unicodedata
from collections.abc import Mapping

from rapidfuzz import fuzz, process

LONGEST = 2_000  # letters that are compared: what is the same so far is the same complaint
_NO_WORD = re.compile(r"[\W_]+")
_TATWEEL = "\N{ARABIC TATWEEL}"


def normal(text: str) -> str:
    """Words without case, accents, vowel signs, lengthening and punctuation."""
    apart = unicodedata.normalize("NFKD", text[:LONGEST].casefold()).replace(_TATWEEL, "")
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _NO_WORD.sub(" ", bare).strip()


def alike(text: str, others: Mapping[str, str], least: int, most: int) -> dict[str, int]:
    """The `most` likest of the others, likest first, from a likeness of `least` of 100.

    The order of words doesn't count: who tells something again tells it in another order.
    """
    words = normal(text)
    if not words:
        return {}
    matches = process.extract(
        words,
        {key: normal(other) for key, other in others.items()},
        scorer=fuzz.token_sort_ratio,
        score_cutoff=least,
        limit=most,
    )
    return {key: int(score) for _, score, key in matches}
