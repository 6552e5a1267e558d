"""What every request goes through: its errors told as problems, its headers, its one log line."""

from collections.abc import Callable
from functools import wraps
from time import perf_counter
from typing import Any

from aws_lambda_powertools import Logger
from chalice.app import Request, Response

from functions.intake.http.parameters import whole
from functions.intake.http.problems import NO_SUCH_METHOD, NO_SUCH_ROUTE, OURS, answer, problem
from shared.domain.errors import RedressError
from shared.domain.reference import read_reference
from shared.runtime.log_fields import kind_and_place

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}


class Failed(Response):
    """Our own mistake: the log names its kind and place, never its message."""

    def __init__(self, error: Exception) -> None:
        ours = answer(OURS)
        super().__init__(ours.body, ours.headers, ours.status_code)
        self.error = kind_and_place(error)


def answering(view: Callable[..., Response]) -> Callable[..., Response]:
    """Innermost of all: Chalice turns what leaves a view as an error into a 500 of its own."""

    @wraps(view)
    def answered(**path: str) -> Response:
        try:
            return view(**{name: whole(value) for name, value in path.items()})
        except RedressError as error:
            return problem(error)
        except Exception as error:
            return Failed(error)

    return answered


def edge(log: Logger) -> Callable[[Request | None, Callable[[Any], Response]], Response]:
    """The middleware around everything, Chalice's own refusals included."""

    def around(request: Request | None, get_response: Callable[[Any], Response]) -> Response:
        begun = perf_counter()
        response = _ours(get_response(request))
        response.headers = {"Content-Type": "application/json", **HEADERS, **response.headers}
        line = _line(request, response) | {"duration_ms": round((perf_counter() - begun) * 1000)}
        if isinstance(response, Failed):
            log.error("request", extra={**line, "error": response.error})
        else:
            log.info("request", extra=line)
        return response

    return around


def _ours(response: Response) -> Response:
    """Chalice's refusals, made before any view is reached, in our shape."""
    if not isinstance(response.body, dict) or "Code" not in response.body:
        return response
    if response.status_code != 405:
        return answer(OURS)
    allowed = response.headers.get("Allow")
    if not allowed:
        return answer(NO_SUCH_ROUTE)
    refused = answer(NO_SUCH_METHOD)
    refused.headers["Allow"] = allowed
    return refused


def _line(request: Request | None, response: Response) -> dict[str, Any]:
    """Ids only. The route is the template: a path may hold a token."""
    if request is None:
        return {"status": response.status_code}
    return {
        "method": request.method,
        "route": request.path,
        "status": response.status_code,
        "case": _reference(request, response),
        "request": request.context.get("requestId"),
    }


def _reference(request: Request, response: Response) -> str | None:
    if isinstance(response.body, dict) and "reference" in response.body:
        return str(response.body["reference"])
    return read_reference((request.uri_params or {}).get("reference", ""))
