"""The page behind an alert's link: it asks first, since mail readers open links by themselves."""

from chalice.app import Request, Response

from functions.intake.pages.web.page import page, wants_page
from functions.intake.service.dependencies import Deps

__all__ = ["asking", "taken", "too_late", "unknown", "wants_page"]


def asking(deps: Deps, request: Request, reference: str) -> Response:
    return page(deps, request, "take.html", says="take.ask", reference=reference)


def taken(deps: Deps, request: Request, reference: str) -> Response:
    return page(deps, request, "take.html", says="take.done", reference=reference)


def unknown(deps: Deps, request: Request) -> Response:
    return page(deps, request, "take.html", status=404, says="take.unknown", reference="")


def too_late(deps: Deps, request: Request, reference: str) -> Response:
    return page(deps, request, "take.html", status=409, says="take.late", reference=reference)
