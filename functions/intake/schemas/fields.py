"""The kinds of values that requests hold: what each must look like, and the remedy when it doesn't.

Checks are linear in the length of the value, and their messages never repeat it.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from shared.domain.instants import in_utc

CHOSEN = Field(strict=False)  # one of an enumeration, which JSON writes as text
_EARLIEST_YEAR = 1900
# Control characters, the bidirectional overrides and isolates that make a text read as another
# than it is (UTS 55), and lone halves of surrogate pairs.
_NOT_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_LINE_BREAKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]")
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
)
_PHONE = re.compile(r"\+?[0-9]{6,15}")
_PHONE_SPACING = re.compile(r"[ ().\-]")
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
    def clean(value: str) -> str:
        text = _INVISIBLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
        text = unicodedata.normalize("NFC", text)
        if _NOT_IN_TEXT.search(text):
            raise refused("Remove control characters and those that turn the reading direction.")
        if not text.strip():
            raise refused("Write something here.")
        if len(text) > most:
            raise refused(f"Write at most {most:,} characters.")
        return text

    return clean


def _line(most: int) -> Callable[[str], str]:
    clean = _text(most)

    def clean_line(value: str) -> str:
        if _LINE_BREAKS.search(value):
            raise refused("Write this on one line.")
        return clean(value).strip()

    return clean_line


def _shaped(shape: re.Pattern[str], remedy: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not shape.fullmatch(value):
            raise refused(remedy)
        return value

    return check


def _phone(value: str) -> str:
    number = _PHONE_SPACING.sub("", value)
    if len(value) > 40 or not _PHONE.fullmatch(number):
        raise refused("Write a telephone number such as +226 25 30 00 00.")
    return number


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
Email = Annotated[
    str, AfterValidator(_shaped(_EMAIL, "Write an e-mail address such as someone@example.org."))
]
Phone = Annotated[str, AfterValidator(_phone)]
Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[datetime, BeforeValidator(_instant)]
