"""Filing, by whomever: one answer, and the calendar's refusals told as the field's."""

from collections.abc import Callable, Mapping
from typing import Any

from chalice.app import Response

from functions.intake.service.dependencies import Deps
from functions.intake.views.common import filed_shape
from shared.domain.calendar.civil_time import CalendarError
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.commands import FileComplaint
from shared.domain.errors import InvalidInput


def filed(
    deps: Deps,
    command: FileComplaint,
    actor: Actor,
    key: str | None,
    describe: Callable[[Case], Mapping[str, Any]] = filed_shape,
) -> Response:
    """201 with the reference and, this once, the access code."""
    try:
        done = deps.casework.file(command, actor, deps.clock(), describe, key)
    except CalendarError:
        if command.received_at is None:
            raise
        remedy = "Give a day of a year that the office's calendar covers."
        raise InvalidInput.of("received_at", remedy) from None
    reference = done.answer["reference"]
    return Response({"reference": reference, "access_code": done.code, **done.answer}, None, 201)
