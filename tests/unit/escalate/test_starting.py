"""Starting the workflow: urgent cases alone, others per agency, each level once."""

import json
import re
from dataclasses import replace
from io import StringIO

import pytest
from aws_lambda_powertools import Logger

from functions.escalate import start_workflow as starting
from functions.escalate.start_workflow import ReachedLevel, execution_name
from shared.domain.errors import Unavailable
from shared.domain.policy.model import policy_from
from tests.policy_document import clock, document, rung
from tests.unit.escalate.world import World, message


def test_an_urgent_case_gets_an_execution_of_its_own_under_a_name_that_follows_from_the_event() -> (
    None
):
    world = World()
    reference = world.urgent()
    (event,) = world.escalated()
    assert world.run_start(event) == {"batchItemFailures": []}
    ((name, document),) = world.executions.started.items()
    assert name == f"{reference}-call_out-1-2"
    assert document == {
        "agency": "health",
        "urgency": "urgent",
        "ladder": "call_out",
        "level": 1,
        "act": "notify",
        "call_out": True,
        "policy_version": "test.1",
        "escalations": [{"reference": reference, "seq": 2, "cause": "call_out"}],
    }


def test_an_urgent_case_stands_alone_whatever_the_policy_calls_its_urgency() -> None:
    written = document(ladders={**document()["ladders"], "default": [rung(1, "hours", 0, "head")]})
    written["urgency"] |= {
        "levels": ["critical", "standard"],
        "thresholds": {"critical": 3, "standard": 0},
        "call_out": {"critical": "call_out"},
    }
    written["clocks"] = [clock("acknowledge", "working_days", 1)]
    written["categories"]["detention"]["default_urgency"] = "standard"
    world = World(policy_from(written))
    urgent = [world.urgent(), world.urgent()]
    world.file(2)
    world.tick()
    missed = [event for event in world.escalated() if event.data["cause"] == "acknowledge"]
    world.run_start(*missed)
    started = [one["escalations"] for one in world.executions.started.values()]
    alone = [levels[0]["reference"] for levels in started if len(levels) == 1]
    assert sorted(alone) == sorted(urgent)
    assert [len(levels) for levels in started if len(levels) > 1] == [2]


def test_cases_of_one_agency_and_level_share_an_execution_and_other_agencies_have_theirs() -> None:
    world = World()
    health = world.file(3)
    justice = world.file(2, category="detention", urgent_answers={"vulnerable": True})
    world.tick()
    world.run_start(*world.escalated())
    grouped = {
        str(document["agency"]): [one["reference"] for one in document["escalations"]]
        for document in world.executions.started.values()
    }
    assert grouped == {"health": sorted(health), "justice": sorted(justice)}


def test_a_batch_that_comes_again_starts_nothing_in_whatever_order() -> None:
    world = World()
    world.file(4)
    world.tick()
    events = world.escalated()
    world.run_start(*events)
    before = dict(world.executions.started)
    assert world.run_start(*reversed(events)) == {"batchItemFailures": []}
    assert world.executions.started == before


def test_a_level_is_never_put_together_with_another_level() -> None:
    world = World()
    world.file(2)
    world.tick()
    first = world.escalated()
    reached_later = replace(first[1], data={**first[1].data, "level": 2})
    world.store.chains[first[1].reference][first[1].seq - 1] = reached_later
    world.run_start(first[0], reached_later)
    assert {document["level"] for document in world.executions.started.values()} == {1, 2}


def test_more_than_a_hundred_cases_are_several_executions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "TOGETHER", 4)
    world = World()
    world.file(10)
    world.tick()
    world.run_start(*world.escalated())
    sizes = sorted(len(one["escalations"]) for one in world.executions.started.values())
    assert sizes == [2, 4, 4]


def test_a_hundred_cases_share_an_execution_and_the_next_begins_another() -> None:
    world = World()
    world.file(101)
    world.tick()
    world.run_start(*world.escalated())
    sizes = sorted(len(one["escalations"]) for one in world.executions.started.values())
    assert sizes == [1, 100]


def test_the_log_says_of_a_message_without_an_event_that_there_is_none() -> None:
    world, log = World(), StringIO()
    world.file(1)
    (event,) = world.named("filed")
    start = replace(world.start, log=Logger(service="unread-level", stream=log))
    start({"Records": [message(replace(event, seq=99))]}, None)
    unread, _ = (json.loads(line) for line in log.getvalue().splitlines())
    assert (unread["message"], unread["error"]) == ("unread", "LookupError")


def test_a_poison_message_comes_back_alone() -> None:
    world = World()
    world.file(1)
    world.tick()
    (event,) = world.escalated()
    broken = {"messageId": "broken", "body": "{not json"}
    unknown = message(replace(event, seq=99)) | {"messageId": "unknown"}
    answer = world.start({"Records": [broken, message(event), unknown]}, None)
    assert answer == {
        "batchItemFailures": [{"itemIdentifier": "broken"}, {"itemIdentifier": "unknown"}]
    }
    assert len(world.executions.started) == 1


def test_what_cannot_be_started_now_comes_back_and_the_others_are_started() -> None:
    world = World()
    world.file(2)
    reference = world.urgent()
    world.tick()
    world.executions.refuse = (reference, Unavailable("ExecutionLimitExceeded"))
    answer = world.run_start(*world.escalated())
    back = {one["itemIdentifier"] for one in answer["batchItemFailures"]}
    assert back == {message(one)["messageId"] for one in world.escalated() if is_of(one, reference)}
    assert len(world.executions.started) == 1


def is_of(event: object, reference: str) -> bool:
    return getattr(event, "reference", None) == reference


def test_an_event_that_is_no_level_starts_nothing() -> None:
    world = World()
    world.file(1)
    (filed,) = world.named("filed")
    assert world.run_start(filed) == {"batchItemFailures": []}
    assert not world.executions.started


def test_names_are_short_enough_and_of_allowed_characters() -> None:
    world = World()
    reference = world.urgent()
    world.file(3)
    world.tick()
    world.run_start(*world.escalated())
    assert any(reference in name for name in world.executions.started)
    for name in world.executions.started:
        assert re.fullmatch(r"[0-9A-Za-z_-]{1,80}", name)


def test_a_name_of_eighty_characters_is_kept_and_a_longer_one_is_not() -> None:
    about = ("health", "standard", "test.1")

    def named(length: int) -> str:
        step = "s" * (length - len("RC-2026-000001-step--1-7"))
        level = ReachedLevel("RC-2026-000001", 7, f"step:{step}", "l", 1, "notify", *about)
        return execution_name([level])

    assert named(80).startswith("RC-2026-000001-step-s") and len(named(80)) == 80
    assert re.fullmatch(r"[0-9a-f]{1,80}", named(81))


@pytest.mark.parametrize("step", ["call_back", "s" * 90])
def test_the_name_of_a_missed_steps_execution_is_one_that_the_workflow_takes(step: str) -> None:
    about = ("health", "standard", "test.1")
    reached = ReachedLevel("RC-2026-000001", 7, f"step:{step}", "default", 1, "notify", *about)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,80}", execution_name([reached]))
