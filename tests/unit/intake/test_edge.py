"""What every answer has, whatever happened: headers, problem shape, one log line, no details."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from functions.intake.http.problems import KINDS
from functions.intake.pages.routes import PAGES
from shared.domain import errors
from shared.domain.case.case import Case
from shared.domain.errors import RedressError, Unavailable
from tests.fakes import FakeCases
from tests.unit.intake.asking import OFFICER, complaint, event
from tests.unit.intake.bad_fields import CANARY
from tests.unit.intake.world import Reply, World

ROUTES = [(method, path) for path, methods in World().app.routes.items() for method in methods]
PAGE_ROUTES = {(method, path) for method, path, _ in PAGES}
POLICY = "Content-Security-Policy"  # pages have their own, which is tested with them
# Written out, so that no answer grows laxer because a table of the code did.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    POLICY: "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}
PARAMETERS = {
    "reference": "XT-0000-0000-0",
    "act": "messages",
    "command": "note",
    "evidence_id": "0a1b2c3d",
    "token": CANARY,
}


class Broken(FakeCases):
    """A store that fails with somebody's words in its message."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def load(self, reference: str) -> Case:
        raise self.error

    def file(self, *_: object) -> None:
        raise self.error

    def reachable(self) -> bool:
        return False


def answers(world: World, method: str, path: str) -> Iterator[Reply]:
    """The route with and without claims, with no body, a wrong one and one that isn't JSON."""
    for claims in (None, OFFICER):
        for body in (None, {CANARY: CANARY}, CANARY):
            yield world.send(event(method, path, body, claims=claims, path=PARAMETERS))


def content_type(method: str, path: str, status: int) -> str:
    if (method, path) in PAGE_ROUTES:
        return "text/html; charset=utf-8"
    return "application/json" if status < 400 else "application/problem+json"


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_every_answer_has_the_headers_and_leaves_one_line_without_content(
    method: str, path: str
) -> None:
    world = World()
    replies = list(answers(world, method, path))
    for reply in replies:
        own = {POLICY: reply.headers[POLICY]} if (method, path) in PAGE_ROUTES else {}
        assert reply.headers.items() >= (HEADERS | own).items()
        assert own.get(POLICY, HEADERS[POLICY]).startswith("default-src 'none'; ")
        assert reply.headers["Content-Type"] == content_type(method, path, reply.status)
    assert [one["status"] for one in world.log] == [one.status for one in replies]
    for line in world.log:
        assert (line["method"], line["route"], line["request"]) == (method, path, "request-1")
        assert isinstance(line["duration_ms"], int)
    assert CANARY not in world.logged


@pytest.mark.parametrize("route", ["/health", "/", "/v1/nothing"])
def test_browsers_are_told_to_use_tls_alone_for_a_year_at_least(world: World, route: str) -> None:
    """An answer, a page and a refusal of the framework's own; never less than a year."""
    told = world.get(route).headers["Strict-Transport-Security"]
    seconds = re.match(r"max-age=(\d+); includeSubDomains", told)
    assert seconds is not None and int(seconds[1]) >= 365 * 24 * 60 * 60


def test_health_asks_the_table(world: World) -> None:
    assert world.get("/health").json == {"status": "ok"}
    down = World(store=Broken(Unavailable("down"))).get("/health")
    assert (down.status, down.headers["Retry-After"]) == (503, "2")


def test_a_method_that_is_not_there_and_an_unknown_address_are_problems(world: World) -> None:
    wrong = world.send(event("DELETE", "/v1/complaints"))
    assert (wrong.status, wrong.json["type"]) == (405, "/problems/method")
    assert wrong.headers["Allow"] == "POST"
    for _ in range(2):
        assert world.send(event("GET", "/v1/nothing")).status == 404
    assert ("/v1/nothing", "GET") not in ROUTES
    nothing = world.send({"requestContext": {}})
    assert (nothing.status, nothing.json["type"]) == (500, "/problems/ours")


def test_what_we_depend_on_being_down_is_a_503_and_nothing_is_stored() -> None:
    world = World(store=Broken(Unavailable(CANARY)))
    reply = world.post("/v1/complaints", complaint())
    assert (reply.status, reply.headers["Retry-After"]) == (503, "2")
    assert CANARY not in reply.text + world.logged


@pytest.mark.parametrize("error", [RuntimeError(CANARY), KeyError(CANARY), ValueError(CANARY)])
def test_our_own_mistakes_tell_callers_nothing_and_the_log_where(error: Exception) -> None:
    world = World(store=Broken(error))
    reply = world.post("/v1/complaints", complaint(description=CANARY))
    assert (reply.status, reply.json["type"]) == (500, "/problems/ours")
    assert CANARY not in reply.text + world.logged
    (line,) = world.log
    assert line["level"] == "ERROR"
    assert line["error"].startswith(f"{type(error).__name__} at test_edge.py:")


def test_line_breaks_from_outside_stay_within_one_line(world: World) -> None:
    path = {"reference": "x\nINFO forged", "act": "x\r\ny"}
    world.send(event("POST", "/v1/complaints/{reference}/{act}", "\n", path=path))
    assert len(world.log) == 1


def test_the_log_names_the_case_only_when_the_reference_can_be_one(world: World) -> None:
    filed = world.file()
    filed.see()
    world.get("/v1/complaints/{reference}", path={"reference": CANARY})
    assert [one.get("case") for one in world.log] == [filed.reference, filed.reference, None]
    assert filed.code not in world.logged


def test_the_table_maps_every_error_that_the_domain_raises() -> None:
    elsewhere = {RedressError, errors.Undeliverable}  # what no route of the API leads to
    named = [
        one
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, RedressError) and one not in elsewhere
    ]
    assert {one for one in named if one not in KINDS} == set()
    assert len({kind.slug for kind in KINDS.values()}) == len(KINDS)


def test_answers_are_json_that_any_reader_can_read(world: World) -> None:
    filed = world.file(description='"</script>\u00e9\U0001f600 & <b>')
    raw: Any = world.app(event("GET", "/health"), None)["body"]
    assert json.loads(raw) == {"status": "ok"}
    assert filed.see().json["messages"][0]["description"] == '"</script>\u00e9\U0001f600 & <b>'
