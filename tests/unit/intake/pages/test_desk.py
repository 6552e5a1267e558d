"""The desk: nobody gets in without a session, and nobody sees or does more than in the API."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from functions.intake.pages.desk.command_fields import BODY_NAMES, FORMS, OPTIONAL, OPTIONAL_IN
from functions.intake.schemas.registry import COMMANDS
from shared.domain.case.events import GENESIS, Actor, Event, sealed
from shared.domain.vocabulary import EventName, Role
from tests.fakes import NOON, a_policy
from tests.unit.intake.asking import (
    ADMIN,
    AUDITOR,
    FOREIGNER,
    OFFICER,
    REGISTRAR,
    SUPERVISOR,
    Claims,
)
from tests.unit.intake.world import Filed, Reply, World

CASE, DO = "/desk/cases/{reference}", "/desk/cases/{reference}/do/{command}"
HTML = {"Accept": "text/html"}


@dataclass
class Desk:
    """One person's browser: it keeps cookies, and sends forms as they stand on the page."""

    world: World
    cookies: dict[str, str]

    def get(self, route: str, query: Any = None, **path: str) -> Reply:
        headers = HTML | {"Cookie": self._cookie}
        return self._kept(self.world.get(route, headers=headers, path=path, query=query))

    def send(self, route: str, fields: dict[str, str], **path: str) -> Reply:
        shown = self.get(route, **path)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown.text))
        return self.post(route, hidden | fields, **path)

    def post(self, route: str, fields: dict[str, str], **path: str) -> Reply:
        form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self._cookie}
        return self._kept(self.world.post(route, urlencode(fields), headers=HTML | form, path=path))

    @property
    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _kept(self, reply: Reply) -> Reply:
        found = reply.multi.get("Set-Cookie", [])
        for one in found:
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value
        return reply


def desk_of(world: World, claims: Claims) -> Desk:
    """Signed in through the hosted page."""
    desk = Desk(world, {"language": "en"})
    world.desk.codes["a-code"] = claims
    away = desk.get("/desk/sign-in", {"to": "/desk"})
    state = parse_qs(urlsplit(away.headers["Location"]).query)["state"][0]
    back = desk.get("/desk/signed-in", {"code": "a-code", "state": state})
    assert (back.status, back.headers["Location"]) == (303, "/desk")
    return desk


@pytest.fixture
def filed(world: World) -> Filed:
    return world.file(complainant={"name": "A. Person"})


@pytest.mark.parametrize("route", ["/desk", "/desk/file", "/desk/policy", CASE, CASE + "/audit"])
def test_without_a_session_one_is_sent_to_sign_in_and_back(filed: Filed, route: str) -> None:
    reply = filed.world.get(route, headers=HTML, path={"reference": filed.reference})
    assert reply.status == 303
    to = parse_qs(urlsplit(reply.headers["Location"]).query)["to"][0]
    assert to == route.format(reference=filed.reference)


def test_a_way_in_that_somebody_else_began_is_refused(world: World) -> None:
    desk = Desk(world, {})
    world.desk.codes["a-code"] = OFFICER
    desk.get("/desk/sign-in")
    assert desk.get("/desk/signed-in", {"code": "a-code", "state": "theirs"}).status == 401
    assert world.desk.sessions == {}


@pytest.mark.parametrize("to", ["//example.org", "https://example.org", "/desk@example.org"])
def test_signing_in_leads_nowhere_else(world: World, to: str) -> None:
    desk = Desk(world, {})
    world.desk.codes["a-code"] = OFFICER
    away = desk.get("/desk/sign-in", {"to": to})
    state = parse_qs(urlsplit(away.headers["Location"]).query)["state"][0]
    back = desk.get("/desk/signed-in", {"code": "a-code", "state": state})
    assert back.headers["Location"] == "/desk"


