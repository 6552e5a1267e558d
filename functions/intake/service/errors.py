"""What a use case can't find; who may not know of a thing gets the same error."""

from collections.abc import Sequence

from shared.domain.errors import RedressError


class UnknownName(RedressError):
    """No act or command has that name; `known` are those that have one."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(", ".join(known))
        self.known = tuple(known)


class EvidenceNotFound(RedressError):
    """The case has no such file, or none that can be read: unscanned and refused look alike."""


class TokenNotFound(RedressError):
    """No alert and no expert's invitation has this token, or it has expired."""
