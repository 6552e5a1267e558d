"""What went wrong, for people: what happened to what they wrote, and what they can do now."""

from collections.abc import Callable

from chalice.app import Request, Response

from functions.intake.http.middleware import Failed
from functions.intake.http.problems import OURS, kind_of
from functions.intake.pages.web.page import page
from functions.intake.service.dependencies import Deps
from shared.domain.errors import RedressError

# Statuses whose words are their own; all others are told as a mistake of ours.
SPOKEN = (401, 403, 404, 409, 413, 422, 429, 503)


def on_a_page(view: Callable[..., Response], deps: Deps, request: Request, **path: str) -> Response:
    """The view's answer, or a page that tells what was in its way."""
    try:
        return view(deps, request, **path)
    except RedressError as error:
        return problem_page(deps, request, error)
    except Exception as error:
        return _failed(deps, request, error)


def problem_page(deps: Deps, request: Request, error: RedressError) -> Response:
    """The same status as the API answers, in words."""
    kind = kind_of(error)
    name = kind.slug if kind.slug == "form-expired" else str(kind.status)
    told = page(deps, request, "problem.html", status=kind.status, name=_spoken(name))
    told.headers.update(kind.headers or {})
    return told


def _failed(deps: Deps, request: Request, error: Exception) -> Failed:
    """Its log line stays what it is for the API; only what is shown differs."""
    failed = Failed(error)
    told = page(deps, request, "problem.html", status=OURS.status, name=_spoken("500"))
    failed.body, failed.headers = told.body, told.headers
    return failed


def _spoken(name: str) -> str:
    return name if name == "form-expired" or name in map(str, SPOKEN) else "500"
