"""References that people read aloud, and the secret codes that open a case.

A reference says which office and nothing else: it is random, never sequential. Its last character
is a weighted sum modulo the prime 37, which finds every single wrong character and every two
swapped neighbours; numbers whose sum would need a symbol that is no letter are passed over.
"""

import base64
import hashlib
import hmac
import re

from shared.domain import typed

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MODULUS = 37
_SHAPE = re.compile(r"[A-Z]{2,4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")
_WITHIN = re.compile(r"(?<![0-9A-Z])[A-Z]{2,4}-?[0-9A-Z]{4}-?[0-9A-Z]{4}-?[0-9A-Z](?![0-9A-Z])")
_READ_AS = str.maketrans("OIL", "011")
CODE_LENGTH = 26


def new_reference(prefix: str, randomness: bytes) -> str:
    """Makes a reference such as `BF-7K3M-92QF-4` of at least 8 random bytes (40 bits are used)."""
    number = int.from_bytes(randomness[:8], "big")
    while _checksum(prefix + _body(number)) >= len(_ALPHABET):
        number += 1
    body = _body(number)
    return f"{prefix}-{body[:4]}-{body[4:]}-{_ALPHABET[_checksum(prefix + body)]}"


def read_reference(text: str) -> str | None:
    """Returns the reference as we write it, however it was typed or what was pasted around it.

    None when it isn't one.
    """
    found = (_read(typed.compact(one)) for one in (text, *_WITHIN.findall(typed.parts(text))))
    return next((one for one in found if one is not None), None)


def _read(compact: str) -> str | None:
    prefix, body = compact[:-9], compact[-9:].translate(_READ_AS)
    written = f"{prefix}-{body[:4]}-{body[4:8]}-{body[8:]}"
    if not _SHAPE.fullmatch(written):
        return None
    return written if _ALPHABET.find(body[8]) == _checksum(prefix + body[:8]) else None


def _body(number: int) -> str:
    return "".join(_ALPHABET[number >> (5 * place) & 31] for place in range(8))


def _checksum(text: str) -> int:
    return sum((place + 2) * int(char, 36) for place, char in enumerate(text)) % _MODULUS


def access_code(nonce: bytes, key: str) -> str:
    """Makes the complainant's secret: 26 base32 characters, 130 bits.

    It follows from a random nonce that we keep and from the caller's idempotency key, of which we
    keep a hash only. So a repeated request gets the same code, and our tables can't produce it.
    """
    digest = hmac.new(nonce, key.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:CODE_LENGTH]


def code_hash(code: str) -> str:
    """Hashes an access code for storing. A slow hash would add nothing to 130 random bits."""
    return hashlib.sha256(typed.code(code).encode()).hexdigest()


def same_code(presented: str, stored_hash: str) -> bool:
    """Compares in constant time."""
    return hmac.compare_digest(code_hash(presented), stored_hash)
