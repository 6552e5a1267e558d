"""Every act of a complainant in every status, as the table by hand says; none of the staff's."""

import pytest

from functions.intake.schemas.registry import COMMANDS
from tests.unit.intake.examples import ACT_EXAMPLES, EXAMPLES, Prepared, state_of
from tests.unit.intake.rights_table import ACTS, ADMITTED, STATUSES
from tests.unit.intake.world import Filed


@pytest.mark.parametrize("act", sorted(ACT_EXAMPLES))
def test_complainants_act_on_their_own_case_when_it_admits_it_and_on_no_other(act: str) -> None:
    asked = ACT_EXAMPLES[act]
    filed, other = Prepared.case(asked.status)
    before = state_of(filed)
    assert Filed(filed.world, other, filed.code).act(act, asked.body).status == 404
    assert filed.act(act, asked.body, **{"Access-Code": "A" * 26}).status == 404
    assert state_of(filed) == before
    done = filed.act(act, asked.body)
    assert done.status == 200, done.text
    assert state_of(filed)[0].seq > before[0].seq


@pytest.mark.parametrize("act", sorted(one for one in ACT_EXAMPLES if ACT_EXAMPLES[one].not_in))
def test_a_complainant_is_told_what_is_possible_instead_of_what_is_not(act: str) -> None:
    asked = ACT_EXAMPLES[act]
    filed, _ = Prepared.case(str(asked.not_in))
    before = state_of(filed)
    refused = filed.act(act, asked.body)
    assert (refused.status, refused.json["type"]) == (409, "/problems/not-possible")
    assert set(refused.json["possible"]) == theirs(str(asked.not_in))
    assert state_of(filed) == before


def theirs(status: str) -> set[str]:
    return {one for one in ACTS if status in ADMITTED[one]}


@pytest.mark.parametrize("status", STATUSES)
def test_a_complainant_is_shown_what_the_table_lets_them_do_now(status: str) -> None:
    filed, _ = Prepared.case(status)
    assert {one["act"] for one in filed.see().json["possible"]} == theirs(status)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_no_complainant_does_what_is_for_the_staff(command: str) -> None:
    filed, _ = Prepared.case("received")
    refused = filed.act(command, EXAMPLES[command].body)
    assert (refused.status, refused.json["type"]) == (404, "/problems/unknown-name")
