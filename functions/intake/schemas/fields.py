"""The kinds of values that requests hold: what each must look like, and the remedy when it doesn't.

Checks are linear in the length of the value, and their messages never repeat it.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from shared.domain import typed
from shared.domain.instants import in_utc

CHOSEN = Field(strict=False)  # one of an enumeration, which JSON writes as text
_EARLIEST_YEAR = 1900
_LONGEST_PHONE, _LONGEST_EMAIL = 60, 320
_NUL_OR_HALF_A_LETTER = re.compile("[\x00\ud800-\udfff]")
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,63}){0,16}"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z0-9-]{2,63}"
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,63}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


def refused(remedy: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{remedy}", {"remedy": remedy})


def _text(most: int) -> Callable[[str], str]:
    return lambda value: _checked(typed.plain(value), most)


def _line(most: int) -> Callable[[str], str]:
    return lambda value: _checked(typed.one_line(value), most)


def _checked(text: str, most: int) -> str:
    if _NUL_OR_HALF_A_LETTER.search(text):
        raise refused("Copy the text anew: it holds a letter that was cut in two.")
    if not text.strip():
        raise refused("Write something here.")
    if len(text) > most:
        raise refused(f"Write at most {most:,} characters.")
    return text


def _shaped(shape: re.Pattern[str], remedy: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not shape.fullmatch(value):
            raise refused(remedy)
        return value

    return check


def _phone(value: str) -> str:
    number = typed.telephone(value) if len(value) <= _LONGEST_PHONE else None
    if number is None:
        raise refused("Write a telephone number such as +226 25 30 00 00.")
    return number


def _email(value: str) -> str:
    address = typed.address(value) if len(value) <= _LONGEST_EMAIL else None
    if address is None or not _EMAIL.fullmatch(address) or len(address) > _LONGEST_EMAIL:
        raise refused("Write an e-mail address such as someone@example.org.")
    return address


def _day(value: object) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            day = date.fromisoformat(value)
            if day.year >= _EARLIEST_YEAR:
                return day
    except ValueError:
        pass
    raise refused("Write a date such as 2026-11-24.")


def _instant(value: object) -> datetime:
    try:
        if isinstance(value, str) and _INSTANT.fullmatch(value):
            instant = in_utc(datetime.fromisoformat(value))
            if instant.year >= _EARLIEST_YEAR:
                return instant
    except (ValueError, OverflowError):
        pass
    raise refused("Write an instant with its offset from UTC, such as 2026-11-24T09:30:00Z.")


Prose = Annotated[str, AfterValidator(_text(10_000))]
Lines = Annotated[str, AfterValidator(_text(500))]
Line = Annotated[str, AfterValidator(_line(200))]
LongLine = Annotated[str, AfterValidator(_line(500))]
Word = Annotated[
    str, AfterValidator(_shaped(_WORD, "Write one word in small letters, such as health."))
]
UserName = Annotated[str, AfterValidator(_shaped(_NAME, "Write the user name of a staff member."))]
Sha256 = Annotated[
    str,
    AfterValidator(_shaped(_SHA256, "Write the file's SHA-256 as 64 digits and small letters.")),
]
MediaType = Annotated[
    str, AfterValidator(_shaped(_MEDIA_TYPE, "Write the file's type such as image/jpeg."))
]
Email = Annotated[str, AfterValidator(_email)]
Phone = Annotated[str, AfterValidator(_phone)]
Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[datetime, BeforeValidator(_instant)]
