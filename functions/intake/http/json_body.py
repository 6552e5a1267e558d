"""From the bytes of a request to JSON: size, type, encoding and depth are checked in that order.

Every step is linear in the length of the body, and none of them tells what the body says.
"""

import base64
import binascii
import json
import re
from typing import Any

from chalice.app import Request

from functions.intake.http.errors import Unreadable, WrongContentType
from shared.domain.errors import InvalidInput, TooLarge

LARGEST_BODY_BYTES = 1_000_000
DEEPEST_NESTING = 16

_STRUCTURE = re.compile(rb'\\.|["\[\]{}]', re.DOTALL)


def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that was sent; an empty body counts as an empty one.

    Raises TooLarge, WrongContentType, Unreadable or InvalidInput.
    """
    raw = _bytes_of(request)
    if not raw.strip():
        return {}
    kind = str(request.headers.get("content-type", "application/json"))
    if kind.partition(";")[0].strip().lower() != "application/json":
        raise WrongContentType
    document = _parse(raw)
    if not isinstance(document, dict):
        raise InvalidInput.of("body", "Send a JSON object.")
    return document


def _bytes_of(request: Request) -> bytes:
    event = request.to_original_event()
    body, encoded = event["body"] or "", bool(event.get("isBase64Encoded"))
    if len(body) > LARGEST_BODY_BYTES * (1.4 if encoded else 1):
        raise TooLarge
    try:
        raw = base64.b64decode(body, validate=True) if encoded else body.encode()
    except (binascii.Error, ValueError):
        raise Unreadable("Send the body as JSON in UTF-8.") from None
    if len(raw) > LARGEST_BODY_BYTES:
        raise TooLarge
    return raw


def _parse(raw: bytes) -> Any:
    if _too_deep(raw):
        raise Unreadable(f"Nest JSON at most {DEEPEST_NESTING} levels deep.")
    try:
        return json.loads(
            raw.decode(), parse_constant=_no_constant, object_pairs_hook=_each_name_once
        )
    except ValueError:
        raise Unreadable("Send the body as JSON in UTF-8, each name once.") from None


def _too_deep(raw: bytes) -> bool:
    """Whether brackets outside strings nest deeper than we parse."""
    depth, quoted = 0, False
    for match in _STRUCTURE.finditer(raw):
        sign = match.group()
        if sign == b'"':
            quoted = not quoted
        elif not quoted and sign in (b"[", b"{"):
            depth += 1
        elif not quoted and sign in (b"]", b"}"):
            depth -= 1
        if depth > DEEPEST_NESTING:
            return True
    return False


def _no_constant(_name: str) -> Any:
    raise ValueError("NaN and Infinity are no JSON")


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a name stands twice")
    return document
