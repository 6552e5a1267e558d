"""Which chains grew on a day: a sparse index of the day of a case's last event."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from shared.aws import keys
from shared.aws.errors import unavailable_when_down
from shared.domain.audit.attestation import Head
from shared.domain.case.events import POLICY_CHAIN

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True)
class ChangedChains:
    """A case that changed again since is found under its later day, with its later head."""

    client: "DynamoDBClient"
    table: str
    shards: int

    def __call__(self, days: Iterable[date]) -> Iterator[Head]:
        for day in days:
            for shard in range(self.shards):
                yield from self._on(keys.changed_on(day, shard))

    def policy(self) -> Head | None:
        """The last change of the policy, if there was one."""
        with unavailable_when_down():
            page = self.client.query(
                TableName=self.table,
                KeyConditionExpression="pk = :pk AND begins_with(sk, :event)",
                ExpressionAttributeValues={
                    ":pk": {"S": f"case#{POLICY_CHAIN}"},
                    ":event": {"S": keys.EVENT},
                },
                ProjectionExpression="sk, #hash",
                ExpressionAttributeNames={"#hash": "hash"},
                ScanIndexForward=False,
                Limit=1,
                ConsistentRead=True,
            )
        for item in page["Items"]:
            seq = int(item["sk"]["S"].removeprefix(keys.EVENT))
            return Head(POLICY_CHAIN, seq, item["hash"]["S"])
        return None

    def _on(self, changed_on: str) -> Iterator[Head]:
        request: dict[str, Any] = {
            "TableName": self.table,
            "IndexName": "changed",
            "KeyConditionExpression": "changed_on = :day",
            "ExpressionAttributeValues": {":day": {"S": changed_on}},
        }
        while True:
            with unavailable_when_down():
                page = self.client.query(**request)
            for item in page["Items"]:
                reference = item["pk"]["S"].removeprefix("case#")
                yield Head(reference, int(item["seq"]["N"]), item["head"]["S"])
            if "LastEvaluatedKey" not in page:
                break
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
