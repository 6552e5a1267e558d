"""The desk's pages for every role, on an own and on a foreign case: what the table by hand says."""

import pytest

from tests.unit.intake.asking import claims_of
from tests.unit.intake.examples import EXAMPLES, Prepared, example, state_of
from tests.unit.intake.pages.test_desk import CASE, DO, desk_of
from tests.unit.intake.rights_table import PEOPLE, holds


@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_a_page_opens_for_those_who_hold_its_right(role: str, place: str | None) -> None:
    filed, _ = Prepared.case("received")
    desk = desk_of(filed.world, claims_of(role, place))
    for route, action in ((CASE, "read"), (f"{CASE}/audit", "audit")):
        page = desk.get(route, reference=filed.reference)
        assert page.status == (200 if holds(role, action, place) else 404), route
        assert ("A. Person" in page.text) is (action == "read" and holds(role, "identity", place))
    assert (filed.reference in desk.get("/desk").text) is holds(role, "list", place)
    counter = desk.get("/desk/file").status
    assert counter == (200 if holds(role, "file", "health") else 403)


@pytest.mark.parametrize("command", sorted(EXAMPLES))
@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_a_form_of_a_command_is_for_those_who_may_give_it(
    role: str, place: str | None, command: str
) -> None:
    filed, _ = Prepared.case(example(command, place).status, command)
    before = state_of(filed)
    desk = desk_of(filed.world, claims_of(role, place))
    page = desk.get(DO, reference=filed.reference, command=command)
    if holds(role, command, place):
        assert page.status == 200
    else:
        assert page.status == (409 if holds(role, "read", place) else 404)
    assert state_of(filed)[0].version == before[0].version


@pytest.mark.parametrize("command", ["hold", "sign-off", "reopen"])
@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_a_form_that_is_sent_without_having_been_offered_does_nothing(
    role: str, place: str | None, command: str
) -> None:
    """With the secret of a page that everybody is shown."""
    filed, _ = Prepared.case(example(command, place).status, command)
    before = state_of(filed)
    desk = desk_of(filed.world, claims_of(role, place))
    fields = {"version": str(before[0].version), "on": "yes", "reason": "x"}
    fields |= {"form_secret": secret(desk.get("/complaints").text)}
    reply = desk.post(DO, fields, reference=filed.reference, command=command)
    if holds(role, command, place):
        assert reply.status == 303, reply.text
        assert state_of(filed)[0].version == before[0].version + 1
    else:
        assert reply.status == (409 if holds(role, "read", place) else 404)
        assert state_of(filed)[0].version == before[0].version


def secret(page: str) -> str:
    return page.partition('name="form_secret" value="')[2].partition('"')[0]
