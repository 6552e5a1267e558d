"""The search for what complainants wrote finds a leak wherever one is planted."""

import time
from collections.abc import Callable

import pytest

from infra.local.cloud import Cloud
from tests.canaries import COMPLAINANT, MAIL, NAME, WORDS, found_in, places
from tests.e2e.caller import Answer, Caller, wrongly_told

pytestmark = pytest.mark.e2e

LEAK = "xqzleakzqx"
Undo = Callable[[], object]


@pytest.fixture
def caller(cloud: Cloud) -> Caller:
    return Caller(cloud)


def in_a_log(cloud: Cloud) -> Undo:
    logs, stream = cloud.client("logs"), {"logGroupName": "/redress/intake", "logStreamName": LEAK}
    logs.create_log_stream(**stream)
    line = {"timestamp": int(time.time() * 1000), "message": f"filed by {LEAK}"}
    logs.put_log_events(**stream, logEvents=[line])
    return lambda: logs.delete_log_stream(**stream)


def in_a_queue(cloud: Cloud) -> Undo:
    sqs = cloud.client("sqs")
    url = sqs.create_queue(QueueName="leak")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody=LEAK)
    return lambda: sqs.delete_queue(QueueUrl=url)


def in_an_alert(cloud: Cloud) -> Undo:
    url = cloud.client("sqs").get_queue_url(QueueName="canary-spy")["QueueUrl"]
    arn = cloud.outputs["AlertTopicArn"]
    cloud.client("sns").publish(TopicArn=arn, Message=LEAK)
    return lambda: cloud.client("sqs").purge_queue(QueueUrl=url)


def in_a_row(cloud: Cloud) -> Undo:
    table = cloud.client("dynamodb")
    key = {"pk": {"S": "leak"}, "sk": {"S": "case"}}
    name = cloud.outputs["CasesTable"]
    table.put_item(TableName=name, Item=key | {"agency": {"S": LEAK}})
    return lambda: table.delete_item(TableName=name, Key=key)


def in_an_execution(cloud: Cloud) -> Undo:
    machine = cloud.client("stepfunctions")
    made = machine.create_state_machine(
        name="leak",
        definition='{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}',
        roleArn=machine.describe_state_machine(
            stateMachineArn=cloud.outputs["EscalationMachineArn"]
        )["roleArn"],
    )["stateMachineArn"]
    machine.start_execution(stateMachineArn=made, input=f'{{"who": "{LEAK}"}}')
    return lambda: machine.delete_state_machine(stateMachineArn=made)


@pytest.mark.parametrize("plant", [in_a_log, in_a_queue, in_an_alert, in_a_row, in_an_execution])
def test_a_planted_leak_is_found(cloud: Cloud, plant: Callable[[Cloud], Undo]) -> None:
    undo = plant(cloud)
    try:
        assert any(LEAK in one for one in found_in(places(cloud)))
    finally:
        undo()
    assert not any(LEAK in one for one in found_in(places(cloud)))


def test_every_field_of_a_person_is_planted_and_stored(cloud: Cloud, caller: Caller) -> None:
    """A search finds nothing, too, where nothing was written."""
    filed = caller.file()
    pages = cloud.client("dynamodb").get_paginator("scan")
    kept = {
        name: str([page["Items"] for page in pages.paginate(TableName=cloud.outputs[name])])
        for name in ("CasesTable", "IdentitiesTable")
    }
    for value in (NAME, MAIL, COMPLAINANT["phone"], WORDS["on_behalf_of"], "Xqzsubjectzqx"):
        assert str(value) in kept["IdentitiesTable"]
    for value in ("xqzdescriptionzqx", "xqzplacezqx"):
        assert value in kept["CasesTable"]
    assert filed["reference"] in kept["IdentitiesTable"]


@pytest.mark.parametrize(
    ("user", "path", "status", "body"),
    [
        (None, "/v1/complaints", 422, {"detail": LEAK}),
        ("officer.health", "/v1/cases/BF", 200, {"complainant": NAME}),
        ("officer.health", "/v1/cases", 200, {"items": [{"summary": "xqzdescriptionzqx"}]}),
        ("auditor", "/v1/cases/BF/audit", 200, {"items": ["xqzdescriptionzqx"]}),
    ],
)
def test_an_answer_that_tells_too_much_is_found(
    user: str | None, path: str, status: int, body: object
) -> None:
    assert wrongly_told(user, path, Answer(status, body, {})) != []
