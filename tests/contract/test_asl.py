"""The escalation workflow as a graph: every way ends, and none of them in silence."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import yaml
from jsonata import Jsonata  # type: ignore[import-untyped]  # it has no stubs

from infra.packaging import template
from infra.packaging.build import ROOT
from shared.aws.deliveries import STALE

DEFINITION: dict[str, Any] = yaml.safe_load(
    (ROOT / "infra" / "escalation.asl.yaml").read_text(encoding="utf-8")
)
STATES: dict[str, dict[str, Any]] = DEFINITION["States"]
ENDS = {name for name, state in STATES.items() if state["Type"] in ("Succeed", "Fail")}
RECORDS = {"Record", "RecordCall", "RecordNobody"}
SENDS = "NotifyAlertFunctionArn"


def next_of(state: dict[str, Any]) -> set[str]:
    ways = {state[key] for key in ("Next", "Default") if key in state}
    ways |= {each["Next"] for each in state.get("Choices", [])}
    return ways | {each["Next"] for each in state.get("Catch", [])}


def reachable(start: str, without: frozenset[str] = frozenset()) -> set[str]:
    found: set[str] = set()
    left = [start]
    while left:
        name = left.pop()
        if name not in found | without:
            found.add(name)
            left += next_of(STATES[name])
    return found


def tasks() -> Iterator[tuple[str, dict[str, Any]]]:
    inner = STATES["AlertEverybody"]["ItemProcessor"]["States"]
    for name, state in {**STATES, **inner}.items():
        if state["Type"] == "Task":
            yield name, state


def expressions(node: Any) -> Iterator[str]:
    if isinstance(node, str) and node.startswith("{%"):
        yield node.removeprefix("{%").removesuffix("%}")
    elif isinstance(node, dict):
        for each in node.values():
            yield from expressions(each)
    elif isinstance(node, list):
        for each in node:
            yield from expressions(each)


def test_every_state_is_reached_and_every_way_leads_to_a_state() -> None:
    assert reachable(DEFINITION["StartAt"]) == set(STATES)


@pytest.mark.parametrize("name", sorted(STATES))
def test_from_every_state_there_is_a_way_to_an_end(name: str) -> None:
    assert reachable(name) & ENDS


def test_no_way_ends_well_without_a_record_in_the_case() -> None:
    unrecorded = reachable(DEFINITION["StartAt"], frozenset(RECORDS))
    assert not unrecorded & ENDS


def test_every_alert_that_fails_for_good_leads_on_to_a_record() -> None:
    senders = [state for _, state in tasks() if SENDS in state["Arguments"]["FunctionName"]]
    assert len(senders) == 3
    for state in senders:
        (catch,) = state["Catch"]
        assert catch["ErrorEquals"] == ["States.ALL"]


def test_it_is_a_failed_execution_when_an_alert_or_a_record_failed() -> None:
    assert STATES["AlertsFailed"]["Type"] == "Fail"
    assert STATES["RecordNobody"]["Next"] == "AlertsFailed"
    for name in ("Record", "RecordCall"):
        assert "failed > 0" in STATES[name]["Assign"]["trouble"]
    assert STATES["RecordCall"]["Catch"][0]["Assign"]["trouble"] is True
    assert "Catch" not in STATES["Record"]


def test_a_send_is_tried_for_longer_than_a_dead_try_holds_its_claim() -> None:
    for name, state in tasks():
        if SENDS in state["Arguments"]["FunctionName"]:
            (retry,) = state["Retry"]
            waits = (
                retry["IntervalSeconds"] * retry["BackoffRate"] ** place
                for place in range(retry["MaxAttempts"])
            )
            assert timedelta(seconds=sum(waits)) > STALE, name


def test_a_claim_is_held_for_longer_than_a_function_that_sends_may_run() -> None:
    resources, everywhere = template.load()["Resources"], template.load()["Globals"]["Function"]
    for name in ("NotifyFunction", "NotifyAlertFunction"):
        seconds = resources[name]["Properties"].get("Timeout", everywhere["Timeout"])
        assert timedelta(seconds=seconds) < STALE
    visible = resources["NotifyQueue"]["Properties"]["VisibilityTimeout"]
    assert timedelta(seconds=visible) > STALE


def test_it_calls_our_functions_and_nothing_else() -> None:
    for name, state in tasks():
        assert state["Resource"].startswith("arn:aws:states:::lambda:invoke"), name
        assert "HeartbeatSeconds" not in state


def test_a_task_outlasts_its_function_and_a_wait_for_somebody_is_a_minute() -> None:
    for name, state in tasks():
        is_wait = state["Resource"].endswith("waitForTaskToken")
        assert state["TimeoutSeconds"] == (60 if is_wait else 40), name


def test_every_expression_can_be_read() -> None:
    found = list(expressions(DEFINITION))
    assert len(found) > 20
    for one in found:
        Jsonata(one)
