"""What can go wrong, in the field's words. Nobody outside branches on a message's text."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.domain.vocabulary import CommandName, Status


class RedressError(Exception):
    """The root of every error that Redress raises on purpose."""


@dataclass(frozen=True)
class FieldError:
    """One thing to mend: the field as the sender wrote it (`complainant.email`), and the remedy."""

    field: str
    message: str


class InvalidInput(RedressError):
    """The input can't be taken as it is. Nothing was stored."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(", ".join(error.field for error in errors))
        self.errors = tuple(errors)

    @classmethod
    def of(cls, field: str, message: str) -> "InvalidInput":
        return cls([FieldError(field, message)])


class CaseNotFound(RedressError):
    """No such case, or none that this person may know of: the two must look the same."""


class NotPossible(RedressError):
    """The case's status or the person's role does not admit this command now.

    `why` is a sentence for whoever asked, where the status alone doesn't tell.
    """

    def __init__(
        self, command: str, status: Status, possible: Sequence[CommandName], why: str | None = None
    ) -> None:
        super().__init__(f"{command} is not possible while the case is {status}")
        self.command = command
        self.status = status
        self.possible = tuple(possible)
        self.why = why


class NotForYou(NotPossible):
    """The person may see the case but has no right to this command."""


class StaleVersion(RedressError):
    """The case has changed since the caller read it."""

    def __init__(self, seen: int, current: int) -> None:
        super().__init__(f"version {seen} was read, version {current} is current")
        self.seen = seen
        self.current = current


class Conflict(RedressError):
    """Somebody else committed first: read again and decide again."""


class Repeated(RedressError):
    """This very operation was committed before."""


class KeyReused(RedressError):
    """An idempotency key came back with another body."""


class Unauthorised(RedressError):
    """No valid proof of who is asking."""


class Forbidden(RedressError):
    """The person is known, and the role has no right to this."""


class QuotaSpent(Forbidden):
    """The person has the right, and has used it as often as one may in a day."""


class TooLarge(RedressError):
    """More than the stated limit; refused before it was read."""


class Unavailable(RedressError):
    """Something we depend on doesn't answer. Nothing was stored; try again."""


class Undeliverable(RedressError):
    """This message can't be sent to this recipient, and trying again won't help."""
