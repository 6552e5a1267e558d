"""A page: `page(deps, request, "start.html", …)`. docs/pages.md shows how one is added."""

import base64
import gzip
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from chalice.app import Request, Response

from functions.intake.pages.web.csrf import Csrf
from functions.intake.pages.web.visit import LANGUAGE, Visit
from functions.intake.service.dependencies import Deps

HTML = "text/html"
SECONDS_OF_A_YEAR = 31_536_000
# Each error: the id of the field to go to, and what is wrong with it.
Errors = Sequence[tuple[str, str]]


class Page(Response):
    """HTML, compressed for whoever can read that: `to_dict` is the last that Chalice asks for."""

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
    deps: Deps,
    request: Request,
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
    # Jinja costs more than a start may: only a page pays for it.
    from functions.intake.pages.web.rendering import assets, render
    from functions.intake.pages.words import words

    visit, spoken = Visit(deps, request), words(Visit(deps, request).language)
    csrf = Csrf(visit, deps.casework.random_bytes)
    html = render(
        template,
        {
            "visit": visit,
            "words": spoken,
            "t": spoken.t,
            "link": visit.link,
            "asset": _asset_of(deps, assets()),
            "csrf": csrf,
            "errors": tuple(errors),
            **values,
        },
    )
    headers = _headers(deps, form_action) | {"Set-Cookie": [*cookies, *_kept(visit, csrf)]}
    return Page(html, headers, status, small=_reads_gzip(request))


def redirect(
    deps: Deps, request: Request, to: str, *, cookies: Sequence[str] = (), **query: str
) -> Response:
    """303 to one of our pages, by its path: the answer to every form that was accepted."""
    headers: dict[str, Any] = {
        "Content-Type": f"{HTML}; charset=utf-8",
        "Location": Visit(deps, request).link(to, **query),
    }
    if cookies:
        headers["Set-Cookie"] = list(cookies)
    return Response("", headers, 303)


def wants_page(request: Request) -> bool:
    """A browser, rather than a program, is asking."""
    return HTML in str(request.headers.get("accept", ""))


def _headers(deps: Deps, form_action: Sequence[str]) -> dict[str, Any]:
    """A page's own policy, in place of the one that goes with JSON (edge.HEADERS)."""
    static = f"{deps.static_url}/"
    targets = " ".join(["'self'", *map(_origin, form_action)])
    policy = (
        f"default-src 'none'; style-src {static}; script-src {static}; img-src {static}; "
        f"form-action {targets}; frame-ancestors 'none'; base-uri 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return {
        "Content-Type": f"{HTML}; charset=utf-8",
        "Content-Security-Policy": policy,
        "Vary": "Accept-Encoding, Accept-Language, Cookie",
    }


def _kept(visit: Visit, csrf: Csrf) -> list[str]:
    chosen = visit.chosen
    language = [visit.cookie(LANGUAGE, chosen, seconds=SECONDS_OF_A_YEAR)] if chosen else []
    return language + csrf.cookies


def _asset_of(deps: Deps, known: dict[str, dict[str, str]]) -> Callable[[str], dict[str, str]]:
    return lambda name: {
        "href": f"{deps.static_url}/{known[name]['name']}",
        "integrity": known[name]["integrity"],
    }


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _reads_gzip(request: Request) -> bool:
    """Who says nothing of what they accept is given text: gateways differ on what that means."""
    asks = bool(request.headers.get("accept"))
    return asks and "gzip" in str(request.headers.get("accept-encoding", ""))
