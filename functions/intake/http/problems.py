"""Errors as RFC 9457 problems: the one table that maps what went wrong to HTTP.

A problem says what to do, and never what was sent. The type is an address relative to the API.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from chalice.app import HeadersType, Response

from functions.intake.http.errors import FormExpired, Unreadable, WrongContentType
from functions.intake.http.json_body import LARGEST_BODY_BYTES
from functions.intake.service.errors import EvidenceNotFound, TokenNotFound, UnknownName
from shared.domain import errors

PROBLEM_JSON = "application/problem+json"
RETRY_AFTER_SECONDS = "2"


@dataclass(frozen=True)
class Kind:
    status: int
    slug: str
    title: str
    headers: Mapping[str, str] | None = None


KINDS: Mapping[type[errors.RedressError], Kind] = {
    errors.InvalidInput: Kind(422, "invalid-input", "Some fields have to be mended."),
    Unreadable: Kind(400, "unreadable", "The body can't be read."),
    WrongContentType: Kind(415, "content-type", "Send the body as application/json."),
    FormExpired: Kind(403, "form-expired", "The form is no longer valid: load its page again."),
    errors.TooLarge: Kind(413, "too-large", f"Send at most {LARGEST_BODY_BYTES:,} bytes."),
    errors.CaseNotFound: Kind(404, "no-such-case", "There is no such case."),
    EvidenceNotFound: Kind(404, "no-such-evidence", "There is no file to read under this id."),
    TokenNotFound: Kind(404, "no-such-alert", "This link is unknown or has expired."),
    UnknownName: Kind(404, "unknown-name", "There is no such act."),
    errors.Unauthorised: Kind(401, "who-are-you", "Sign in, and send the ID token as bearer."),
    errors.Forbidden: Kind(403, "not-your-role", "Your role has no right to this."),
    errors.QuotaSpent: Kind(429, "quota", "You have downloaded as much as one may in a day."),
    errors.NotForYou: Kind(409, "not-yours", "Your role has no right to this act on this case."),
    errors.NotPossible: Kind(409, "not-possible", "The case doesn't admit this act now."),
    errors.StaleVersion: Kind(409, "stale", "The case has changed: read it again."),
    errors.Conflict: Kind(409, "conflict", "Somebody else was faster: read the case again."),
    errors.Repeated: Kind(409, "repeated", "This was done before."),
    errors.KeyReused: Kind(409, "key-reused", "Idempotency-Key was used for another body."),
    errors.Unavailable: Kind(
        503,
        "unavailable",
        "Nothing was stored. Try again in a moment.",
        {"Retry-After": RETRY_AFTER_SECONDS},
    ),
}
OURS = Kind(500, "ours", "Something went wrong on our side.")
NO_SUCH_METHOD = Kind(405, "method", "This address doesn't take this method.")
NO_SUCH_ROUTE = Kind(404, "no-such-address", "There is no such address.")


def problem(error: errors.RedressError) -> Response:
    """What the table has for the error, with what its sender needs."""
    return answer(kind_of(error), **_more(error))


def kind_of(error: errors.RedressError) -> Kind:
    """The most specific kind that the table has."""
    return next((KINDS[kind] for kind in type(error).__mro__ if kind in KINDS), OURS)


def answer(kind: Kind, **more: Any) -> Response:
    body = {"type": f"/problems/{kind.slug}", "title": kind.title, "status": kind.status}
    headers: HeadersType = {"Content-Type": PROBLEM_JSON, **(kind.headers or {})}
    return Response(body | more, headers, kind.status)


@singledispatch
def _more(_error: errors.RedressError) -> dict[str, Any]:
    return {}


@_more.register
def _(error: errors.InvalidInput) -> dict[str, Any]:
    return {"errors": [{"field": field.field, "message": field.message} for field in error.errors]}


@_more.register
def _(error: Unreadable) -> dict[str, Any]:
    return {"detail": error.reason}


@_more.register
def _(_error: errors.CaseNotFound) -> dict[str, Any]:
    return {"detail": "Check the reference and, as its complainant, the header Access-Code."}


@_more.register
def _(error: UnknownName) -> dict[str, Any]:
    return {"detail": f"Choose one of: {', '.join(error.known)}.", "known": list(error.known)}


@_more.register
def _(error: errors.NotPossible) -> dict[str, Any]:
    detail = {"detail": error.why} if error.why else {}
    return detail | {"case_status": error.status, "possible": list(error.possible)}


@_more.register
def _(error: errors.StaleVersion) -> dict[str, Any]:
    return {"detail": f"Version {error.current} is current.", "version": error.current}