def test_the_session_s_cookie_is_for_this_host_and_no_script(world: World) -> None:
    desk = Desk(world, {})
    world.desk.codes["a-code"] = OFFICER
    away = desk.get("/desk/sign-in")
    state = parse_qs(urlsplit(away.headers["Location"]).query)["state"][0]
    back = desk.get("/desk/signed-in", {"code": "a-code", "state": state})
    cookie = next(one for one in back.multi["Set-Cookie"] if one.startswith("__Host-desk="))
    assert {"Path=/", "HttpOnly", "SameSite=Lax", "Secure"} <= set(cookie.split("; "))


def test_signing_out_ends_the_session_itself(world: World) -> None:
    desk = desk_of(world, OFFICER)
    stolen = dict(desk.cookies)
    shown = desk.get("/desk")
    secret = re.findall(r'name="form_secret" value="([^"]*)"', shown.text)[0]
    assert desk.post("/desk/sign-out", {"form_secret": secret}).status == 303
    assert Desk(world, stolen).get("/desk").status == 303


def test_the_queue_tells_in_words_how_long_is_left(filed: Filed) -> None:
    shown = desk_of(filed.world, OFFICER).get("/desk")
    assert shown.status == 200
    assert filed.reference in shown.text and "Due in" in shown.text
    assert filed.reference not in desk_of(filed.world, FOREIGNER).get("/desk").text


@pytest.mark.parametrize(
    "show", ["overdue", "soon", "unassigned", "waiting", "mine", "decisions", "escalated"]
)
def test_each_filter_opens(filed: Filed, show: str) -> None:
    shown = desk_of(filed.world, OFFICER).get("/desk", {"show": show})
    assert shown.status == 200
    assert (filed.reference in shown.text) is (show == "unassigned")


def test_a_foreign_case_is_no_case(filed: Filed) -> None:
    desk = desk_of(filed.world, FOREIGNER)
    assert desk.get(CASE, reference=filed.reference).status == 404
    asked = desk.get(DO, reference=filed.reference, command="note")
    assert asked.status == 404


def test_a_reading_is_written_down(filed: Filed) -> None:
    desk_of(filed.world, OFFICER).get(CASE, reference=filed.reference)
    assert filed.world.store.events(filed.reference)[-1].name == "viewed"


def test_an_agency_s_page_hides_who_complained(filed: Filed) -> None:
    page = desk_of(filed.world, OFFICER).get(CASE, reference=filed.reference)
    assert page.status == 200 and "A. Person" not in page.text
    office = desk_of(filed.world, REGISTRAR).get(CASE, reference=filed.reference)
    assert "A. Person" in office.text


@pytest.mark.parametrize("command", sorted(FORMS))
def test_each_command_that_is_possible_has_its_form(filed: Filed, command: str) -> None:
    shown = desk_of(filed.world, SUPERVISOR).get(DO, reference=filed.reference, command=command)
    possible = filed.seen_by(SUPERVISOR).json["possible"]
    assert shown.status == (200 if command in possible else 409)


def test_the_forms_ask_for_what_the_api_takes() -> None:
    assert FORMS.keys() <= COMMANDS.keys() <= FORMS.keys() | {"redact"}  # by the API alone
    for command, fields in FORMS.items():
        model = COMMANDS[command].model_fields
        told = {BODY_NAMES.get(one, one) for one in fields}
        assert told == model.keys() - {"version", "occurred_at"}, command
        needed = {name for name, one in model.items() if one.is_required()} - {"version"}
        free = {one for one in fields if one in OPTIONAL or (command, one) in OPTIONAL_IN}
        assert not needed & {BODY_NAMES.get(one, one) for one in free}, command


def test_a_case_is_brought_to_its_decision_by_forms_alone(filed: Filed) -> None:
    officer, case = desk_of(filed.world, OFFICER), {"reference": filed.reference}
    for command, fields in (
        ("acknowledge", {"message": "We have read it."}),
        ("assess", {"result": "accepted", "message": "We look into it."}),
        (
            "propose-decision",
            {
                **{"outcome": "upheld", "summary": "It is true.", "what_1": "Say sorry"},
                **{"owner_1": "The head", "due_on_1-day": "8", "due_on_1-month": "12"},
                "due_on_1-year": "2026",
            },
        ),
    ):
        done = officer.send(DO, fields, **case, command=command)
        assert done.status == 303, done.text
    assert filed.world.case.status == "decision_proposed"
    signed = desk_of(filed.world, SUPERVISOR).send(DO, {}, **case, command="sign-off")
    assert signed.status == 303
    assert filed.world.case.status == "resolved"
    assert officer.get(CASE, **case).status == 200


