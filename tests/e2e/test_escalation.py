"""The escalation workflow on the local cloud: taken by link, on to the next person, at once."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infra.local.cloud import Cloud
from tests.e2e.caller import Caller, eventually

pytestmark = pytest.mark.e2e

URGENT = {"category": "health_safety", "urgent_answers": {"danger_now": True}}


@pytest.fixture
def caller(cloud: Cloud) -> Caller:
    return Caller(cloud)


@pytest.fixture
def quick_minutes(cloud: Cloud) -> Iterator[None]:
    """A minute of waiting for somebody passes in a second."""
    machine, arn = cloud.client("stepfunctions"), cloud.outputs["EscalationMachineArn"]
    written = machine.describe_state_machine(stateMachineArn=arn)["definition"]
    definition = json.loads(written)
    assert definition["States"]["AwaitTake"]["TimeoutSeconds"] == 60
    definition["States"]["AwaitTake"]["TimeoutSeconds"] = 1
    machine.update_state_machine(stateMachineArn=arn, definition=json.dumps(definition))
    yield
    machine.update_state_machine(stateMachineArn=arn, definition=written)


@pytest.fixture
def refused_mail(cloud: Cloud) -> Iterator[None]:
    """Alerts are sent from an address that mail doesn't know as ours."""
    functions, name = cloud.client("lambda"), cloud.outputs["NotifyAlertFunction"]
    written = functions.get_function_configuration(FunctionName=name)["Environment"]
    stranger = {**written["Variables"], "MAIL_FROM": "stranger@unverified.example.org"}
    functions.update_function_configuration(FunctionName=name, Environment={"Variables": stranger})
    yield
    functions.update_function_configuration(FunctionName=name, Environment=written)


def executions_of(cloud: Cloud, reference: str) -> dict[str, str]:
    """Names and states of the executions that an urgent case had to itself."""
    machine, arn = cloud.client("stepfunctions"), cloud.outputs["EscalationMachineArn"]
    found = machine.list_executions(stateMachineArn=arn)["executions"]
    return {one["name"]: one["status"] for one in found if one["name"].startswith(reference)}


def calls_for(cloud: Cloud, reference: str) -> list[dict[str, Any]]:
    """The letters with a one-time link, in the order in which they went out."""
    sent = cloud.mail()
    return [one for one in sent if reference in one["text"] and "/v1/alerts/" in one["text"]]


def token_in(letter: dict[str, Any]) -> str:
    token: str = letter["text"].split("/v1/alerts/")[1].split("/take")[0]
    return token


def alerts_in(caller: Caller, reference: str) -> list[dict[str, Any]]:
    chain = caller.chain(reference)
    return [
        one
        for event in chain
        if event["name"] == "alerted"
        for one in event["data"]["alerts"]
        if "contact" in one
    ]


def each_level_was_told(caller: Caller, reference: str) -> bool:
    """Of the missed deadline, and of a case that nobody was given."""
    names = caller.names(reference)
    return names.count("alerted") >= names.count("escalated") > 0


def test_missed_deadlines_of_one_agency_are_few_letters_and_each_case_tells_of_its_own(
    cloud: Cloud, caller: Caller
) -> None:
    references = [caller.file(category="justice_delay")["reference"] for _ in range(4)]
    late = datetime.now(UTC).replace(microsecond=0) + timedelta(days=8)
    cloud.tick(late)
    eventually(lambda: all(each_level_was_told(caller, one) for one in references))
    letters = cloud.mail("head.justice@example.org")
    missed = [one for one in letters if "niveau 1" in one["subject"]]
    for reference in references:
        levels = [
            event["data"]
            for event in caller.chain(reference)
            if event["name"] == "escalated" and event["data"]["level"] == 1
        ]
        told = sum(one["text"].count(reference) for one in missed)
        assert told == len(levels)
        assert {one["state"] for one in alerts_in(caller, reference)} == {"sent"}


def test_who_was_called_takes_the_case_and_nobody_else_is_called(
    cloud: Cloud, caller: Caller
) -> None:
    reference = caller.file(**URGENT)["reference"]
    (letter,) = eventually(lambda: calls_for(cloud, reference))
    eventually(lambda: "alerted" in caller.names(reference))
    answer = caller.ask("POST", f"/v1/alerts/{token_in(letter)}/take")
    assert answer.status == 200, answer.body
    (name,) = executions_of(cloud, reference)
    assert name == f"{reference}-call_out-1-2"
    eventually(lambda: executions_of(cloud, reference)[name] == "SUCCEEDED")
    assert [one["to"] for one in calls_for(cloud, reference)] == [letter["to"]]
    assert "taken" in caller.names(reference)


def test_a_one_time_link_is_good_once_and_a_made_up_one_never(cloud: Cloud, caller: Caller) -> None:
    reference = caller.file(**URGENT)["reference"]
    (letter,) = eventually(lambda: calls_for(cloud, reference))
    for _ in range(2):
        assert caller.ask("POST", f"/v1/alerts/{token_in(letter)}/take").status == 200
    assert caller.ask("POST", f"/v1/alerts/{'A' * 26}/take").status == 404
    assert caller.names(reference).count("taken") == 1


@pytest.mark.usefixtures("quick_minutes")
def test_when_nobody_takes_it_the_next_person_is_called_and_each_call_is_written(
    cloud: Cloud, caller: Caller
) -> None:
    reference = caller.file(**URGENT)["reference"]
    eventually(lambda: len(calls_for(cloud, reference)) == 2)
    called = [one["to"] for one in calls_for(cloud, reference)]
    assert called == ["duty1.health@example.org", "duty2.health@example.org"]
    eventually(lambda: set(executions_of(cloud, reference).values()) == {"SUCCEEDED"})
    alerts = [
        (one["contact"], one["channel"], one["state"]) for one in alerts_in(caller, reference)
    ]
    assert alerts == [
        ("topic", "sns", "sent"),
        ("health.duty.0", "email", "sent"),
        ("health.duty.1", "email", "sent"),
    ]


@pytest.mark.usefixtures("quick_minutes")
def test_a_case_that_is_acknowledged_at_the_desk_calls_nobody_further(
    cloud: Cloud, caller: Caller
) -> None:
    reference = caller.file(**URGENT)["reference"]
    eventually(lambda: calls_for(cloud, reference))
    caller.command(reference, "acknowledge", "officer.health")
    eventually(lambda: set(executions_of(cloud, reference).values()) == {"SUCCEEDED"})
    assert len(calls_for(cloud, reference)) == 1


@pytest.mark.usefixtures("quick_minutes", "refused_mail")
def test_refused_mail_is_told_in_the_case_and_fails_the_execution(
    cloud: Cloud, caller: Caller
) -> None:
    reference = caller.file(**URGENT)["reference"]
    eventually(lambda: set(executions_of(cloud, reference).values()) == {"FAILED"})
    alerts = [
        (one["contact"], one["channel"], one["state"]) for one in alerts_in(caller, reference)
    ]
    assert alerts == [
        ("topic", "sns", "sent"),
        ("health.duty.0", "email", "failed"),
        ("health.duty.1", "email", "failed"),
    ]
    assert calls_for(cloud, reference) == []
