"""What the cases table knows of evidence beside the case: what is pending, who reads how much."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from shared.aws import keys
from shared.aws.errors import code, unavailable_when_down
from shared.domain.errors import QuotaSpent
from shared.domain.evidence.evidence import Evidence
from shared.domain.instants import to_text

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PENDING = "evidence"
_QUOTA_KEPT = timedelta(days=30)


def evidence_key(reference: str, evidence_id: str) -> dict[str, dict[str, str]]:
    return keys.key(f"case#{reference}", f"evidence#{evidence_id}")


def quota_key(reader: str, day: str) -> dict[str, dict[str, str]]:
    return keys.key(f"quota#{reader}", day)


def pending_write(table: str, reference: str, evidence: Evidence) -> dict[str, Any]:
    """Belongs into the transaction that commits the evidence: its row is in the index of what is
    due for as long as it is pending, and stays behind without a time."""
    row = evidence_key(reference, evidence.evidence_id)
    if evidence.look_at is not None:
        at = f"{to_text(evidence.look_at)}#{reference}#{evidence.evidence_id}"
        row |= {"due_shard": {"S": PENDING}, "due_key": {"S": at}}
    return {"Put": {"TableName": table, "Item": row}}


@dataclass(frozen=True)
class PendingEvidence:
    """The reconciler's list, oldest first, from the sparse index of what is due."""

    client: "DynamoDBClient"
    table: str

    def __call__(self, now: datetime) -> Iterator[tuple[str, str]]:
        pages: dict[str, Any] = {}
        while True:
            with unavailable_when_down():
                page = self.client.query(
                    TableName=self.table,
                    IndexName="due",
                    KeyConditionExpression="due_shard = :shard AND due_key < :now",
                    ExpressionAttributeValues={
                        ":shard": {"S": PENDING},
                        ":now": {"S": to_text(now)},
                    },
                    **pages,
                )
            for item in page["Items"]:
                _, reference, evidence_id = item["due_key"]["S"].split("#")
                yield reference, evidence_id
            if "LastEvaluatedKey" not in page:
                break
            pages = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


@dataclass(frozen=True)
class DownloadQuota:
    """So many downloads a reader and day, counted before an address is handed out."""

    client: "DynamoDBClient"
    table: str
    a_day: int

    def take(self, reader: str, now: datetime) -> int:
        """Counts one more download of today. Raises QuotaSpent beyond the quota."""
        try:
            with unavailable_when_down():
                answer = self.client.update_item(
                    TableName=self.table,
                    Key=quota_key(reader, to_text(now)[:10]),
                    UpdateExpression="ADD taken :one SET expires_at = :end",
                    ConditionExpression="attribute_not_exists(taken) OR taken < :most",
                    ExpressionAttributeValues={
                        ":one": {"N": "1"},
                        ":most": {"N": str(self.a_day)},
                        ":end": {"N": str(int((now + _QUOTA_KEPT).timestamp()))},
                    },
                    ReturnValues="UPDATED_NEW",
                )
        except ClientError as error:
            if code(error) == "ConditionalCheckFailedException":
                raise QuotaSpent("downloads") from error
            raise
        return int(answer["Attributes"]["taken"]["N"])
