"""What programs ask for, in JSON. A module is imported with the first request for it."""

from typing import TYPE_CHECKING

from shared.runtime.lazy import modules_of

if TYPE_CHECKING:
    from functions.intake.api import alerts as alerts
    from functions.intake.api import assignees as assignees
    from functions.intake.api import cases as cases
    from functions.intake.api import complaints as complaints
    from functions.intake.api import duplicates as duplicates
    from functions.intake.api import evidence as evidence
    from functions.intake.api import experts as experts
else:
    __getattr__ = modules_of(__name__)
