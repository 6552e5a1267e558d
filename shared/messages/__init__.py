"""What people are told, in their language: one small catalogue per language.

Texts avoid counted nouns, since each language counts in its own way.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

LANGUAGES = ("fr", "en", "es", "ar")
RIGHT_TO_LEFT = frozenset({"ar"})

_FOLDER = Path(__file__).parent


def text(language: str, key: str, **params: object) -> str:
    """The sentence of that key. Raises KeyError for an unknown key or a missing parameter.

    A language without a catalogue is answered in the first one; `spoken` finds a better choice.
    """
    return raw(language, key).format(**params)


def raw(language: str, key: str) -> str:
    """The sentence with its places to fill in, for whoever has to escape it first."""
    return str(_catalogue(language)[key])


def has_text(key: str) -> bool:
    return key in _catalogue(LANGUAGES[0])


def spoken(*languages: str) -> str:
    """The first of these that has a catalogue: the reader's own, then the office's."""
    return next((one for one in languages if one in LANGUAGES), LANGUAGES[0])


def long_date(language: str, instant: datetime, time_zone: str) -> str:
    """`mardi 24 novembre 2026 à 16 h 00`: civil time of the zone, in words."""
    civil = instant.astimezone(ZoneInfo(time_zone))
    weekday, day = _weekday(language, civil), plain_day(language, civil)
    return text(
        language, "date.long", weekday=weekday, date=day, hour=civil.hour, minute=civil.minute
    )


def long_deadline(language: str, due: datetime, time_zone: str) -> str:
    """Writes when a deadline ends: at midnight it ends the day before, and is told as that."""
    day = ended_day(due.astimezone(ZoneInfo(time_zone)))
    if day is None:
        return long_date(language, due, time_zone)
    weekday = _weekday(language, day)
    return text(language, "date.long_end", weekday=weekday, date=plain_day(language, day))


def ended_day(civil: datetime) -> date | None:
    """Returns the day that ends at this civil time; None unless it is midnight."""
    return civil.date() - timedelta(days=1) if civil.time() == time() else None


def long_day(language: str, day: date) -> str:
    """`mardi 24 novembre 2026`."""
    weekday = _weekday(language, day)
    return text(language, "date.only", weekday=weekday, date=plain_day(language, day))


def plain_day(language: str, day: date) -> str:
    """`24 novembre 2026`: the one order of day, month and year in this language."""
    first = raw(language, "date.first")
    month = _listed(language, "date.months")[day.month - 1]
    number = first if day.day == 1 else str(day.day)
    return text(language, "date.plain", day=number, month=month, year=day.year)


def _weekday(language: str, day: date) -> str:
    return _listed(language, "date.weekdays")[day.weekday()]


def _listed(language: str, key: str) -> Sequence[str]:
    return cast(Sequence[str], _catalogue(language)[key])


@cache
def _catalogue(language: str) -> Mapping[str, object]:
    path = _FOLDER / f"{spoken(language)}.json"
    catalogue: Mapping[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return catalogue
