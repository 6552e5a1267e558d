"""Documents that requests bring, checked by their models and turned into what a use case takes.

Each function raises InvalidInput with every field that has to be mended.
"""

from collections.abc import Callable, Mapping
from typing import Any

from functions.intake.schemas.base import File
from functions.intake.schemas.complainant_acts import ACTS, Retaliation
from functions.intake.schemas.complaint import Complaint, RecordedComplaint
from functions.intake.schemas.queue import QueueParameters
from functions.intake.schemas.registry import COMMANDS
from functions.intake.schemas.safeguards import Invitation
from functions.intake.schemas.validation import checked
from functions.intake.service.cases import StaffCommand
from functions.intake.service.errors import UnknownName
from functions.intake.service.experts import InvitationRequest
from functions.intake.service.retaliation import RetaliationReport
from shared.domain.evidence.evidence import Declared
from shared.domain.procedure.command import Command
from shared.domain.procedure.complaint import FileComplaint

Document = Mapping[str, Any]


def parse_complaint(document: Document) -> FileComplaint:
    return checked(Complaint, document).command()


def parse_recorded_complaint(document: Document) -> FileComplaint:
    return checked(RecordedComplaint, document).command()


def act_parser(name: str) -> Callable[[Document], Command]:
    """Reads the document of this act of a complainant. Raises UnknownName for one that isn't."""
    if name not in ACTS:
        raise UnknownName(sorted(ACTS))
    return lambda document: checked(ACTS[name], document).command()


def command_parser(name: str) -> Callable[[Document], StaffCommand]:
    """Reads the document of this command of staff. Raises UnknownName for one that isn't."""
    if name not in COMMANDS:
        raise UnknownName(sorted(COMMANDS))

    def parse(document: Document) -> StaffCommand:
        body = checked(COMMANDS[name], document)
        return StaffCommand(body.command(), body.version, body.occurred_at)

    return parse


def parse_retaliation(document: Document) -> RetaliationReport:
    return checked(Retaliation, document).report()


def parse_invitation(document: Document) -> InvitationRequest:
    return checked(Invitation, document).request()


def parse_declared(document: Document) -> Declared:
    return checked(File, document).declared()


def parse_queue_parameters(parameters: Mapping[str, str]) -> QueueParameters:
    return checked(QueueParameters, parameters)
