"""Cases whose levels were reached, and the workflow's functions around them."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger

from functions.escalate.find_people import FindPeople
from functions.escalate.record_alerts import AlertRecorder
from functions.escalate.start_workflow import StartWorkflow
from shared.domain.case.events import Event
from shared.domain.case.moment import Moment
from shared.domain.policy.model import Policy
from shared.domain.procedure.command import Command
from tests.fakes import FakeCases, a_casework, a_complaint, a_policy
from tests.fakes_alerts import FakeAlertTokens, FakeDeliveries, FakeExecutions
from tests.moments import CITIZEN, NOON, OFFICER

LOG = Logger(service="test")
DAYS_LATER = NOON + timedelta(days=4)


@dataclass
class World:
    policy: Policy = field(default_factory=a_policy)
    store: FakeCases = field(default_factory=FakeCases)
    deliveries: FakeDeliveries = field(default_factory=FakeDeliveries)
    tokens: FakeAlertTokens = field(default_factory=FakeAlertTokens)
    executions: FakeExecutions = field(default_factory=FakeExecutions)
    now: datetime = DAYS_LATER

    def __post_init__(self) -> None:
        self.casework = a_casework(self.store, self.policy)
        self.start = StartWorkflow(self.store, self.executions, LOG)
        self.people = FindPeople(self.store, self.casework.policies, LOG)
        self.record = AlertRecorder(
            self.casework, self.deliveries, self.tokens, lambda: self.now, LOG
        )

    def file(self, how_many: int = 1, **changes: Any) -> list[str]:
        before = set(self.store.chains)
        for _ in range(how_many):
            self.casework.file(a_complaint(**changes), CITIZEN, NOON, lambda case: {})
        return [one for one in self.store.chains if one not in before]

    def urgent(self) -> str:
        return self.file(urgent_answers={"danger_now": True})[0]

    def tick(self, now: datetime = DAYS_LATER) -> None:
        for reference in self.store.chains:
            self.casework.tick(reference, now)

    def do(self, reference: str, command: Command, now: datetime = DAYS_LATER) -> None:
        self.casework.perform(reference, command, OFFICER, Moment.at(now))

    def named(self, name: str) -> list[Event]:
        return [one for chain in self.store.chains.values() for one in chain if one.name == name]

    def escalated(self) -> list[Event]:
        return self.named("escalated")

    def run_start(self, *events: Event) -> dict[str, Any]:
        return self.start({"Records": [message(one) for one in events]}, None)

    def ask_people(self, *events: Event) -> dict[str, Any]:
        self.run_start(*events)
        (document,) = self.executions.started.values()
        return self.people(document, None)


def message(event: Event) -> dict[str, str]:
    body = {"reference": event.reference, "seq": event.seq, "name": event.name}
    return {"messageId": f"{event.reference}/{event.seq}", "body": json.dumps(body)}
