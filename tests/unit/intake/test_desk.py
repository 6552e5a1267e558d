"""What staff see and do: the case as their role may see it, one version at a time."""

from dataclasses import replace

import pytest

from shared.domain.access import holders
from shared.domain.vocabulary import CommandName, Role
from tests.unit.intake.asking import (
    AUDITOR,
    FOREIGNER,
    OFFICER,
    OMBUDSMAN,
    REGISTRAR,
    SUPERVISOR,
    claims_of,
)
from tests.unit.intake.world import Filed, World

NAME, MAIL = "A. Person", "someone@example.org"
WHO = {"name": NAME, "email": MAIL}


@pytest.fixture
def filed(world: World) -> Filed:
    return world.file(complainant=WHO, subject_persons=["B. Person"])


def test_the_case_has_the_shape_that_callers_rely_on(filed: Filed) -> None:
    case = filed.seen_by(OFFICER).json
    assert case.keys() >= {
        *("reference", "version", "status", "urgency", "agency", "category", "assignee"),
        *("received_at", "policy_version", "next_due", "clocks", "evidence", "messages", "steps"),
    }
    assert case["clocks"][0].keys() == {"name", "state", "due_at", "paused_at", "met_at"}
    assert case["next_due"] == min(one["due_at"] for one in case["clocks"])
    assert "sign-off" not in case["possible"] and "acknowledge" in case["possible"]


def test_an_agency_sees_a_pseudonym_and_the_office_who_it_is(filed: Filed) -> None:
    for claims in (OFFICER, SUPERVISOR):
        seen = filed.seen_by(claims)
        assert seen.json["complainant"]["pseudonym"].startswith("C-")
        assert NAME not in seen.text and MAIL not in seen.text and "B. Person" not in seen.text
    for role in ("registrar", "ombudsman", "mediator", "supervisor"):
        known = filed.seen_by(claims_of(role)).json["complainant"]["identity"]
        assert known == WHO | {"subject_persons": ["B. Person"]}


def test_who_agreed_to_it_is_known_to_the_agency_but_whom_they_name_is_not(world: World) -> None:
    agreed = world.file(
        complainant=WHO | {"share_identity_with_agency": True}, subject_persons=["B. Person"]
    )
    assert agreed.seen_by(OFFICER).json["complainant"]["identity"] == WHO


def test_internal_notes_stay_on_their_side(filed: Filed) -> None:
    filed.command("note", OFFICER, text="Ours.", audience="internal")
    filed.command("note", REGISTRAR, text="The office's.", audience="internal")
    filed.command("note", REGISTRAR, text="For the agency.", audience="agency")

    def notes(claims: dict[str, str]) -> list[str]:
        seen = filed.seen_by(claims).json["messages"]
        return [one["text"] for one in seen if one["kind"] == "note"]

    assert notes(OFFICER) == ["Ours.", "For the agency."]
    assert notes(OMBUDSMAN) == ["Ours.", "The office's.", "For the agency."]


def test_a_stale_version_is_told_the_current_one(filed: Filed) -> None:
    filed.command("acknowledge", OFFICER)
    reply = filed.command("assign", OFFICER, version=1, assignee="officer.health")
    assert (reply.status, reply.json["version"]) == (409, 2)
    assert filed.world.case.assignee is None


def test_a_command_answers_the_case_as_it_is_then(filed: Filed) -> None:
    case = filed.command("acknowledge", OFFICER, message="Read.").json
    assert (case["status"], case["version"]) == ("acknowledged", 2)
    assert case["messages"][-1]["text"] == "Read."
    assert {one["name"]: one["state"] for one in case["clocks"]}["acknowledge"] == "met"


def test_a_command_that_the_status_does_not_admit_names_those_of_this_role(filed: Filed) -> None:
    filed.command("acknowledge", REGISTRAR)
    reply = filed.command("acknowledge", REGISTRAR)
    assert (reply.status, reply.json["case_status"]) == (409, "acknowledged")
    assert reply.json["possible"] == [
        *("break-glass", "evidence", "merge", "name-subject", "note", "recuse", "redact", "reply"),
        "retaliation",
    ]


def test_a_command_that_is_not_this_roles_names_those_that_are(filed: Filed) -> None:
    reply = filed.command("assign", REGISTRAR, assignee="officer.health")
    assert reply.status == 409
    assert {"acknowledge", "note", "reply"} < set(reply.json["possible"])
    assert all(Role.REGISTRAR in holders(CommandName(one)) for one in reply.json["possible"])


def test_an_unknown_command_names_those_that_there_are(filed: Filed) -> None:
    reply = filed.command("forget", OFFICER)
    assert reply.status == 404
    assert "propose-decision" in reply.json["known"]