def test_an_old_form_tells_what_changed_and_does_nothing(filed: Filed) -> None:
    desk, case = desk_of(filed.world, OFFICER), {"reference": filed.reference}
    filed.command("acknowledge", OFFICER)
    reply = desk.send(
        DO, {"version": "1", "text": "x", "audience": "agency"}, **case, command="note"
    )
    assert reply.status == 409 and "Acknowledged" in reply.text
    assert filed.world.case.version == 2


def test_an_empty_field_is_told_beside_it(filed: Filed) -> None:
    desk = desk_of(filed.world, OFFICER)
    reply = desk.send(DO, {"text": ""}, reference=filed.reference, command="reply")
    assert reply.status == 422 and 'id="text-error"' in reply.text


def test_a_form_that_has_lost_its_version_does_nothing_and_says_so(filed: Filed) -> None:
    desk, path = desk_of(filed.world, OFFICER), {"reference": filed.reference, "command": "note"}
    reply = desk.send(DO, {"version": "", "text": "x", "audience": "agency"}, **path)
    assert reply.status == 422
    assert filed.world.case.version == 1


def test_a_form_of_elsewhere_is_refused(filed: Filed) -> None:
    desk = desk_of(filed.world, OFFICER)
    fields = {"version": "1", "text": "x"}
    reply = desk.post(DO, fields, reference=filed.reference, command="reply")
    assert reply.status == 403
    assert filed.world.case.version == 1


def test_the_counter_hands_out_a_receipt_with_the_code_once(world: World) -> None:
    desk = desk_of(world, REGISTRAR)
    fields = {"category": "no_answer", "description": "Said aloud.", "language": "en"}
    reply = desk.send("/desk/file", fields | {"channel": "counter", "phone": "70000000"})
    assert reply.status == 200, reply.text
    assert world.case.reference in reply.text and "<svg" in reply.text
    assert world.case.channel == "counter"
    assert desk.send("/desk/file", {"category": "no_answer"}).status == 422


def test_an_auditor_reads_the_chain_and_nothing_else(filed: Filed) -> None:
    desk, case = desk_of(filed.world, AUDITOR), {"reference": filed.reference}
    chain = desk.get(CASE + "/audit", **case)
    assert chain.status == 200 and "The chain is whole" in chain.text
    assert "A. Person" not in chain.text
    assert desk.get(CASE, **case).status == 404
    assert desk.get("/desk").status == 200


def test_an_admin_reads_the_rules_and_no_case(filed: Filed) -> None:
    desk = desk_of(filed.world, ADMIN)
    assert desk.get("/desk").headers["Location"] == "/desk/policy"
    assert desk.get("/desk/policy").status == 200
    assert desk.get(CASE, reference=filed.reference).status == 404


def test_what_people_wrote_is_never_markup(world: World) -> None:
    planted = "<script>alert(1)</script>"
    filed = world.file(description=planted, complainant={"name": planted})
    shown = desk_of(world, REGISTRAR).get(CASE, reference=filed.reference)
    assert planted not in shown.text and "&lt;script&gt;" in shown.text


def test_the_rules_are_shown_with_who_changed_what_and_why() -> None:
    later = a_policy(version="test.2", windows={"appeal": {"calendar_days": 90}})
    known = World(a_policy(), later)
    change = {"before": "test.1", "version": "test.2", "why": "The decree of May."}
    actor = Actor(Role.ADMIN, "admin.user")
    event = Event("policy", 1, EventName.POLICY_APPLIED, NOON, NOON, actor, "run", change)
    known.store.chains["policy"] = [sealed(event, GENESIS)]
    shown = desk_of(known, ADMIN).get("/desk/policy").text
    assert "The decree of May." in shown and "admin.user" in shown
    assert "test.1 → test.2" in shown and "windows.appeal.calendar_days" in shown
