"""The one function that phases of the procedure add their commands to."""

from functools import singledispatch

from shared.domain.case.change import Draft


@singledispatch
def follow(command: object, draft: Draft) -> Draft:
    """The draft with what follows from the command; rights, status and time have been checked."""
    raise NotImplementedError(type(command).__name__)