def test_a_command_repeated_with_its_key_answers_the_first_time(filed: Filed) -> None:
    key = {"Idempotency-Key": "k"}
    first = filed.command("reply", OFFICER, key, version=1, text="Once.")
    filed.command("reply", OFFICER, text="Twice.")
    again = filed.command("reply", OFFICER, key, version=1, text="Once.")
    assert (again.status, again.text) == (200, first.text)
    assert len(filed.world.store.events(filed.reference)) == 3


def test_only_registrars_say_when_something_happened(filed: Filed) -> None:
    earlier = "2026-11-24T12:00:15Z"
    refused = filed.command("acknowledge", OFFICER, occurred_at=earlier)
    assert (refused.status, refused.fields) == (422, ["occurred_at"])
    done = filed.command("acknowledge", REGISTRAR, occurred_at=earlier)
    assert done.status == 200
    last = filed.world.store.events(filed.reference)[-1]
    assert last.occurred_at.isoformat() == "2026-11-24T12:00:15+00:00" != last.recorded_at


@pytest.mark.parametrize("at", ["2027-01-01T00:00:00Z", "2026-11-01T00:00:00Z", "yesterday"])
def test_a_registrar_cannot_say_what_cannot_be(filed: Filed, at: str) -> None:
    reply = filed.command("acknowledge", REGISTRAR, occurred_at=at)
    assert (reply.status, reply.fields) == (422, ["occurred_at"])


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        ("acknowledge", {"version": "1"}, "version"),
        ("acknowledge", {"version": True}, "version"),
        ("acknowledge", {"version": 0}, "version"),
        ("acknowledge", {"message": ""}, "message"),
        ("acknowledge", {"status": "closed"}, "status"),
        ("assign", {}, "assignee"),
        ("assign", {"assignee": "A. Person, tel. 25 30 00 00"}, "assignee"),
        ("note", {"text": "x", "audience": "complainant"}, "audience"),
        ("reply", {"text": "x" * 10_001}, "text"),
        ("request-information", {"question": "\u202e"}, "question"),
        ("propose-decision", {"outcome": "won", "summary": "x"}, "outcome"),
        (
            "propose-decision",
            {"outcome": "upheld", "summary": "x", "remedies": [{"what": "x", "owner": "y"}]},
            "remedies.0.due_on",
        ),
        ("return", {}, "reason"),
        ("close", {"reason": "x"}, "reason"),
    ],
)
def test_what_a_command_needs_is_checked(
    filed: Filed, name: str, body: dict[str, object], field: str
) -> None:
    reply = filed.command(name, OFFICER, **body)
    assert (reply.status, reply.fields) == (422, [field])
    assert len(filed.world.store.events(filed.reference)) == 1


def test_a_command_without_the_version_it_was_decided_on_is_refused(filed: Filed) -> None:
    reply = filed.world.post(
        "/v1/cases/{reference}/{command}",
        {},
        claims=OFFICER,
        path={"reference": filed.reference, "command": "acknowledge"},
    )
    assert (reply.status, reply.fields) == (422, ["version"])


def test_the_audit_is_the_whole_chain_and_says_that_it_holds(filed: Filed) -> None:
    filed.command("note", OFFICER, text="Nobody else's words.", audience="internal")
    reply = filed.audit(AUDITOR)
    assert (reply.status, reply.json["broken"]) == (200, None)
    assert [one["name"] for one in reply.json["items"]] == ["filed", "noted", "viewed"]
    assert "Nobody else" not in reply.text and NAME not in reply.text


def test_a_chain_that_was_tampered_with_is_told_of(filed: Filed) -> None:
    filed.command("acknowledge", OFFICER)
    chain = filed.world.store.chains[filed.reference]
    chain[0] = replace(chain[0], data={**chain[0].data, "answers": {"danger_now": True}})
    broken = filed.audit(AUDITOR).json["broken"]
    assert broken == {"seq": 1, "reason": "the event was changed after it was written"}


@pytest.mark.parametrize("claims", [OFFICER, FOREIGNER, claims_of("admin"), REGISTRAR])
def test_who_has_no_right_to_the_audit_is_told_of_no_case(
    filed: Filed, claims: dict[str, str]
) -> None:
    assert filed.audit(claims).status == 404


def test_the_policy_in_force_is_shown_to_staff_whatever_their_role(world: World) -> None:
    for claims in (OFFICER, AUDITOR, claims_of("admin")):
        reply = world.get("/v1/policy", claims=claims)
        assert (reply.status, reply.json["version"]) == (200, "test.1")
        assert "clocks" in reply.json["policy"]
    assert world.get("/v1/policy").status == 401
