"""What requests may hold: one function for each kind of document, which checks it.

Pydantic and the models cost a sixth of a start: they are imported with the first document, and a
function that only answers GET never pays for them.
"""

from typing import TYPE_CHECKING

from shared.runtime.lazy import names_of

if TYPE_CHECKING:
    from functions.intake.schemas.parsing import act_parser as act_parser
    from functions.intake.schemas.parsing import command_parser as command_parser
    from functions.intake.schemas.parsing import parse_complaint as parse_complaint
    from functions.intake.schemas.parsing import parse_declared as parse_declared
    from functions.intake.schemas.parsing import parse_invitation as parse_invitation
    from functions.intake.schemas.parsing import parse_queue_parameters as parse_queue_parameters
    from functions.intake.schemas.parsing import (
        parse_recorded_complaint as parse_recorded_complaint,
    )
    from functions.intake.schemas.parsing import parse_retaliation as parse_retaliation
else:
    __getattr__ = names_of("functions.intake.schemas.parsing")
