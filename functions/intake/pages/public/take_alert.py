"""The page behind an alert's link: it asks first, since mail readers open links by themselves."""

from chalice.app import Response

from functions.intake.pages.web.page import page
from functions.intake.pages.web.visit import Visit
from functions.intake.service.alerts import find_alert, take_case
from functions.intake.service.errors import TokenNotFound
from shared.domain.errors import NotPossible


def ask(visit: Visit, token: str) -> Response:
    """Changes nothing: only the page's button does."""
    try:
        alert = find_alert(visit.deps, token)
    except TokenNotFound:
        return _unknown(visit)
    return page(visit, "public/take.html", says="take.ask", reference=alert.reference)


def take(visit: Visit, token: str) -> Response:
    try:
        alert = find_alert(visit.deps, token)
        take_case(visit.deps, alert, token)
    except TokenNotFound:
        return _unknown(visit)
    except NotPossible:
        return page(
            visit, "public/take.html", status=409, says="take.late", reference=alert.reference
        )
    return page(visit, "public/take.html", says="take.done", reference=alert.reference)


def _unknown(visit: Visit) -> Response:
    return page(visit, "public/take.html", status=404, says="take.unknown", reference="")
