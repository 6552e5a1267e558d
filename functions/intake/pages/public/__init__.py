"""What everybody can open. A page is imported with the first request for it."""

from typing import TYPE_CHECKING

from shared.runtime.lazy import modules_of

if TYPE_CHECKING:
    from functions.intake.pages.public import complainant_acts as complainant_acts
    from functions.intake.pages.public import complaint_pages as complaint_pages
    from functions.intake.pages.public import confirmation as confirmation
    from functions.intake.pages.public import expert as expert
    from functions.intake.pages.public import leaving as leaving
    from functions.intake.pages.public import promise as promise
    from functions.intake.pages.public import start as start
    from functions.intake.pages.public import take_alert as take_alert
    from functions.intake.pages.public import tracking as tracking
else:
    __getattr__ = modules_of(__name__)
