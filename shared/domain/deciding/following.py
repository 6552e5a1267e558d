"""The one function that phases of the procedure add their commands to."""

from functools import singledispatch

from shared.domain.case.change import Change


@singledispatch
def follow(command: object, change: Change) -> Change:
    """The change with what follows from the command; rights, status and time have been checked."""
    raise NotImplementedError(type(command).__name__)
