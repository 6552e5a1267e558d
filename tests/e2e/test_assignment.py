"""A story of two complaints about the same thing: given out, found to be one, decided once."""

import pytest

from infra.local.cloud import Cloud
from tests.e2e.caller import Caller, eventually
from tests.e2e.story import Story

TOLD = "The cold room of the vaccination centre has been broken since March, doses are thrown away."
AGAIN = "Since March the cold room of the vaccination centre has been broken: doses thrown away!"


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


def load_of(story: Story, user: str) -> int:
    people = shown(story, "assignees", "supervisor.health")
    return next(int(str(one["open"])) for one in people if one["user"] == user)


def test_two_complaints_about_the_same_are_given_out_evenly_and_decided_once(
    caller: Caller,
) -> None:
    probe = Story.filed(caller, category="health_no_answer", description="A first one.")
    given_to(probe)
    officers = ("officer.health", "officer2.health")
    before = {user: load_of(probe, user) for user in officers}

    first = Story.filed(caller, category="health_no_answer", description=TOLD)
    chosen = given_to(first)
    assert before[chosen] == min(before.values())
    second = Story.filed(caller, category="health_no_answer", description=AGAIN)
    also = given_to(second)
    assert {chosen, also} <= set(officers)
    after = {user: load_of(probe, user) for user in officers}
    assert sum(after.values()) == sum(before.values()) + 2
    spread = max(before.values()) - min(before.values())
    assert max(after.values()) - min(after.values()) <= max(1, spread)
    if spread == 0:
        assert chosen != also

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
