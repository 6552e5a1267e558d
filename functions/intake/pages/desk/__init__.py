"""What staff see. A page is imported with the first request for it."""

from typing import TYPE_CHECKING

from shared.runtime.lazy import modules_of

if TYPE_CHECKING:
    from functions.intake.pages.desk import audit as audit
    from functions.intake.pages.desk import case as case
    from functions.intake.pages.desk import case_acts as case_acts
    from functions.intake.pages.desk import command_page as command_page
    from functions.intake.pages.desk import counter as counter
    from functions.intake.pages.desk import policy as policy
    from functions.intake.pages.desk import queue as queue
    from functions.intake.pages.desk import sign_in as sign_in
else:
    __getattr__ = modules_of(__name__)
