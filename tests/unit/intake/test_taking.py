"""Taking an urgent case with the token of an alert."""

import pytest

from shared.ports import OpenAlert
from tests.unit.intake.world import Filed, Reply, World


@pytest.fixture
def filed(world: World) -> Filed:
    filed = world.file(urgent_answers={"danger_now": True})
    world.alerts.waiting["token"] = OpenAlert(filed.reference, "health.duty.0", "duty.user", "task")
    return filed


def take(world: World, key: str = "token") -> Reply:
    return world.post("/v1/alerts/{token}/take", path={"token": key})


def test_the_one_who_was_alerted_takes_the_case_and_the_workflow_is_told(filed: Filed) -> None:
    world = filed.world
    reply = take(world)
    assert (reply.status, reply.json["reference"]) == (200, filed.reference)
    assert world.case.assignee == "duty.user"
    taken = world.store.events(filed.reference)[-1]
    assert (taken.name, taken.actor.role, taken.actor.name) == ("taken", "contact", "health.duty.0")
    assert world.workflow.told == [("task", "health.duty.0")]
    assert world.alerts.used == ["token"]


def test_taking_twice_is_taking_once(filed: Filed) -> None:
    first, again = take(filed.world), take(filed.world)
    assert (again.status, again.text) == (200, first.text)
    names = [one.name for one in filed.world.store.events(filed.reference)]
    assert names.count("taken") == 1


def test_an_unknown_token_is_refused_and_never_logged(filed: Filed) -> None:
    reply = take(filed.world, "an-unknown-token")
    assert reply.status == 404
    assert "an-unknown-token" not in filed.world.logged + reply.text
    assert not filed.world.workflow.told


def test_a_case_that_is_over_is_taken_by_nobody(filed: Filed) -> None:
    filed.act("withdraw")
    reply = take(filed.world)
    assert (reply.status, reply.json["possible"]) == (409, [])
    assert not filed.world.alerts.used and not filed.world.workflow.told


def test_an_alert_that_nobody_waits_for_is_taken_without_telling_a_workflow(filed: Filed) -> None:
    quiet = OpenAlert(filed.reference, "health.head.0", None, None)
    filed.world.alerts.waiting["quiet"] = quiet
    assert take(filed.world, "quiet").status == 200
    assert not filed.world.workflow.told
