"""The parameters of the queue's address; each may be left out."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from functions.intake.schemas.complaint import Body
from functions.intake.schemas.fields import UserName, Word

Status = Literal[
    "received",
    "acknowledged",
    "accepted",
    "investigating",
    "awaiting_complainant",
    "in_mediation",
    "decision_proposed",
    "resolved",
    "closed",
    "referred",
    "not_accepted",
    "withdrawn",
    "merged",
]
ClockName = Literal["acknowledge", "assess", "resolve", "keep_informed", "follow_up", "escalation"]


def _whole_number(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


class QueueParameters(Body):
    agency: Word | None = None
    status: Status | None = None
    assignee: UserName | None = None
    clock: ClockName | None = None
    limit: Annotated[int, Field(ge=1, le=100), BeforeValidator(_whole_number)] = 25
    cursor: Annotated[str, Field(max_length=200)] | None = None
