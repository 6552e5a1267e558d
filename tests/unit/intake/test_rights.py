"""Every route for every role on an own and on a foreign case: what the table says, and no more."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.procedures import a_full_policy
from tests.unit.intake.asking import claims_of, complaint
from tests.unit.intake.rights_table import PEOPLE, RIGHTS, holds
from tests.unit.intake.test_experts import a_file
from tests.unit.intake.world import Filed, Reply, World

PUBLIC = {
    ("GET", "/health"),
    ("POST", "/v1/complaints"),
    ("GET", "/v1/complaints/{reference}"),
    ("GET", "/v1/complaints/{reference}/export"),
    ("POST", "/v1/complaints/{reference}/{act}"),
    ("POST", "/v1/complaints/{reference}/evidence"),
    ("POST", "/v1/complaints/{reference}/retaliation"),
    ("GET", "/v1/experts/{token}"),
    ("POST", "/v1/experts/{token}/evidence/{evidence_id}/download"),
    ("GET", "/v1/alerts/{token}/take"),
    ("POST", "/v1/alerts/{token}/take"),
    ("GET", "/"),
    ("GET", "/our-promise"),
    ("GET", "/complaints"),
    ("POST", "/complaints"),
    ("GET", "/complaints/exit"),
    ("POST", "/complaints/leave"),
    ("GET", "/complaints/new"),
    ("POST", "/complaints/new"),
    ("GET", "/complaints/new/sent"),
    ("GET", "/complaints/{reference}"),
    ("GET", "/complaints/{reference}/{act}"),
    ("POST", "/complaints/{reference}/{act}"),
    ("GET", "/desk"),
    ("GET", "/desk/sign-in"),
    ("GET", "/desk/signed-in"),
    ("POST", "/desk/sign-out"),
    ("GET", "/desk/file"),
    ("POST", "/desk/file"),
    ("GET", "/desk/policy"),
    ("GET", "/desk/cases/{reference}"),
    ("GET", "/desk/cases/{reference}/audit"),
    ("GET", "/desk/cases/{reference}/do/{command}"),
    ("POST", "/desk/cases/{reference}/do/{command}"),
    ("GET", "/desk/cases/{reference}/{act}"),
    ("POST", "/desk/cases/{reference}/{act}"),
    ("GET", "/desk/cases/{reference}/evidence"),
    ("POST", "/desk/cases/{reference}/evidence"),
    ("POST", "/desk/cases/{reference}/evidence/{evidence_id}"),
}
STAFF = {
    ("POST", "/v1/cases"),
    ("GET", "/v1/cases"),
    ("GET", "/v1/cases/{reference}"),
    ("GET", "/v1/cases/{reference}/audit"),
    ("GET", "/v1/cases/{reference}/assignees"),
    ("GET", "/v1/cases/{reference}/duplicates"),
    ("POST", "/v1/cases/{reference}/{command}"),
    ("POST", "/v1/cases/{reference}/evidence"),
    ("POST", "/v1/cases/{reference}/retaliation"),
    ("POST", "/v1/cases/{reference}/experts"),
    ("POST", "/v1/cases/{reference}/evidence/{evidence_id}/download"),
    ("GET", "/v1/policy"),
}


@pytest.fixture
def filed() -> Filed:
    """With a file that can be read, at an office whose policy knows reports of retaliation."""
    filed = World(a_full_policy()).file(complainant={"name": "A. Person"})
    a_file(filed, "e1")
    return filed


def test_no_route_is_missing_from_this_matrix(world: World) -> None:
    routes = {(method, path) for path, methods in world.app.routes.items() for method in methods}
    assert routes == PUBLIC | STAFF


@pytest.mark.parametrize("route", sorted(STAFF))
def test_staff_routes_refuse_who_is_nobody(filed: Filed, route: tuple[str, str]) -> None:
    method, path = route
    parameters = {"reference": filed.reference, "command": "close", "evidence_id": "x"}
    send = filed.world.get if method == "GET" else filed.world.post
    assert send(path, path=parameters).status == 401
    with_code = send(path, path=parameters, headers={"Access-Code": filed.code})
    assert with_code.status == 401


@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_a_case_is_read_by_those_who_may_and_is_unknown_to_all_others(
    filed: Filed, role: str, place: str | None
) -> None:
    claims = claims_of(role, place)
    unknown = Filed(filed.world, "XT-0000-0000-0", "")
    for action, reply, none in (
        ("read", filed.seen_by(claims), unknown.seen_by(claims)),
        ("audit", filed.audit(claims), unknown.audit(claims)),
        ("read", filed.shown("assignees", claims), unknown.shown("assignees", claims)),
        ("read", filed.shown("duplicates", claims), unknown.shown("duplicates", claims)),
    ):
        assert none.status == 404
        if holds(role, action, place):
            assert reply.status == 200
        else:
            assert (reply.status, reply.text) == (404, none.text)


@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_the_queue_policy_and_filing_follow_the_table(
    filed: Filed, role: str, place: str | None
) -> None:
    world, claims = filed.world, claims_of(role, place)
    queue = world.get("/v1/cases", claims=claims)
    assert queue.status == (403 if RIGHTS["list"][role] == "no" else 200)
    if queue.status == 200:
        assert bool(queue.json["items"]) is holds(role, "list", place)
    assert world.get("/v1/policy", claims=claims).status == (
        200 if holds(role, "policy", place) else 403
    )
    filing = world.post("/v1/cases", complaint(), claims=claims)
    assert filing.status == (201 if holds(role, "file", place) else 403)


@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_who_complained_is_known_to_the_office_alone(
    filed: Filed, role: str, place: str | None
) -> None:
    reply = filed.seen_by(claims_of(role, place))
    assert ("A. Person" in reply.text) is holds(role, "identity", place)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"token_use": "access"}, 401),
        ({"token_use": None}, 401),
        ({"cognito:username": None}, 401),
        ({"cognito:username": ""}, 401),
        ({"cognito:groups": "[cleaner]"}, 403),
        ({"cognito:groups": ""}, 403),
        ({"cognito:groups": "[officers]"}, 403),
    ],
    ids=str,
)
def test_claims_that_make_nobody_of_the_staff_open_no_case(
    filed: Filed, changes: dict[str, Any], status: int
) -> None:
    claims = claims_of("ombudsman", **changes)
    before = filed.world.store.events(filed.reference)
    assert filed.seen_by(claims).status == status
    assert filed.command("acknowledge", claims).status == status
    assert filed.world.get("/v1/cases", claims=claims).status == status
    assert filed.world.store.events(filed.reference) == before


def test_a_token_of_staff_opens_no_complaint(filed: Filed) -> None:
    reply: Reply = filed.world.get(
        "/v1/complaints/{reference}",
        claims=claims_of("ombudsman"),
        path={"reference": filed.reference},
    )
    assert reply.status == 404


# What each route on a case asks for; the commands' route asks for the command itself.
ASKS: Mapping[tuple[str, str], str] = {
    ("GET", "/v1/cases/{reference}"): "read",
    ("GET", "/v1/cases/{reference}/audit"): "audit",
    ("GET", "/v1/cases/{reference}/assignees"): "read",
    ("GET", "/v1/cases/{reference}/duplicates"): "read",
    ("POST", "/v1/cases/{reference}/evidence"): "evidence",
    ("POST", "/v1/cases/{reference}/retaliation"): "retaliation",
    ("POST", "/v1/cases/{reference}/experts"): "invite-expert",
    ("POST", "/v1/cases/{reference}/evidence/{evidence_id}/download"): "download",
}
SENT: Mapping[str, dict[str, Any]] = {
    "evidence": {},
    "retaliation": {"text": "x"},
    "invite-expert": {
        "version": 2,
        "who": "x",
        "evidence_ids": ["e1"],
        "until": "2026-11-30T09:00:00Z",
    },
}
DONE = {"evidence": 201, "retaliation": 201, "invite-expert": 201}


def test_every_route_on_a_case_says_what_right_it_asks_for() -> None:
    on_cases = {(method, path) for method, path in STAFF if "{reference}" in path}
    assert on_cases - {("POST", "/v1/cases/{reference}/{command}")} == ASKS.keys()


@pytest.mark.parametrize("route", sorted(ASKS))
@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_a_route_on_a_case_is_for_those_who_hold_its_right(
    filed: Filed, role: str, place: str | None, route: tuple[str, str]
) -> None:
    (method, path), action = route, ASKS[route]
    parameters = {"reference": filed.reference, "evidence_id": "e1"}
    before = filed.world.store.events(filed.reference)
    claims = claims_of(role, place)
    if method == "GET":
        reply = filed.world.get(path, claims=claims, path=parameters)
    else:
        reply = filed.world.post(path, SENT.get(action), claims=claims, path=parameters)
    if holds(role, action, place):
        assert reply.status == DONE.get(action, 200), reply.text
        return
    shown = holds(role, "read", place) and action not in ("read", "audit")
    refused = (409, "/problems/not-yours") if shown else (404, "/problems/no-such-case")
    assert (reply.status, reply.json["type"]) == refused
    assert filed.world.store.events(filed.reference) == before
    assert len(filed.world.store.chains) == 1


@pytest.mark.parametrize("agency", [None, "", " ", 7])
@pytest.mark.parametrize("role", ["officer", "supervisor", "ombudsman", "registrar", "auditor"])
def test_a_token_without_an_agency_is_nobodys(filed: Filed, role: str, agency: object) -> None:
    claims = claims_of(role, "health") | {"custom:agency": agency}
    if agency is None:
        del claims["custom:agency"]
    path = {"reference": filed.reference}
    reply = filed.world.get("/v1/cases/{reference}", path=path, claims=claims)
    assert reply.status == 403
    assert filed.world.get("/v1/cases", claims=claims).status == 403
