"""What can be wrong with a request before anybody asks what it says."""

from shared.domain.errors import RedressError


class Unreadable(RedressError):
    """The body is not the JSON that we read; `reason` says what it must be."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WrongContentType(RedressError):
    """The body says that it is something else than JSON."""


class FormExpired(RedressError):
    """The form isn't from a page of ours, or its sender has lost the cookie that went with it."""
