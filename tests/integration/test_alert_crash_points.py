"""An alert killed before and after each of its AWS calls: sent at least once, told truly."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import boto3
from aws_lambda_powertools import Logger
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends

from functions.notify.alerts.alert_contact import AlertContact
from functions.notify.letters.send_once import SendOnce
from shared.aws.alerts import DynamoAlertTokens
from shared.aws.deliveries import STALE, DynamoDeliveries
from shared.aws.mail import SesMail
from shared.aws.topic import SnsTopic
from shared.domain.errors import Unavailable
from shared.ports import Delivery
from tests.fakes import NOON, counted_bytes, policies
from tests.integration.crash import CrashPoint, Killed, sweep
from tests.tables import make_table

ROW = Delivery("XT-1", 2, "health.duty.0", "email")
CALL = {
    "agency": "health",
    "urgency": "urgent",
    "level": 1,
    "act": "notify",
    "call_out": True,
    "wait_minutes": 4,
    "policy_version": "test.1",
    "escalations": [
        {
            "reference": "XT-1",
            "seq": 2,
            "cause": "call_out",
            "clock": "acknowledge",
            "due_at": "2026-11-24T13:00:00Z",
        }
    ],
}


@dataclass
class Clock:
    """Each look at it is a second later, as tries of a workflow are apart."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def an_alert(point: CrashPoint, clock: Clock) -> tuple[AlertContact, DynamoDeliveries]:
    client, calm = boto3.client("dynamodb"), boto3.client("dynamodb")
    make_table(calm, "CasesTable", "cases")
    boto3.client("sesv2").create_email_identity(EmailIdentity="office@example.org")
    mail = SesMail("office@example.org")
    for one in (client, mail.client):
        point.watch(one)
    once = SendOnce(DynamoDeliveries(client, "cases"), clock, counted_bytes())
    tokens = DynamoAlertTokens(client, "cases", clock)
    log = Logger(service="test")
    alert = AlertContact(policies(), once, tokens, mail, SnsTopic("arn"), None, "https://x", log)
    return alert, DynamoDeliveries(calm, "cases")


def as_the_workflow_does(act: Callable[[], Any], clock: Clock) -> Any:
    """Again after a kill or a failure, with the workflow's waits between."""
    waits = [5, 10, 20, 40]
    for wait in waits:
        with suppress(Killed, Unavailable):
            return act()
        clock.now += timedelta(seconds=wait)
    return act()


def letters() -> int:
    return len(sesv2_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].core_backend.sent_messages)


def test_an_alert_killed_anywhere_is_sent_and_doubled_at_most_by_the_one_that_died() -> None:
    sent: list[int] = []

    def run(point: CrashPoint) -> None:
        with mock_aws():
            clock = Clock()
            alert, deliveries = an_alert(point, clock)
            event = {"call": CALL, "contact_id": "health.duty.0"}
            assert as_the_workflow_does(lambda: alert(event, None), clock)["sent"]
            assert deliveries.states("XT-1", 2) == {ROW: "sent"}
            sent.append(letters())
            as_the_workflow_does(lambda: alert(event, None), clock)
            assert letters() == sent[-1]

    assert sweep(run) >= 8
    assert set(sent) == {1, 2}
    assert timedelta(seconds=5 + 10 + 20 + 40) > STALE
