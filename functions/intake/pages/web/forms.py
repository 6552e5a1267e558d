"""What a browser's form sent, read once: type, size, count, encoding, and that it is ours."""

import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl

from chalice.app import Request

from functions.intake.http.errors import FormExpired, Unreadable, WrongContentType
from functions.intake.pages.web.csrf import FIELD, is_ours
from functions.intake.pages.web.visit import Visit
from shared.domain import typed
from shared.domain.errors import TooLarge

KIND = "application/x-www-form-urlencoded"
# 10,000 characters of Arabic are 60,000 bytes on this way; four-byte ones are twice as many.
LARGEST_BYTES = 256_000
MOST_FIELDS = 200


class Form(Mapping[str, str]):
    """Fields by name, trimmed; of several with one name the last. `all` has each of them."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs
        self._last = dict(pairs)

    def __getitem__(self, name: str) -> str:
        return self._last[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)

    def text(self, name: str) -> str:
        """Empty for a field that wasn't sent."""
        return self._last.get(name, "")

    def number(self, name: str) -> int:
        """0 for whatever isn't a whole number."""
        text = self.text(name)
        return typed.number(text) or 0

    def all(self, name: str) -> list[str]:
        return [value for field, value in self._pairs if field == name]


def form_of(visit: Visit) -> Form:
    """Raises WrongContentType, TooLarge, Unreadable or FormExpired.

    Text comes in Unicode's composed form with plain line ends; whether it may be kept is asked by
    the models, as for every other way in.
    """
    kind = str(visit.request.headers.get("content-type", "")).partition(";")[0].strip().lower()
    if kind != KIND:
        raise WrongContentType
    form = Form(list(_pairs(_text_of(visit.request))))
    if not is_ours(visit, form.text(FIELD)):
        raise FormExpired
    return form


def _text_of(request: Request) -> str:
    raw = request.raw_body
    body = raw if isinstance(raw, bytes) else raw.encode()
    if len(body) > LARGEST_BYTES:
        raise TooLarge("form")
    try:
        return body.decode("ascii")
    except UnicodeDecodeError as error:
        raise Unreadable("Send the form's fields percent-encoded.") from error


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:  # UnicodeDecodeError is one
        raise Unreadable("Send the form's fields in UTF-8, and no more than it has.") from error
    for name, value in pairs:
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        yield name, unicodedata.normalize("NFC", lines).strip()
