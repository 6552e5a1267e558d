"""From a new event to its letters, killed before and after each AWS call of relay and notify."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import boto3
from aws_lambda_powertools import Logger
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends
from moto.sns.models import sns_backends

from functions.notify.letters.send_once import SendOnce
from functions.notify.on_event import OnEvent
from functions.relay.relay_events import ASSIGN, ESCALATION, NOTIFY, Relay
from infra.packaging import template
from shared.aws import items
from shared.aws.cases import DynamoCases
from shared.aws.deliveries import STALE, DynamoDeliveries
from shared.aws.mail import SesMail
from shared.aws.queues import SqsQueue
from shared.aws.topic import SnsTopic
from shared.ports import COMPLAINANT, TOPIC, Delivery
from tests.fakes import NOON, counted_bytes, policies
from tests.integration.contracts.making import FIRST, SOMEONE, a_filing
from tests.integration.crash import CrashPoint, Killed, sweep, until_done
from tests.tables import SHARDS, make_table

LOG = Logger(service="test", level="CRITICAL")
# Until a message comes again whose reader died over it.
HIDDEN = timedelta(
    seconds=template.of_type("AWS::SQS::Queue")["NotifyQueue"]["Properties"]["VisibilityTimeout"]
)
DESK = "health.desk.0"
WANTED = {
    Delivery(FIRST, 1, COMPLAINANT, "email"),
    Delivery(FIRST, 1, DESK, "email"),
    Delivery(FIRST, 1, TOPIC, "sns"),
}


@dataclass
class Office:
    """Tables, queue, mail and topic in moto; what relay and notify call may be the last call."""

    point: CrashPoint
    now: datetime = NOON
    queues: dict[str, SqsQueue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.calm = boto3.client("dynamodb")
        make_table(self.calm, "CasesTable", "cases")
        make_table(self.calm, "IdentitiesTable", "identities")
        store = DynamoCases(self.calm, "cases", "identities", SHARDS)
        store.file(a_filing(identity=SOMEONE), SOMEONE, None)
        (self.event,) = store.events(FIRST)
        boto3.client("sesv2").create_email_identity(EmailIdentity="office@example.org")
        arn = boto3.client("sns").create_topic(Name="alerts")["TopicArn"]
        sqs = boto3.client("sqs")
        for name in (ASSIGN, ESCALATION, NOTIFY):
            url = sqs.create_queue(QueueName=name)["QueueUrl"]
            self.queues[name] = SqsQueue(url)
        self._make(arn)

    def _make(self, arn: str) -> None:
        client, mail, topic = boto3.client("dynamodb"), SesMail("office@example.org"), SnsTopic(arn)
        store = DynamoCases(client, "cases", "identities", 0)
        once = SendOnce(DynamoDeliveries(client, "cases"), lambda: self.now, counted_bytes())
        url = "https://redress.example.org"
        self.relay = Relay(self.queues, LOG)
        self.on_event = OnEvent(store, policies(), once, mail, topic, url, lambda: self.now, LOG)
        for one in (client, mail.client, topic.client, *(q.client for q in self.queues.values())):
            self.point.watch(one)

    def relayed(self) -> None:
        """As the stream hands the event over, again after a kill."""
        image = items.event_item(self.event)
        record = {"dynamodb": {"NewImage": image, "SequenceNumber": "1"}}
        answer = until_done(lambda: self.relay({"Records": [record]}, None))
        assert answer == {"batchItemFailures": []}

    def read(self) -> None:
        """As the queue hands messages over: what was not done comes again when it is visible."""
        sqs, url = boto3.client("sqs"), self.queues[NOTIFY].url
        while found := sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0
        ).get("Messages"):
            records = [{"messageId": one["MessageId"], "body": one["Body"]} for one in found]
            left = self._tried({"Records": records})
            for one in found:
                if one["MessageId"] not in left:
                    sqs.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
            if left:
                self.now += HIDDEN

    def _tried(self, batch: dict[str, Any]) -> list[str]:
        try:
            answer = self.on_event(batch, None)
        except Killed:
            return [one["messageId"] for one in batch["Records"]]
        return [one["itemIdentifier"] for one in answer["batchItemFailures"]]

    def sent(self) -> Counter[str]:
        letters = sesv2_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].core_backend.sent_messages
        (topic,) = sns_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].topics.values()
        counted = Counter(address for one in letters for address in one.destinations["ToAddresses"])
        return counted + Counter({TOPIC: len(topic.sent_notifications)})


def test_an_event_reaches_each_of_them_and_is_doubled_at_most_by_the_one_that_died() -> None:
    doubled: list[int] = []

    def run(point: CrashPoint) -> None:
        with mock_aws():
            office = Office(point)
            office.relayed()
            office.read()
            states = DynamoDeliveries(office.calm, "cases").states(FIRST, 1)
            assert states == dict.fromkeys(WANTED, "sent")
            sent = office.sent()
            assert set(sent) == {SOMEONE["email"], "desk@example.org", TOPIC}
            doubled.append(sent.total() - len(WANTED))
            point.over = True
            office.relayed()
            office.read()
            assert office.sent() == sent

    assert sweep(run) >= 20
    assert set(doubled) == {0, 1}
    assert HIDDEN > STALE
