"""What all pages are made of, imported with the first request for one."""

from typing import TYPE_CHECKING

from shared.runtime.lazy import modules_of

if TYPE_CHECKING:
    from functions.intake.pages.web import problem_page as problem_page
    from functions.intake.pages.web import qr_code as qr_code
    from functions.intake.pages.web import visit as visit
else:
    __getattr__ = modules_of(__name__)
