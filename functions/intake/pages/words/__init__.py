"""The pages' words: a catalogue for each language, read at the first page.

A text with a count is one for each form that its language has, `{"one": …, "other": …}`, chosen
by the value `n`. Keys that aren't here are looked up in `shared.messages`, which mails use, too.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from shared import messages

FOLDER = Path(__file__).parent


def _arabic(n: int) -> str:
    if n <= 2:
        return ("zero", "one", "two")[n]
    return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"


# The forms of CLDR, without those that need millions or fractions.
PLURALS: Mapping[str, Callable[[int], str]] = {
    "fr": lambda n: "one" if n < 2 else "other",
    "en": lambda n: "one" if n == 1 else "other",
    "es": lambda n: "one" if n == 1 else "other",
    "ar": _arabic,
}

PLURAL_FORMS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("fr", "en", "es"), ("one", "other")),
    "ar": ("zero", "one", "two", "few", "many", "other"),
}


class Words:
    """One language's. Every text comes escaped: what is filled in can't become markup."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = catalogue(language)

    def t(self, key: str, **values: object) -> Markup:
        """Raises KeyError for an unknown key or a value that is missing."""
        text = self._catalogue.get(key)
        if text is None:
            text = messages.raw(self.language, key)
        if isinstance(text, Mapping):
            n = values["n"]
            assert isinstance(n, int)  # noqa: S101  # a mistake of ours, not of a visitor's
            text = text[PLURALS[self.language](n)]
        return Markup(escape(text)).format(**values)  # noqa: S704  # escaped just before

    def label(self, beginning: str, name: str) -> str:
        """The text of the key `beginning` + `name`; the name itself where a policy made it up."""
        key = f"{beginning}{name}"
        return self.t(key) if self.has(key) else name

    @property
    def forms(self) -> Sequence[str]:
        """The names of the forms in which this language counts."""
        return PLURAL_FORMS[self.language]

    def has(self, key: str) -> bool:
        return key in self._catalogue or messages.has_text(key)

    def day(self, day: date) -> str:
        return messages.long_day(self.language, day)

    def moment(self, instant: datetime, time_zone: str) -> str:
        return messages.long_date(self.language, instant, time_zone)

    def deadline(self, due: datetime, time_zone: str) -> str:
        return messages.long_deadline(self.language, due, time_zone)

    def listed(self, items: Sequence[str]) -> str:
        """`a, b and c`."""
        *first, last = items
        if not first:
            return last
        comma = str(self._catalogue["list.comma"])
        return str(self._catalogue["list.last"]).format(first=comma.join(first), last=last)

    def name(self, names: Mapping[str, str], otherwise: str = "") -> str:
        """Of what the policy names in several languages; `otherwise` where it names nothing."""
        return names.get(self.language) or next(iter(names.values()), otherwise)

    def length(self, unit: str, amount: float) -> str:
        """`3 working days`. The form is chosen by the whole part: 1.5 h is written like 1 h."""
        return self.t(f"span.{unit}", n=max(1, int(amount)), amount=f"{amount:g}")


@cache
def words(language: str) -> Words:
    return Words(language)


@cache
def catalogue(language: str) -> Mapping[str, Any]:
    path = FOLDER / f"{language}.json"
    texts: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return texts
