"""Forms are taken from our own pages only: a cookie and a hidden field must tell the same secret.

The field hides it behind a mask that is new on every page, so that a page's compressed length tells
nothing of it (BREACH).
"""

import base64
import binascii
import hmac

from functions.intake.pages.web.visit import Visit

COOKIE = "form"
FIELD = "form_secret"
LENGTH = 16


class Csrf:
    """Of one page: `{{ csrf.field }}` in a form, `cookies` in the answer."""

    def __init__(self, visit: Visit) -> None:
        self.cookies: list[str] = []
        self._visit = visit
        self._secret = _secret_of(visit)

    @property
    def field(self) -> str:
        """The value of the hidden field. A visitor without a secret is given one."""
        if self._secret is None:  # made once: all forms of a page tell the same
            self._secret = self._visit.deps.random_bytes(LENGTH)
            self.cookies = [self._visit.cookie(COOKIE, _encode(self._secret))]
        mask = self._visit.deps.random_bytes(LENGTH)
        return _encode(mask + _xor(mask, self._secret))


def is_ours(visit: Visit, field: str) -> bool:
    """Whether a form with this hidden field was on a page that we gave to this visitor."""
    if visit.request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    secret, masked = _secret_of(visit), _decode(field)
    if secret is None or masked is None or len(masked) != 2 * LENGTH:
        return False
    return hmac.compare_digest(_xor(masked[:LENGTH], masked[LENGTH:]), secret)


def _secret_of(visit: Visit) -> bytes | None:
    secret = _decode(visit.cookies.get(COOKIE, ""))
    return secret if secret is not None and len(secret) == LENGTH else None


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _decode(text: str) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (UnicodeEncodeError, binascii.Error):
        return None
