"""What complainants are told, in their language. Read when first needed, then kept."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_OTHERWISE = "en"


def word(language: str, key: str, **values: str) -> str:
    """The sentence of that key; in English where the language has no catalogue."""
    return _catalogue(language)[key].format(**values)


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    path = Path(__file__).with_name(f"{language}.json")
    if not path.exists():
        return _catalogue(_OTHERWISE)
    catalogue: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return catalogue
