"""Whatever stands in an address, a query, a cookie or a header, nobody makes a 500 of it."""

from collections.abc import Mapping
from typing import Any

import pytest

from functions.intake.pages.routes import PAGES, PAGES_FOR_BROWSERS, PageRoute
from shared.domain.reference import new_reference
from tests.unit.intake.asking import AUDITOR, OFFICER, event
from tests.unit.intake.world import World

KNOWN = new_reference("XT", bytes(8))
ODD = {
    "line breaks": f"{KNOWN[:4]}\r\n{KNOWN[4:]}",
    "another header": "x\r\nSet-Cookie: evil=1",
    "not ASCII": "é\u202e\u0660",
    "half a letter": "\ud800",
    "very long": "9" * 9_000,
    "an address": "//evil.example.org/%0d%0a",
    "nothing": "",
}
BROWSER = {"Accept": "text/html", "Host": "api.example.org"}
COOKIES = ("case", "draft", "form", "language", "desk", "sign_in", "__Host-desk", "__Host-sign_in")
ROUTES = [*PAGES, *PAGES_FOR_BROWSERS]


def asked(route: PageRoute, odd: str, **more: Any) -> dict[str, Any]:
    names = [part.strip("{}") for part in route.path.split("/") if part.startswith("{")]
    query = dict.fromkeys(
        ("state", "code", "to", "step", "language", "done", "change", "reference", "cursor"), odd
    )
    form = "application/x-www-form-urlencoded"
    kind = {"Content-Type": form} if route.method == "POST" else {}
    headers = {**BROWSER, **kind, **more.pop("headers", {})}
    body = "step=what" if route.method == "POST" else None
    return event(
        route.method,
        route.path,
        body,
        path=dict.fromkeys(names, odd),
        query=query,
        headers=headers,
        **more,
    )


def is_fine(answer: Mapping[str, Any]) -> None:
    assert answer["statusCode"] < 500, answer["body"]
    for name, value in answer["headers"].items():
        assert "\r" not in str(value) and "\n" not in str(value), name
        str(value).encode("ascii")


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_an_odd_address_query_or_cookie_is_answered(route: PageRoute, odd: str) -> None:
    world = World()
    is_fine(world.app(asked(route, odd), None))
    for value in (odd, f"{odd}.{odd}.{odd}", f"{KNOWN}.{odd}", "é.b.c"):
        cookies = "; ".join(f"{name}={value}" for name in COOKIES)
        is_fine(world.app(asked(route, odd, headers={"Cookie": cookies}), None))


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("claims", [OFFICER, AUDITOR], ids=["officer", "auditor"])
def test_no_signed_in_reader_breaks_a_page_of_the_desk(odd: str, claims: dict[str, Any]) -> None:
    world = World()
    world.desk.remember("session", claims)
    headers = {"Cookie": "__Host-desk=session; desk=session"}
    for route in (one for one in PAGES if one.path.startswith("/desk")):
        is_fine(world.app(asked(route, odd, headers=headers), None))


def test_a_reference_typed_with_line_breaks_leads_to_its_case_and_sets_no_header() -> None:
    world = World()
    route = next(one for one in PAGES if one.path == "/complaints/{reference}/{act}")
    answer = world.app(asked(route, "x") | {"pathParameters": {
        "reference": ODD["line breaks"], "act": "messages"}}, None)  # fmt: skip
    assert (answer["statusCode"], answer["headers"]["Location"]) == (
        303,
        f"/complaints/{KNOWN}",
    )
