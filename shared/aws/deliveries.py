"""What became of each alert and mail: one row per event, recipient and channel, beside the case.

A row is claimed before the message is sent. One that was claimed and never finished is claimed
again after `STALE`: a doubled alert harms less than a lost one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from shared.aws import keys
from shared.aws.errors import code, unavailable_when_down
from shared.domain.instants import to_text
from shared.ports import Claim, Delivery

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# Longer than any function that sends may run, shorter than the waits between a workflow's tries.
STALE = timedelta(seconds=35)

_FREE = "attribute_not_exists(pk) OR #state = :failed OR (#state = :sending AND claimed_at < :old)"


@dataclass(frozen=True)
class DynamoDeliveries:
    """Deliveries in the cases table."""

    client: "DynamoDBClient"
    table: str

    def claim(self, delivery: Delivery, attempt: str, now: datetime) -> Claim:
        item = _key(delivery) | {
            "state": {"S": "sending"},
            "claimed_at": {"S": to_text(now)},
            "attempt": {"S": attempt},
        }
        values = {"failed": "failed", "sending": "sending", "old": to_text(now - STALE)}
        try:
            with unavailable_when_down():
                self.client.put_item(
                    TableName=self.table,
                    Item=item,
                    ConditionExpression=_FREE,
                    ExpressionAttributeNames={"#state": "state"},
                    ExpressionAttributeValues=_texts(values),
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
        except ClientError as error:
            if code(error) != "ConditionalCheckFailedException":
                raise
            in_the_way: Any = error.response.get("Item", {})
            return _claim_of(in_the_way, attempt)
        return Claim.OURS

    def sent(self, delivery: Delivery, message_id: str, now: datetime) -> None:
        self._finish(delivery, {"state": "sent", "sent_at": to_text(now), "message": message_id})

    def failed(self, delivery: Delivery, reason: str, now: datetime) -> None:
        self._finish(delivery, {"state": "failed", "failed_at": to_text(now), "reason": reason})

    def states(self, reference: str, seq: int) -> Mapping[Delivery, str]:
        request: dict[str, Any] = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :event)",
            "ExpressionAttributeValues": _texts(
                {"pk": f"case#{reference}", "event": f"{keys.DELIVERY}{seq:06d}#"}
            ),
            "ConsistentRead": True,
        }
        with unavailable_when_down():
            rows = self.client.query(**request)["Items"]  # a level's rows are far below one page
        return {_delivery_of(reference, seq, row): row["state"]["S"] for row in rows}

    def _finish(self, delivery: Delivery, attributes: Mapping[str, str]) -> None:
        changes = ", ".join(f"#{name} = :{name}" for name in attributes)
        try:
            with unavailable_when_down():
                self.client.update_item(
                    TableName=self.table,
                    Key=_key(delivery),
                    UpdateExpression=f"SET {changes}",
                    ConditionExpression="attribute_not_exists(#state) OR #state <> :final",
                    ExpressionAttributeNames={f"#{name}": name for name in attributes},
                    ExpressionAttributeValues=_texts({**attributes, "final": "sent"}),
                )
        except ClientError as error:
            if code(error) != "ConditionalCheckFailedException":
                raise


def _claim_of(row: Mapping[str, Any], attempt: str) -> Claim:
    """Reads what stood in the way: our own claim, when only its answer was lost."""
    if row.get("state", {}).get("S") == "sent":
        return Claim.SENT
    return Claim.OURS if row.get("attempt", {}).get("S") == attempt else Claim.BUSY


def _key(delivery: Delivery) -> dict[str, dict[str, str]]:
    return keys.delivery_key(delivery.reference, delivery.seq, delivery.recipient, delivery.channel)


def _delivery_of(reference: str, seq: int, row: Mapping[str, Any]) -> Delivery:
    _, _, recipient, channel = str(row["sk"]["S"]).split("#")
    return Delivery(reference, seq, recipient, channel)


def _texts(values: Mapping[str, str]) -> dict[str, Any]:
    return {f":{name}": {"S": value} for name, value in values.items()}
