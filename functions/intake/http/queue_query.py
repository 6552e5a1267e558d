"""What the queue can be asked: filters, a page's length, and where the last page ended."""

import base64
import binascii
import re

from chalice.app import Request

from functions.intake.schemas.parsing import queue_parameters_of
from shared.domain import access
from shared.domain.case.events import Actor
from shared.domain.errors import InvalidInput
from shared.domain.reference import read_reference
from shared.ports import QueueQuery

_INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z#"
_SORT_KEY = re.compile(rf"(?:{_INSTANT}|~open#|~~{_INSTANT})([0-9A-Z-]{{13,20}})")


def queue_query(request: Request, actor: Actor, agencies: tuple[str, ...]) -> QueueQuery:
    """Raises InvalidInput. Another's agency gives an empty queue, as an unknown one does."""
    asked = queue_parameters_of(request)
    return QueueQuery(
        access.agencies_of(actor, agencies, asked.agency),
        asked.limit,
        opened(asked.cursor),
        asked.status,
        asked.assignee,
        asked.clock,
    )


def sealed(after: str | None) -> str | None:
    """The cursor as callers get it: nothing they should read or build on."""
    return None if after is None else base64.urlsafe_b64encode(after.encode()).decode()


def opened(cursor: str | None) -> str | None:
    if cursor is None:
        return None
    try:
        after = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        after = ""
    found = _SORT_KEY.fullmatch(after)
    if found is None or read_reference(found[1]) != found[1]:
        raise InvalidInput.of("cursor", "Send the cursor of the page before, as it was given.")
    return after
