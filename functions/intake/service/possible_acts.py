"""What is told of what is possible: to each only what their role may do."""

from collections.abc import Iterator
from contextlib import contextmanager

from shared.domain.access import has_right
from shared.domain.case.events import Actor
from shared.domain.errors import NotForYou, NotPossible


@contextmanager
def only_theirs(actor: Actor) -> Iterator[None]:
    """A refusal by the case's status names the acts of this role, not everybody's."""
    try:
        yield
    except NotForYou:
        raise
    except NotPossible as error:
        theirs = [name for name in error.possible if has_right(actor, name)]
        raise NotPossible(error.command, error.status, theirs, error.why) from error
