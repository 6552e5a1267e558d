"""Every command for every role on an own and on a foreign case, as the table by hand says.

Who may is brought a case whose status admits the command, and it is done. Who may not is told that
it isn't theirs, or that there is no such case; whose turn it isn't yet, that it isn't possible now.
"""

from dataclasses import replace
from typing import Any

import pytest

from functions.intake.schemas.complainant_acts import ACTS
from functions.intake.schemas.registry import COMMANDS
from shared.domain.case.case import Case
from shared.domain.vocabulary import STAFF_ROLES, Status
from tests.unit.intake import rights_table
from tests.unit.intake.asking import claims_of
from tests.unit.intake.examples import EXAMPLES, POLICY, Prepared, example, state_of
from tests.unit.intake.rights_table import PEOPLE, RIGHTS, STATUSES, holds, offered
from tests.unit.intake.world import Filed, Reply, World


def given(command: str, role: str, place: str | None, status: str) -> tuple[Filed, Reply]:
    filed, other = Prepared.case(status, command)
    body = {"into": other} if command == "merge" else example(command, place).body
    return filed, filed.command(command, claims_of(role, place), **body)


def unknown_to(role: str, place: str | None, command: str) -> Reply:
    nothing = Filed(World(POLICY), "XT-0000-0000-0", "")
    return nothing.world.post(
        "/v1/cases/{reference}/{command}",
        {"version": 1, **example(command, place).body} | into(command),
        claims=claims_of(role, place),
        path={"reference": nothing.reference, "command": command},
    )


def into(command: str) -> dict[str, str]:
    return {"into": "XT-2VWX-6Y40-Q"} if command == "merge" else {}


def test_the_table_and_the_examples_cover_every_command_that_there_is() -> None:
    routes = {"evidence", "retaliation", "invite-expert", "download"}
    readings = {"list", "read", "identity", "audit", "policy", "file", "backdate"}
    assert EXAMPLES.keys() == COMMANDS.keys() == RIGHTS.keys() - routes - readings
    assert ACTS.keys() | {"evidence", "retaliation"} == rights_table.ACTS
    assert (rights_table.ROLES, set(STATUSES)) == (STAFF_ROLES, set(Status))
    assert rights_table.ADMITTED.keys() == EXAMPLES.keys() | rights_table.ACTS | {"invite-expert"}


@pytest.mark.parametrize("command", sorted(EXAMPLES))
@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_a_command_is_done_by_those_who_may_and_by_nobody_else(
    role: str, place: str | None, command: str
) -> None:
    status = example(command, place).status
    before, _ = Prepared.case(status, command)
    filed, reply = given(command, role, place, status)
    if holds(role, command, place):
        assert reply.status == 200, reply.text
        assert state_of(filed)[0].version == state_of(before)[0].version + 1
        return
    assert state_of(filed) == state_of(before)
    if holds(role, "read", place):
        assert (reply.status, reply.json["type"]) == (409, "/problems/not-yours")
        assert set(reply.json["possible"]) == offered(role, place, status)
    else:
        unknown = unknown_to(role, place, command)
        assert (reply.status, reply.text) == (404, unknown.text)


@pytest.mark.parametrize("command", sorted(one for one in EXAMPLES if EXAMPLES[one].not_in))
@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_what_is_not_possible_now_is_told_apart_from_what_is_not_ones_own(
    role: str, place: str | None, command: str
) -> None:
    status = str(example(command, place).not_in)
    before, _ = Prepared.case(status, command)
    filed, reply = given(command, role, place, status)
    assert state_of(filed) == state_of(before)
    if not holds(role, "read", place):
        assert reply.status == 404
        return
    problem = "not-possible" if holds(role, command, place) else "not-yours"
    assert (reply.status, reply.json["type"]) == (409, f"/problems/{problem}")
    assert reply.json["case_status"] == status
    assert command not in reply.json["possible"]


@pytest.mark.parametrize("command", sorted(EXAMPLES))
@pytest.mark.parametrize(("role", "place"), [("supervisor", "health"), ("ombudsman", None)])
def test_nobody_acts_on_a_case_that_concerns_them_whatever_their_rights(
    role: str, place: str | None, command: str
) -> None:
    filed, other = Prepared.case(example(command, place).status, command)
    keep_away(filed, str(claims_of(role, place)["cognito:username"]))
    before = state_of(filed)
    body = {"into": other} if command == "merge" else example(command, place).body
    reply = filed.command(command, claims_of(role, place), **body)
    assert (reply.status, reply.text) == (404, unknown_to(role, place, command).text)
    assert state_of(filed) == before


def keep_away(filed: Filed, user: str) -> None:
    """As if the complaint concerned this person: a case that has ended can't be told so."""
    store: Any = filed.world.store
    load, reference = store.load, filed.reference

    def concerning(asked: str) -> Case:
        case: Case = load(asked)
        return replace(case, excluded=(user,)) if asked == reference else case

    store.load = concerning


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_each_is_shown_what_the_table_lets_them_do_now(
    role: str, place: str | None, status: str
) -> None:
    filed, _ = Prepared.case(status)
    shown = filed.seen_by(claims_of(role, place))
    if holds(role, "read", place):
        assert set(shown.json["possible"]) == offered(role, place, status)
    else:
        assert shown.status == 404


@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_only_registrars_say_when_something_happened(role: str, place: str | None) -> None:
    filed, _ = Prepared.case("received")
    earlier = "2026-11-24T12:00:20Z"
    body = {"text": "x", "audience": "agency", "occurred_at": earlier}
    reply = filed.command("note", claims_of(role, place), **body)
    if not holds(role, "read", place):
        assert reply.status in (404, 422)
    elif holds(role, "backdate", place):
        assert reply.status == 200, reply.text
    else:
        assert (reply.status, reply.fields) == (422, ["occurred_at"])
