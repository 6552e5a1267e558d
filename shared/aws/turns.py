"""Whose turn it is in an agency: one item that only ever counts upwards."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.aws import keys
from shared.aws.errors import unavailable_when_down

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True)
class AssignmentTurns:
    client: "DynamoDBClient"
    table: str

    def take(self, agency: str) -> int:
        """The next number, from 0; no two callers get the same, and one may get lost."""
        with unavailable_when_down():
            answer = self.client.update_item(
                TableName=self.table,
                Key=keys.key(f"assignment#{agency}", "turn"),
                UpdateExpression="ADD taken :one",
                ExpressionAttributeValues={":one": {"N": "1"}},
                ReturnValues="UPDATED_NEW",
            )
        return int(answer["Attributes"]["taken"]["N"]) - 1
