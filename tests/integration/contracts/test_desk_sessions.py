"""What every memory of who is signed in promises: until the token ends, or its owner goes."""

from datetime import timedelta
from typing import Any

import pytest

from functions.intake.service.dependencies import Desk
from shared.aws import desk_sign_in
from tests.fakes import NOON
from tests.integration.contracts.conftest import EITHER
from tests.unit.intake.asking import OFFICER, OMBUDSMAN
from tests.unit.intake.world import FakeDesk

HOUR = timedelta(hours=1)
ENDS: dict[str, Any] = {"exp": int((NOON + HOUR).timestamp())}


@pytest.fixture(params=EITHER)
def desk(request: pytest.FixtureRequest) -> Desk:
    if request.param == "fake":
        return FakeDesk()
    return desk_sign_in.Desk(request.getfixturevalue("dynamo"), "cases", "https://x", "pool")


def test_who_signed_in_is_known_by_the_session_and_by_no_other(desk: Desk) -> None:
    desk.remember("one", OFFICER | ENDS)
    desk.remember("two", OMBUDSMAN | ENDS)
    for session, claims in (("one", OFFICER), ("two", OMBUDSMAN)):
        found = desk.who(session, NOON)
        assert found is not None
        assert found["cognito:username"] == claims["cognito:username"]
    assert desk.who("three", NOON) is desk.who("", NOON) is None


def test_role_name_and_agency_are_kept_and_nothing_else(desk: Desk) -> None:
    personal = {"sub": "0000", "email": "someone@example.org", "name": "A. Person", "at_hash": "x"}
    desk.remember("one", OFFICER | ENDS | personal)
    assert desk.who("one", NOON) == {
        "cognito:username": "officer.health",
        "cognito:groups": "[officer]",
        "custom:agency": "health",
        "token_use": "id",
    }


def test_a_session_ends_with_its_token(desk: Desk) -> None:
    desk.remember("one", OFFICER | ENDS)
    assert desk.who("one", NOON + HOUR - timedelta(seconds=1)) is not None
    assert desk.who("one", NOON + HOUR) is None


def test_a_session_that_was_ended_stays_so_and_others_go_on(desk: Desk) -> None:
    for session in ("one", "two"):
        desk.remember(session, OFFICER | ENDS)
    for _ in range(2):
        desk.end("one")
        assert desk.who("one", NOON) is None
    assert desk.who("two", NOON) is not None


def test_ending_what_was_never_begun_begins_nothing(desk: Desk) -> None:
    desk.end("one")
    assert desk.who("one", NOON) is None
    assert desk.who("one", NOON - 24 * HOUR) is None
