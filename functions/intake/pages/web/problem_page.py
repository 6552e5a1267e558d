"""What went wrong, for people: what happened to what they wrote, and what they can do now."""

from collections.abc import Callable

from chalice.app import Response

from functions.intake.http.middleware import Failed
from functions.intake.http.problems import OURS, kind_of
from functions.intake.pages.web.page import page
from functions.intake.pages.web.visit import Visit
from shared.domain.errors import RedressError

# Names of problems that have words of their own; all others are told as a mistake of ours.
WITH_WORDS = frozenset({"401", "403", "404", "409", "413", "422", "429", "503", "form-expired"})
MISTAKE = "500"


def show_or_explain(view: Callable[..., Response], visit: Visit, **path: str) -> Response:
    """The view's answer, or a page that explains what was in its way."""
    try:
        return view(visit, **path)
    except RedressError as error:
        return problem_page(visit, error)
    except Exception as error:
        return _failed(visit, error)


def problem_page(visit: Visit, error: RedressError) -> Response:
    """The same status as the API answers, in words."""
    kind = kind_of(error)
    name = kind.slug if kind.slug in WITH_WORDS else str(kind.status)
    shown = page(
        visit,
        "components/problem.html",
        status=kind.status,
        name=name if name in WITH_WORDS else MISTAKE,
    )
    shown.headers.update(kind.headers or {})
    return shown


def _failed(visit: Visit, error: Exception) -> Failed:
    """Its log line stays what it is for the API; only what is shown differs."""
    failed = Failed(error)
    shown = page(visit, "components/problem.html", status=OURS.status, name=MISTAKE)
    failed.body, failed.headers = shown.body, shown.headers
    return failed
