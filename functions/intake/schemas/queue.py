"""The parameters of the queue's address; each may be left out."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from functions.intake.schemas.complaint import Body
from functions.intake.schemas.fields import CHOSEN, UserName, Word
from functions.intake.service.queue import QueueFilter
from shared.domain.vocabulary import ClockName, Status


def _whole_number(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


class QueueParameters(Body):
    agency: Word | None = None
    status: Annotated[Status, CHOSEN] | None = None
    assignee: UserName | None = None
    clock: Annotated[ClockName, CHOSEN] | None = None
    limit: Annotated[int, Field(ge=1, le=100), BeforeValidator(_whole_number)] = 25
    cursor: Annotated[str, Field(max_length=200)] | None = None

    def narrowed(self, after: str | None) -> QueueFilter:
        return QueueFilter(self.agency, self.status, self.assignee, self.clock, self.limit, after)
