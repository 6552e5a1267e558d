"""Tokens, queues, mail, topic and workflow against moto's AWS."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends

from shared.aws.alerts import DynamoAlertTokens
from shared.aws.mail import SesMail
from shared.aws.queues import SqsQueue
from shared.aws.topic import SnsTopic
from shared.aws.workflow import Workflow
from shared.domain.errors import Unavailable, Undeliverable
from shared.ports import Letter, OpenAlert

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
REGION = "eu-west-1"


def book(dynamo: "DynamoDBClient", now: datetime = NOW) -> DynamoAlertTokens:
    return DynamoAlertTokens(dynamo, "cases", lambda: now)


def test_a_token_opens_its_alert_for_a_day_and_only_its_hash_is_kept(
    dynamo: "DynamoDBClient",
) -> None:
    alert = OpenAlert("XT-1", "health.duty.0", "duty.user")
    alert_id = book(dynamo).save("SECRET", alert)
    assert book(dynamo).find("SECRET") == alert
    assert book(dynamo).find("ANOTHER") is None
    assert book(dynamo, NOW + timedelta(hours=25)).find("SECRET") is None
    (item,) = dynamo.scan(TableName="cases")["Items"]
    assert "SECRET" not in json.dumps(item)
    assert item["pk"]["S"] == f"alert#{alert_id}"
    assert item["expires_at"]["N"] == str(int((NOW + timedelta(hours=24)).timestamp()))


def test_the_task_that_waits_is_found_by_who_takes_the_case(dynamo: "DynamoDBClient") -> None:
    alert_id = book(dynamo).save("SECRET", OpenAlert("XT-1", "health.duty.0"))
    book(dynamo).await_take(alert_id, "task")
    assert book(dynamo).find("SECRET") == OpenAlert("XT-1", "health.duty.0", None, "task")
    book(dynamo).await_take("nobody's", "task")
    assert len(dynamo.scan(TableName="cases")["Items"]) == 1


def test_using_a_token_twice_keeps_the_first_time_and_the_alert(
    dynamo: "DynamoDBClient",
) -> None:
    book(dynamo).save("SECRET", OpenAlert("XT-1", "health.duty.0"))
    book(dynamo).use("SECRET")
    book(dynamo, NOW + timedelta(hours=1)).use("SECRET")
    (item,) = dynamo.scan(TableName="cases")["Items"]
    assert item["used_at"]["S"] == "2026-11-24T12:00:00Z"
    assert book(dynamo).find("SECRET") is not None
    book(dynamo).use("ANOTHER")


@pytest.fixture
def aws() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def mail(aws: None) -> SesMail:
    boto3.client("sesv2").create_email_identity(EmailIdentity="office@example.org")
    return SesMail("office@example.org")


def a_letter(**changes: str) -> Letter:
    written = {"to": "someone@example.org", "subject": "Délais", "text": "Où ?", "html": "<p>"}
    return Letter(**{**written, "alert_id": "abc", **changes})


def test_a_letter_goes_out_with_both_forms_and_its_id(mail: SesMail) -> None:
    sent: list[Any] = []
    mail.client.meta.events.register(
        "before-call.sesv2.SendEmail", lambda **call: sent.append(call)
    )
    assert mail.send(a_letter())
    asked = json.loads(sent[0]["params"]["body"])
    assert "ConfigurationSetName" not in asked
    assert asked["Destination"] == {"ToAddresses": ["someone@example.org"]}
    simple = asked["Content"]["Simple"]
    assert simple["Headers"] == [{"Name": "X-Redress-Alert", "Value": "abc"}]
    assert simple["Body"]["Text"] == {"Data": "Où ?", "Charset": "UTF-8"}
    backend = sesv2_backends[DEFAULT_ACCOUNT_ID][REGION]
    assert backend.core_backend.sent_messages


def test_a_letter_goes_out_under_the_configuration_that_it_is_given(mail: SesMail) -> None:
    boto3.client("sesv2").create_configuration_set(ConfigurationSetName="ours")
    sent: list[Any] = []
    configured = SesMail("office@example.org", "ours")
    configured.client.meta.events.register(
        "before-call.sesv2.SendEmail", lambda **call: sent.append(call)
    )
    assert configured.send(a_letter())
    assert json.loads(sent[0]["params"]["body"])["ConfigurationSetName"] == "ours"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b@example.org",
        "a@example.org, b@example.org",
        "A <a@example.org>",
        "a b@example.org",
        "a@example.org\u202e",
        f"{'a' * 250}@example.org",
    ],
)
def test_one_plain_address_or_none(mail: SesMail, address: str) -> None:
    with pytest.raises(Undeliverable):
        mail.send(a_letter(to=address))


def refused_with(client: Any, event: str, code: str) -> None:
    """The next calls of this operation are refused by AWS with that code."""

    def refuse(**_: Any) -> None:
        error = {"Error": {"Code": code, "Message": "someone@example.org is unwanted"}}
        raise ClientError(error, event)  # type: ignore[arg-type]

    client.meta.events.register(f"before-call.{event}", refuse)


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("MessageRejected", Undeliverable),
        ("BadRequestException", Undeliverable),
        ("AccountSuspendedException", Unavailable),
        ("TooManyRequestsException", Unavailable),
        ("LimitExceededException", Unavailable),
        ("SendingPausedException", Unavailable),
    ],
)
def test_what_mail_refuses_is_hopeless_or_worth_another_try_and_names_no_address(
    mail: SesMail, code: str, ours: type[Exception]
) -> None:
    refused_with(mail.client, "sesv2.SendEmail", code)
    with pytest.raises(ours) as refused:
        mail.send(a_letter())
    assert "example.org" not in str(refused.value)


def test_a_queue_gets_all_messages_ten_at_a_time(aws: None) -> None:
    url = boto3.client("sqs").create_queue(QueueName="escalation")["QueueUrl"]
    queue = SqsQueue(url)
    calls: list[Any] = []
    queue.client.meta.events.register("before-call.sqs", lambda **call: calls.append(call))
    queue.send([str(number) for number in range(23)])
    attributes = boto3.client("sqs").get_queue_attributes(
        QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
    )["Attributes"]
    assert (attributes["ApproximateNumberOfMessages"], len(calls)) == ("23", 3)


class PartlyDeaf:
    """A queue's client that refuses some entries of a batch, with a 200 as AWS does."""

    def __init__(self, *refusals: set[str]) -> None:
        self.refusals = list(refusals)
        self.taken: list[str] = []

    def send_message_batch(self, *, QueueUrl: str, Entries: Any) -> dict[str, Any]:
        refused = self.refusals.pop(0) if self.refusals else set()
        self.taken += [one["MessageBody"] for one in Entries if one["Id"] not in refused]
        return {"Failed": [{"Id": one["Id"]} for one in Entries if one["Id"] in refused]}


