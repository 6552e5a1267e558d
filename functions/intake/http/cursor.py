"""Where a page of the queue ended, as callers get it: nothing that they should read or build on."""

import base64
import binascii
import re

from shared.domain.errors import InvalidInput
from shared.domain.reference import read_reference

_INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z#"
_PLACE = re.compile(rf"(?:{_INSTANT}|~open#|~~{_INSTANT})([0-9A-Z-]{{13,20}})")


def seal(after: str | None) -> str | None:
    return None if after is None else base64.urlsafe_b64encode(after.encode()).decode()


def unseal(cursor: str | None) -> str | None:
    """The place in the queue's order. Raises InvalidInput for a cursor that isn't one of ours."""
    if cursor is None:
        return None
    try:
        after = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        after = ""
    place = _PLACE.fullmatch(after)
    if place is None or read_reference(place[1]) != place[1]:
        raise InvalidInput.of("cursor", "Send the cursor of the page before, as it was given.")
    return after
