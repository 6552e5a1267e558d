"""What a request says beside its body: reference, access code, key, and what may be answered."""

import hmac
import re

from chalice.app import Request

from shared.domain.errors import CaseNotFound, InvalidInput
from shared.domain.reference import read_reference

_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def reference_of(written: str) -> str:
    """The reference as we write it. Raises CaseNotFound for what can't be one."""
    reference = read_reference(written)
    if reference is None:
        raise CaseNotFound(written)
    return reference


def whole(text: object) -> str:
    """Text that can be written again: half a letter, which is none, becomes a question mark."""
    return str(text).encode("utf-8", "replace").decode()


def access_code_of(request: Request) -> str:
    """A missing code is a wrong one: the answer must not tell whether there is such a case."""
    return whole(request.headers.get("access-code", ""))


def idempotency_key_of(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not _KEY.fullmatch(key):
        raise InvalidInput.of("Idempotency-Key", "Send 1 to 255 visible ASCII characters.")
    return key


def same_text(one: str, other: str) -> bool:
    """Compares in a time that tells nothing. Both texts are `whole`."""
    return hmac.compare_digest(one.encode(), other.encode())


def address_of(request: Request) -> str:
    """The address that AWS gave the API: its gateway says it, not the sender."""
    return f"https://{request.context.get('domainName')}/{request.context.get('stage')}"


def wants_page(request: Request) -> bool:
    """A browser, rather than a program, is asking."""
    return "text/html" in str(request.headers.get("accept", ""))
