"""Forms are taken from our own pages only: a cookie and a hidden field must tell the same secret.

The field hides it behind a mask that is new on every page, so that a page's compressed length tells
nothing of it (BREACH).
"""

import base64
import binascii
import hmac
from collections.abc import Callable

from functions.intake.pages.web.visit import Visit

COOKIE = "form"
FIELD = "form_secret"
LENGTH = 16


class Csrf:
    """Of one page: `{{ csrf.field }}` in a form, `cookies` in the answer."""

    def __init__(self, visit: Visit, random_bytes: Callable[[int], bytes]) -> None:
        self.cookies: list[str] = []
        self._visit = visit
        self._random_bytes = random_bytes
        self._secret = _secret_of(visit)

    @property
    def field(self) -> str:
        """The value of the hidden field. A visitor without a secret is given one."""
        if self._secret is None:  # made once: all forms of a page tell the same
            self._secret = self._random_bytes(LENGTH)
            self.cookies = [self._visit.cookie(COOKIE, _written(self._secret))]
        mask = self._random_bytes(LENGTH)
        return _written(mask + _mixed(mask, self._secret))


def is_ours(visit: Visit, field: str) -> bool:
    """Whether a form with this hidden field was on a page that we gave to this visitor."""
    if visit.request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    secret, told = _secret_of(visit), _read(field)
    if secret is None or told is None or len(told) != 2 * LENGTH:
        return False
    return hmac.compare_digest(_mixed(told[:LENGTH], told[LENGTH:]), secret)


def _secret_of(visit: Visit) -> bytes | None:
    secret = _read(visit.cookies.get(COOKIE, ""))
    return secret if secret is not None and len(secret) == LENGTH else None


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _read(text: str) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (UnicodeEncodeError, binascii.Error):
        return None