def a_deaf_queue(*refusals: set[str]) -> tuple[SqsQueue, PartlyDeaf]:
    queue, client = SqsQueue("url"), PartlyDeaf(*refusals)
    queue.__dict__["client"] = client
    return queue, client


def test_what_a_queue_refused_is_sent_once_more_and_nothing_else() -> None:
    queue, client = a_deaf_queue({"1"})
    queue.send(["a", "b", "c"])
    assert client.taken == ["a", "c", "b"]


def test_a_queue_that_refuses_twice_is_unavailable() -> None:
    queue, _ = a_deaf_queue({"1"}, {"1"})
    with pytest.raises(Unavailable):
        queue.send(["a", "b", "c"])


def test_the_topic_lets_subscribers_filter(aws: None) -> None:
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    arn = sns.create_topic(Name="alerts")["TopicArn"]
    url = sqs.create_queue(QueueName="health")["QueueUrl"]
    queue_arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    policy = json.dumps({"agency": ["health"], "event": ["deadline_missed"]})
    sns.subscribe(
        TopicArn=arn,
        Protocol="sqs",
        Endpoint=queue_arn["QueueArn"],
        Attributes={"FilterPolicy": policy, "RawMessageDelivery": "true"},
    )
    topic = SnsTopic(arn)
    for agency in ("justice", "health"):
        attributes = {"agency": agency, "event": "deadline_missed", "urgency": "high"}
        topic.publish({"agency": agency}, attributes)
    (message,) = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert json.loads(message["Body"]) == {"agency": "health"}


def test_a_topic_that_is_gone_is_hopeless(aws: None) -> None:
    topic = SnsTopic(f"arn:aws:sns:{REGION}:{DEFAULT_ACCOUNT_ID}:gone")
    with pytest.raises(Undeliverable):
        topic.publish({}, {"agency": "health"})


@pytest.fixture
def workflow(aws: None) -> Workflow:
    definition = json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}})
    role = f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:role/workflow"
    client = boto3.client("stepfunctions")
    machine = client.create_state_machine(name="climb", definition=definition, roleArn=role)
    return Workflow(machine["stateMachineArn"])


def test_too_many_executions_are_no_reason_to_give_up(workflow: Workflow) -> None:
    refused_with(workflow.client, "sfn.StartExecution", "ExecutionLimitExceeded")
    with pytest.raises(Unavailable):
        workflow.start("a", {})


@pytest.mark.parametrize("code", ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])
def test_a_task_that_waits_no_longer_is_no_error(workflow: Workflow, code: str) -> None:
    refused_with(workflow.client, "sfn.SendTaskSuccess", code)
    workflow.taken("task", "health.duty.0")


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("InvalidParameter", Undeliverable),
        ("InvalidParameterValue", Undeliverable),
        ("ParameterValueInvalid", Undeliverable),
        ("NotFound", Undeliverable),
        ("OptedOut", Undeliverable),
        ("EndpointDisabled", Undeliverable),
        ("Throttled", Unavailable),
        ("InternalError", Unavailable),
    ],
)
def test_what_the_topic_refuses_is_hopeless_or_worth_another_try(
    aws: None, code: str, ours: type[Exception]
) -> None:
    topic = SnsTopic(f"arn:aws:sns:{REGION}:{DEFAULT_ACCOUNT_ID}:alerts")
    refused_with(topic.client, "sns.Publish", code)
    with pytest.raises(ours):
        topic.publish({}, {"agency": "health"})
