"""Taking an urgent case with the token of an alert."""

import pytest

from shared.domain.case.events import sha256
from shared.domain.vocabulary import EventName
from shared.ports import OpenAlert
from tests.unit.intake.world import Filed, Reply, World


@pytest.fixture
def filed(world: World) -> Filed:
    filed = world.file(urgent_answers={"danger_now": True})
    alert = OpenAlert(filed.reference, "health.duty.0", "duty.user", "task")
    world.alerts.save("token", alert)
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
    assert set(world.alerts.used) == {sha256("token")}


def test_taking_twice_is_taking_once(filed: Filed) -> None:
    first, again = take(filed.world), take(filed.world)
    assert (again.status, again.text) == (200, first.text)
    names = [one.name for one in filed.world.store.events(filed.reference)]
    assert names.count(EventName.TAKEN) == 1


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
    filed.world.alerts.save("quiet", quiet)
    assert take(filed.world, "quiet").status == 200
    assert not filed.world.workflow.told


BROWSER = {"Accept": "text/html,application/xhtml+xml"}


def test_the_link_asks_first_and_changes_nothing(filed: Filed) -> None:
    before = filed.world.case
    page = filed.world.get("/v1/alerts/{token}/take", path={"token": "token"})
    assert page.status == 200
    assert '<form method="post">' in page.text and filed.reference in page.text
    assert "token" not in page.text
    assert filed.world.case == before
    assert not filed.world.workflow.told


def test_the_pages_button_takes_the_case_and_says_so(filed: Filed) -> None:
    path = {"token": "token"}
    page = filed.world.post("/v1/alerts/{token}/take", path=path, headers=BROWSER)
    assert (page.status, filed.world.case.assignee) == (200, "duty.user")
    assert filed.reference in page.text and "<form" not in page.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_none_says_so_on_a_page(filed: Filed, method: str) -> None:
    ask = getattr(filed.world, method)
    page = ask("/v1/alerts/{token}/take", path={"token": "another"}, headers=BROWSER)
    assert (page.status, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_a_case_that_is_over_says_so_on_a_page(filed: Filed) -> None:
    filed.act("withdraw")
    path = {"token": "token"}
    page = filed.world.post("/v1/alerts/{token}/take", path=path, headers=BROWSER)
    assert page.status == 409
    assert filed.reference in page.text
