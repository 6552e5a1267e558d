"""Every route for every role on an own and on a foreign case: what the table says, and no more."""

from collections.abc import Mapping
from typing import Any

import pytest

from functions.intake.schemas.complainant_acts import ACTS
from functions.intake.schemas.registry import COMMANDS
from shared.domain.access import POLICY_READERS, RIGHTS
from shared.domain.vocabulary import STAFF_ROLES
from tests.unit.intake.asking import claims_of, complaint
from tests.unit.intake.world import Filed, Reply, World

REMEDY = {"what": "x", "owner": "y", "due_on": "2026-12-08"}
BODIES: Mapping[str, Mapping[str, Any]] = {
    "assess": {"result": "accepted", "message": "x"},
    "triage": {"urgency": "high", "reason": "x"},
    "extend": {"clock": "resolve", "days": 1, "reason": "x"},
    "assign": {"assignee": "officer.health"},
    "note": {"text": "x", "audience": "agency"},
    "reply": {"text": "x"},
    "request-information": {"question": "x"},
    "propose-decision": {"outcome": "upheld", "summary": "x", "remedies": [REMEDY]},
    "return": {"reason": "x"},
    "refer": {"to": "higher_court", "message": "x"},
    "merge": {"into": "XT-2VWX-6Y40-Q"},
    "answer-request": {"text": "x"},
    "record": {"kind": "finding", "text": "x"},
    "complete-step": {"step": "reach"},
    "mediate": {"step": "consent", "text": "x", "party": "agency"},
    "follow-up": {"text": "x", "done": True},
    "reopen": {"reason": "x"},
    "recuse": {"reason": "x"},
    "name-subject": {"user": "officer.health", "reason": "x"},
    "hold": {"on": True, "reason": "x"},
    "break-glass": {"reason": "x"},
    "approve-break-glass": {"user": "officer.health"},
    "revoke-expert": {"expert": "e1"},
    "messages": {"text": "x"},
    "appeal": {"reason": "x"},
    "feedback": {"rating": 3},
    "mediation": {"consent": True},
    "consent": {"share_identity": True},
    "redact": {"message_id": "000001-complaint", "text": "x"},
}
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
PLACES = ("health", "justice", None)  # the case's agency, another one, the office
PEOPLE = [(role, place) for role in STAFF_ROLES for place in PLACES]


def holds(role: str, action: str, place: str | None) -> bool:
    """The right, read off the table without the code that asks it."""
    return {
        None: False,
        "own": place in ("health", None),
        "any": True,
        "office": place is None,
    }[RIGHTS[role].get(action)]


@pytest.fixture
def filed(world: World) -> Filed:
    return world.file(complainant={"name": "A. Person"})


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


@pytest.mark.parametrize("command", sorted(COMMANDS))
@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_a_command_is_done_by_those_who_may(
    filed: Filed, role: str, place: str | None, command: str
) -> None:
    reply = filed.command(command, claims_of(role, place), **BODIES.get(command, {}))
    before = len(filed.world.store.events(filed.reference))
    if holds(role, command, place):
        assert reply.status in (200, 409, 422)
        return
    assert reply.status == (409 if holds(role, "read", place) else 404)
    assert before == 1


@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_the_queue_policy_and_filing_follow_the_table(
    filed: Filed, role: str, place: str | None
) -> None:
    world, claims = filed.world, claims_of(role, place)
    queue = world.get("/v1/cases", claims=claims)
    assert queue.status == (200 if "list" in RIGHTS[role] else 403)
    if queue.status == 200:
        assert bool(queue.json["items"]) is holds(role, "list", place)
    assert world.get("/v1/policy", claims=claims).status == (200 if role in POLICY_READERS else 403)
    filing = world.post("/v1/cases", complaint(), claims=claims)
    assert filing.status == (201 if holds(role, "file", place) else 403)


@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_who_complained_is_known_to_the_office_alone(
    filed: Filed, role: str, place: str | None
) -> None:
    reply = filed.seen_by(claims_of(role, place))
    knows = place is None and role in ("registrar", "ombudsman", "mediator", "supervisor")
    assert ("A. Person" in reply.text) is knows


@pytest.mark.parametrize("act", [*sorted(ACTS), *sorted(COMMANDS)])
def test_complainants_act_on_their_own_case_and_never_as_staff(filed: Filed, act: str) -> None:
    other = filed.world.file()
    foreign = Filed(filed.world, filed.reference, other.code)
    assert foreign.act(act, BODIES.get(act, {})).status == 404
    assert filed.act(act, BODIES.get(act, {})).status in ((200, 409) if act in ACTS else (404,))


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
SENT = {
    "evidence": {},
    "retaliation": {"text": "x"},
    "invite-expert": {
        "version": 1,
        "who": "x",
        "evidence_ids": ["x"],
        "until": "2026-11-30T09:00:00Z",
    },
}


def test_every_route_on_a_case_says_what_right_it_asks_for() -> None:
    on_cases = {(method, path) for method, path in STAFF if "{reference}" in path}
    assert on_cases - {("POST", "/v1/cases/{reference}/{command}")} == ASKS.keys()


@pytest.mark.parametrize("route", sorted(ASKS))
@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_a_route_on_a_case_is_for_those_who_hold_its_right(
    filed: Filed, role: str, place: str | None, route: tuple[str, str]
) -> None:
    (method, path), action = route, ASKS[route]
    parameters = {"reference": filed.reference, "evidence_id": "x"}
    claims = claims_of(role, place)
    if method == "GET":
        reply = filed.world.get(path, claims=claims, path=parameters)
    else:
        reply = filed.world.post(path, SENT.get(action), claims=claims, path=parameters)
    if holds(role, action, place):
        # a file that isn't there, or one that can't be shown to an expert, is past the right
        # and a policy without a category for it can't take a report of retaliation
        past = {
            "download": "no-such-evidence",
            "invite-expert": "invalid-input",
            "retaliation": "not-possible",
        }
        assert reply.status in (200, 201) or past[action] in reply.json["type"]
    else:
        shown = holds(role, "read", place) and action != "audit"
        assert reply.status == (409 if shown else 404)
        assert "no-such-evidence" not in reply.text
