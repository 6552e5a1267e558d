"""A page: `page(visit, "public/start.html", …)`. docs/pages.md shows how one is added."""

import base64
import gzip
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from chalice.app import Request, Response

from functions.intake.pages.web.csrf import Csrf
from functions.intake.pages.web.rendering import assets, render
from functions.intake.pages.web.visit import LANGUAGE, Visit

CONTENT_TYPE = "text/html; charset=utf-8"
SECONDS_OF_A_YEAR = 31_536_000
# Each error: the id of the field to go to, and what is wrong with it.
Errors = Sequence[tuple[str, str]]


class Page(Response):
    """HTML, compressed if the visitor reads that: `to_dict` is the last that Chalice asks for."""

    def __init__(self, html: str, headers: dict[str, Any], status: int, *, small: bool) -> None:
        super().__init__(html, headers, status)
        self.small = small

    def to_dict(self, binary_types: list[str] | None = None) -> dict[str, Any]:
        answer: dict[str, Any] = super().to_dict(binary_types)
        if self.small:
            packed = gzip.compress(self.body.encode(), 6, mtime=0)
            answer["body"] = base64.b64encode(packed).decode("ascii")
            answer["isBase64Encoded"] = True
            answer["headers"]["Content-Encoding"] = "gzip"
        return answer


def page(
    visit: Visit,
    template: str,
    *,
    status: int = 200,
    errors: Errors = (),
    cookies: Sequence[str] = (),
    form_action: Sequence[str] = (),
    **values: Any,
) -> Page:
    """The template with these values, in the visitor's language.

    `form_action` are the addresses beside our own that a form on this page is sent to, or on to.
    """
    csrf = Csrf(visit)
    common = {
        "visit": visit,
        "words": visit.words,
        "t": visit.words.t,
        "link": visit.link,
        "asset": _find_asset(visit),
        "csrf": csrf,
        "errors": tuple(errors),
    }
    html = render(template, {**common, **values})
    set_cookies = [*cookies, *_language_cookie(visit), *csrf.cookies]
    headers = _headers(visit, form_action) | {"Set-Cookie": set_cookies}
    return Page(html, headers, status, small=_reads_gzip(visit.request))


def redirect(visit: Visit, to: str, *, cookies: Sequence[str] = (), **query: str) -> Response:
    """303 to one of our pages, by its path: the answer to every form that was accepted."""
    return see_other(visit.link(to, **query), *cookies)


def see_other(to: str, *cookies: str, **more: str) -> Response:
    """303 to any address: `redirect` leads to our own pages alone.

    Whatever stood in a request goes on as an address and never as a header of its own.
    """
    headers: dict[str, Any] = {"Content-Type": CONTENT_TYPE, "Location": _as_address(to), **more}
    return Response("", headers | ({"Set-Cookie": list(cookies)} if cookies else {}), 303)


def _as_address(text: str) -> str:
    return quote(text, safe="%/:?#[]@!$&'()*+,;=~", errors="replace")


def _headers(visit: Visit, form_action: Sequence[str]) -> dict[str, Any]:
    """A page's own policy, in place of the one that goes with JSON (middleware.HEADERS)."""
    static = f"{visit.deps.static_url}/"
    targets = " ".join(["'self'", *map(_origin, form_action)])
    policy = (
        f"default-src 'none'; style-src {static}; script-src {static}; img-src {static}; "
        f"form-action {targets}; frame-ancestors 'none'; base-uri 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return {
        "Content-Type": CONTENT_TYPE,
        "Content-Security-Policy": policy,
        "Vary": "Accept-Encoding, Accept-Language, Cookie",
    }


def _language_cookie(visit: Visit) -> Sequence[str]:
    """Keeps the language that the visitor has chosen with this request."""
    if visit.chosen is None:
        return ()
    return (visit.cookie(LANGUAGE, visit.chosen, seconds=SECONDS_OF_A_YEAR),)


def _find_asset(visit: Visit) -> Callable[[str], Mapping[str, str]]:
    """Address and integrity of a static file, by its plain name."""

    def find(name: str) -> Mapping[str, str]:
        file = assets()[name]
        return {"href": f"{visit.deps.static_url}/{file['name']}", "integrity": file["integrity"]}

    return find


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _reads_gzip(request: Request) -> bool:
    """Compresses only if the visitor sent both Accept and `Accept-Encoding: gzip`.

    Without Accept a gateway may hand the packed bytes on as text.
    """
    accepts = bool(request.headers.get("accept"))
    return accepts and "gzip" in str(request.headers.get("accept-encoding", ""))
