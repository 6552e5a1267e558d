"""Cases, the queue's messages about their events, and the mail that comes of them."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger

from functions.notify.alerts.alert_contact import AlertContact
from functions.notify.letters.send_once import SendOnce
from functions.notify.on_event import OnEvent
from shared.domain.case.events import Actor, Event
from shared.domain.case.moment import Moment
from shared.domain.policy.model import Policy
from shared.domain.procedure.command import Command
from tests.fakes import FakeCases, a_casework, a_complaint, a_policy, counted_bytes
from tests.fakes_alerts import FakeAlertTokens, FakeDeliveries, FakeMail, FakePhone, FakeTopic
from tests.moments import CITIZEN, NOON, OFFICER

LOG = Logger(service="test")
URL = "https://redress.example.org"
SOON = NOON + timedelta(minutes=1)
SOMEONE = {"email": "someone@example.org", "name": "Canary Name", "phone": "+22600000000"}


@dataclass
class World:
    policy: Policy = field(default_factory=a_policy)
    store: FakeCases = field(default_factory=FakeCases)
    deliveries: FakeDeliveries = field(default_factory=FakeDeliveries)
    mail: FakeMail = field(default_factory=FakeMail)
    topic: FakeTopic = field(default_factory=FakeTopic)
    phone: FakePhone | None = None
    tokens: FakeAlertTokens = field(default_factory=FakeAlertTokens)
    now: datetime = SOON

    def __post_init__(self) -> None:
        self.casework = a_casework(self.store, self.policy)
        policies = self.casework.policies
        self.once = SendOnce(self.deliveries, lambda: self.now, counted_bytes())
        self.on_event = OnEvent(
            self.store, policies, self.once, self.mail, self.topic, URL, lambda: self.now, LOG
        )
        self.alert = AlertContact(
            policies, self.once, self.tokens, self.mail, self.topic, self.phone, URL, LOG
        )

    def file(self, **changes: Any) -> str:
        before = set(self.store.chains)
        complaint = a_complaint(**{"identity": SOMEONE, **changes})
        self.casework.file(complaint, CITIZEN, NOON, lambda case: {})
        (reference,) = set(self.store.chains) - before
        return reference

    def do(
        self, reference: str, command: Command, actor: Actor = OFFICER, now: datetime = SOON
    ) -> Event:
        self.casework.perform(reference, command, actor, Moment.at(now))
        return self.store.chains[reference][-1]

    def tick(self, now: datetime) -> None:
        self.now = now
        for reference in self.store.chains:
            self.casework.tick(reference, now)

    def named(self, *names: str) -> list[Event]:
        return [one for chain in self.store.chains.values() for one in chain if one.name in names]

    def tell(self, *events: Event) -> dict[str, Any]:
        return self.on_event({"Records": [message(one) for one in events]}, None)

    def failed(self, answer: dict[str, Any]) -> list[str]:
        return [one["itemIdentifier"] for one in answer["batchItemFailures"]]


def message(event: Event) -> dict[str, str]:
    body = {"reference": event.reference, "seq": event.seq, "name": event.name}
    return {"messageId": f"{event.reference}/{event.seq}", "body": json.dumps(body)}
