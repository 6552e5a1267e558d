"""A story of two complaints about the same thing: given out, found to be one, decided once."""

import pytest

from infra.local.cloud import Cloud
from tests.e2e.caller import Caller, eventually
from tests.e2e.story import Story

TOLD = "The cold room of the vaccination centre has been broken since March, doses are thrown away."
AGAIN = "Since March the cold room of the vaccination centre has been broken: doses thrown away!"
OFFICERS = {"officer.health", "officer2.health"}


@pytest.fixture
def caller(cloud: Cloud) -> Caller:
    return Caller(cloud)


def given_to(story: Story) -> str:
    return str(eventually(lambda: story.caller.case(story.reference)["assignee"]))


def shown(story: Story, what: str, user: str) -> list[dict[str, object]]:
    path = f"/v1/cases/{story.reference}/{what}"
    answer = story.caller.ask("GET", path, user=user)
    assert answer.status == 200, answer.body
    items: list[dict[str, object]] = answer.body["items"]
    return items


def even_out(caller: Caller) -> None:
    """Other tests' cases count, too: more are filed until both officers have as many."""
    open_ones: list[object] = []
    while len(open_ones) < 2 or len(set(open_ones)) > 1:
        one = Story.filed(caller, category="health_no_answer", description="Of other things.")
        given_to(one)
        people = shown(one, "assignees", "supervisor.health")
        open_ones = [each["open"] for each in people if each["user"] in OFFICERS]


def test_two_complaints_about_the_same_are_given_out_evenly_and_decided_once(
    caller: Caller,
) -> None:
    even_out(caller)
    first = Story.filed(caller, category="health_no_answer", description=TOLD)
    chosen = given_to(first)
    second = Story.filed(caller, category="health_no_answer", description=AGAIN)
    assert {chosen, given_to(second)} == OFFICERS

    found = shown(first, "duplicates", "officer.health")
    twin = next(one for one in found if one["reference"] == second.reference)
    assert int(str(twin["similarity"])) >= 70
    path = f"/v1/cases/{first.reference}/duplicates"
    assert caller.ask("GET", path, user="officer.education").status == 404

    second.does("officer.health", "merge", into=first.reference)
    later = [one["reference"] for one in shown(first, "duplicates", "officer.health")]
    assert second.reference not in later
    first.does("officer.health", "acknowledge")
    first.decided(remedies=[])
    read = second.sees()
    assert read["follows"]["status"] == "resolved"
    assert (read["decision"]["outcome"], read["decision"]["summary"]) == ("upheld", "So.")
    first.is_sound()
    second.is_sound()
