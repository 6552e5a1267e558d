"""The audit chain of policy changes: who, why, from which policy to which, linked like a case's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from infra.policy_tools.plan_file import PlanRefused
from infra.stack import Stack
from shared.aws import items
from shared.aws.cases import DynamoCases
from shared.domain.case.events import GENESIS, POLICY_CHAIN, Actor, Event, sealed
from shared.domain.instants import in_utc
from shared.domain.vocabulary import EventName, Role


@dataclass(frozen=True)
class PolicyChain:
    stack: Stack
    by: str

    def events(self) -> list[Event]:
        return list(self._store().events(POLICY_CHAIN))

    def append(self, name: EventName, now: datetime, data: dict[str, Any], run: str) -> Event:
        """Raises PlanRefused when somebody else has just written to the chain."""
        before = self.events()
        at, actor = in_utc(now), Actor(Role.ADMIN, self.by)
        event = sealed(
            Event(POLICY_CHAIN, len(before) + 1, name, at, at, actor, run, data),
            before[-1].hash if before else GENESIS,
        )
        client = self.stack.client("dynamodb")
        try:
            client.put_item(
                TableName=self.stack.cases_table,
                Item=items.event_item(event),
                ConditionExpression="attribute_not_exists(pk)",
            )
        except client.exceptions.ConditionalCheckFailedException as error:
            raise PlanRefused("somebody else is changing the policy: look, and plan again") from (
                error
            )
        return event

    def _store(self) -> DynamoCases:
        client = self.stack.client("dynamodb")
        return DynamoCases(client, self.stack.cases_table, "", self.stack.shards)
