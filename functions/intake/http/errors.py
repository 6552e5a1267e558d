"""What can be wrong with a request before anybody asks what it says."""

from collections.abc import Sequence

from shared.domain.errors import RedressError


class Unreadable(RedressError):
    """The body is not the JSON that we read; `reason` says what it must be."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WrongContentType(RedressError):
    """The body says that it is something else than JSON."""


class UnknownName(RedressError):
    """No act or command of that name; `known` are those that there are."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(", ".join(known))
        self.known = tuple(known)


class EvidenceNotFound(RedressError):
    """The case has no such file, or none that can be read: unscanned and refused look alike."""


class TokenNotFound(RedressError):
    """No alert waits for this token, or no longer."""


class FormExpired(RedressError):
    """The form isn't from a page of ours, or its sender has lost the cookie that went with it."""
