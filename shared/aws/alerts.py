"""One-time tokens with which somebody who was alerted takes an urgent case.

How a take goes: `find` the token; perform `Take(contact_id, user)` as `Actor(Role.CONTACT,
contact_id)` with the token as idempotency key; `use` the token; when the alert has a `task_token`,
`Workflow.taken(task_token, contact_id)`. Each step may be repeated.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from shared.aws import keys
from shared.aws.errors import code, unavailable_when_down
from shared.domain.case.events import sha256
from shared.domain.instants import to_text
from shared.ports import OpenAlert

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

VALID = timedelta(hours=24)


@dataclass(frozen=True)
class DynamoAlertTokens:
    """Alerts by the hash of their token, in the cases table; each goes after a day."""

    client: "DynamoDBClient"
    table: str
    clock: Callable[[], datetime]

    def save(self, token: str, alert: OpenAlert) -> str:
        alert_id = sha256(token)
        expires = int((self.clock() + VALID).timestamp())
        item: dict[str, Any] = keys.alert_key(alert_id) | {
            "reference": {"S": alert.reference},
            "contact_id": {"S": alert.contact_id},
            "expires_at": {"N": str(expires)},
        }
        if alert.user is not None:
            item["user"] = {"S": alert.user}
        with unavailable_when_down():
            self.client.put_item(TableName=self.table, Item=item)
        return alert_id

    def find(self, token: str) -> OpenAlert | None:
        """The alert of this token, used or not; None when there is none or its day is over."""
        with unavailable_when_down():
            answer = self.client.get_item(
                TableName=self.table, Key=keys.alert_key(sha256(token)), ConsistentRead=True
            )
        item = answer.get("Item")
        if item is None or int(item["expires_at"]["N"]) <= self.clock().timestamp():
            return None
        return OpenAlert(
            item["reference"]["S"],
            item["contact_id"]["S"],
            item.get("user", {}).get("S"),
            item.get("task_token", {}).get("S"),
        )

    def use(self, token: str) -> None:
        """Notes when it was first used. Doing it again changes nothing."""
        self._set(sha256(token), "used_at", to_text(self.clock()), once=True)

    def await_take(self, alert_id: str, task_token: str) -> None:
        self._set(alert_id, "task_token", task_token)

    def _set(self, alert_id: str, name: str, value: str, *, once: bool = False) -> None:
        condition = "attribute_exists(pk)" + (" AND attribute_not_exists(#name)" if once else "")
        try:
            with unavailable_when_down():
                self.client.update_item(
                    TableName=self.table,
                    Key=keys.alert_key(alert_id),
                    UpdateExpression="SET #name = :value",
                    ConditionExpression=condition,
                    ExpressionAttributeNames={"#name": name},
                    ExpressionAttributeValues={":value": {"S": value}},
                )
        except ClientError as error:
            if code(error) != "ConditionalCheckFailedException":
                raise
