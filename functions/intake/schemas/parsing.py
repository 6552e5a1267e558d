"""What a request asks, checked by its model and turned into what the domain understands.

The models are imported by whoever first sends something to check: with pydantic they cost a sixth
of a start, and a start that only answers GET never pays it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalice.app import Request

from functions.intake.http.errors import UnknownName
from functions.intake.http.json_body import body_of
from shared.domain.commands import Command, FileComplaint
from shared.domain.evidence.evidence import Declared

if TYPE_CHECKING:
    from functions.intake.schemas.complainant_acts import Retaliation
    from functions.intake.schemas.queue import QueueParameters
    from functions.intake.schemas.safeguards import Invitation


@dataclass(frozen=True)
class StaffCommand:
    """A command with the version that it was decided on, and when it happened if not now."""

    command: Command
    version: int
    occurred_at: datetime | None


def complaint_of(request: Request) -> FileComplaint:
    """Raises InvalidInput, as all of these do, and whatever `body_of` raises."""
    from functions.intake.schemas.complaint import Complaint
    from functions.intake.schemas.validation import checked

    return checked(Complaint, body_of(request)).command()


def recorded_complaint_of(request: Request) -> FileComplaint:
    return checked_record(body_of(request))


def checked_record(document: Mapping[str, Any]) -> FileComplaint:
    """For the counter's page, too, as is `checked_command`."""
    from functions.intake.schemas.complaint import RecordedComplaint
    from functions.intake.schemas.validation import checked

    return checked(RecordedComplaint, document).command()


def act_of(name: str, request: Request) -> Command:
    """Raises UnknownName for an act that there isn't."""
    from functions.intake.schemas.complainant_acts import ACTS
    from functions.intake.schemas.validation import checked

    if name not in ACTS:
        raise UnknownName(sorted(ACTS))
    return checked(ACTS[name], body_of(request)).command()


def command_of(name: str, request: Request) -> StaffCommand:
    """Raises UnknownName for a command that there isn't."""
    from functions.intake.schemas.registry import COMMANDS

    if name not in COMMANDS:
        raise UnknownName(sorted(COMMANDS))
    return checked_command(name, body_of(request))


def checked_command(name: str, document: Mapping[str, Any]) -> StaffCommand:
    from functions.intake.schemas.registry import COMMANDS
    from functions.intake.schemas.validation import checked

    body = checked(COMMANDS[name], document)
    return StaffCommand(body.command(), body.version, body.occurred_at)


def retaliation_of(request: Request) -> "Retaliation":
    from functions.intake.schemas.complainant_acts import Retaliation
    from functions.intake.schemas.validation import checked

    return checked(Retaliation, body_of(request))


def invitation_of(request: Request) -> "Invitation":
    from functions.intake.schemas.safeguards import Invitation
    from functions.intake.schemas.validation import checked

    return checked(Invitation, body_of(request))


def declared_of(request: Request) -> Declared:
    from functions.intake.schemas.base import File
    from functions.intake.schemas.validation import checked

    return checked(File, body_of(request)).declared()


def queue_parameters_of(request: Request) -> "QueueParameters":
    from functions.intake.schemas.queue import QueueParameters
    from functions.intake.schemas.validation import checked

    parameters: Mapping[str, str] = dict(request.query_params or {})
    return checked(QueueParameters, parameters)
