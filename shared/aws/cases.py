"""Cases in DynamoDB: one transaction a command, strongly consistent reads of one case.

The case is kept as one JSON body beside the attributes that the indexes need. Events are written
once and never changed. The stream of new events is what alerts and statistics hang on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from shared.aws import batch_get as batches
from shared.aws import items, keys
from shared.aws.case_writes import CaseWrites, explain_cancelled
from shared.aws.errors import code, unavailable_when_down
from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import Event
from shared.domain.case.texts import Text
from shared.domain.errors import CaseNotFound, Unavailable
from shared.domain.instants import to_text
from shared.ports import QueueQuery, Receipt

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_LARGEST_TRANSACTION = 100


@dataclass(frozen=True)
class DynamoCases:
    """The CaseStore. `shards` may grow over time and never shrink."""

    client: "DynamoDBClient"
    cases: str
    identities: str
    shards: int

    @property
    def _writes(self) -> CaseWrites:
        return CaseWrites(self.cases, self.identities, self.shards)

    def load(self, reference: str) -> Case:
        item = self._get(self.cases, keys.case_key(reference))
        if item is None:
            raise CaseNotFound(reference)
        return items.case_of(item)

    def commit(self, change: Change, *, once: bool = False) -> Case:
        self._transact(self._writes.committing(change, once=once), change, once=once)
        return change.case

    def file(
        self, change: Change, identity: Mapping[str, Any] | None, receipt: Receipt | None
    ) -> None:
        self._transact(self._writes.filing(change, identity, receipt), change)

    def receipt(self, key_hash: str) -> Receipt | None:
        item = self._get(self.cases, keys.receipt_key(key_hash))
        return None if item is None else items.receipt_of(item)

    def identity(self, reference: str) -> Mapping[str, Any] | None:
        item = self._get(self.identities, keys.identity_key(reference))
        return None if item is None or "forgotten" in item else items.body_of(item)

    def unsent_complaint(self, key_hash: str, now: datetime) -> Mapping[str, Any] | None:
        item = self._get(self.identities, keys.draft_key(key_hash))
        return None if item is None or items.is_over(item, now) else items.body_of(item)

    def keep_unsent_complaint(
        self, key_hash: str, answers: Mapping[str, Any], until: datetime
    ) -> None:
        with unavailable_when_down():
            item = items.draft_item(key_hash, answers, until)
            self.client.put_item(TableName=self.identities, Item=item)

    def event(self, reference: str, seq: int) -> Event | None:
        item = self._get(self.cases, keys.event_key(reference, seq))
        return None if item is None else items.event_of(item)

    def events(self, reference: str) -> Sequence[Event]:
        return [items.event_of(item) for item in self._all(reference, keys.EVENT)]

    def texts(self, reference: str) -> Sequence[Text]:
        found = self._all(reference, keys.TEXT)
        return [items.text_of(item) for item in found if "forgotten" not in item]

    def load_many(self, references: Sequence[str]) -> Sequence[Case]:
        found = self._many([keys.case_key(one) for one in dict.fromkeys(references)])
        cases = {case.reference: case for case in map(items.case_of, found)}
        return [cases[one] for one in references if one in cases]

    def complaints(self, references: Sequence[str]) -> dict[str, str]:
        wanted = dict.fromkeys(references)
        found = self._many([keys.text_key(one, items.COMPLAINT) for one in wanted])
        return dict(items.complaint_of(item) for item in found if "forgotten" not in item)

    def due(self, shard: int, now: datetime) -> Iterator[str]:
        pages: dict[str, Any] = {}
        while True:
            with unavailable_when_down():
                page = self.client.query(
                    TableName=self.cases,
                    IndexName="due",
                    KeyConditionExpression="due_shard = :shard AND due_key < :now",
                    ExpressionAttributeValues={
                        ":shard": {"S": f"due#{shard}"},
                        ":now": {"S": to_text(now)},
                    },
                    **pages,
                )
            for item in page["Items"]:
                yield item["due_key"]["S"].partition("#")[2]
            if "LastEvaluatedKey" not in page:
                break
            pages = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def queue(self, query: QueueQuery) -> tuple[Sequence[Mapping[str, Any]], str | None]:
        found = [entry for agency in query.agencies for entry in self._queue_of(agency, query)]
        found.sort(key=lambda entry: entry[0])
        page = found[: query.limit]
        more = len(found) > query.limit
        return [entry for _, entry in page], page[-1][0] if more else None

    def reachable(self) -> bool:
        """Returns whether the table answers."""
        try:
            self._get(self.cases, keys.key("health", "health"))
        except (Unavailable, ClientError):
            return False
        return True

    def _queue_of(self, agency: str, query: QueueQuery) -> list[tuple[str, Mapping[str, Any]]]:
        """One more than a page holds, so that the caller knows whether there is another."""
        request = items.queue_request(agency, query)
        found: list[tuple[str, Mapping[str, Any]]] = []
        while len(found) <= query.limit:
            with unavailable_when_down():
                page = self.client.query(TableName=self.cases, IndexName="queue", **request)
            found += [(item["queue_key"]["S"], items.summary_of(item)) for item in page["Items"]]
            if "LastEvaluatedKey" not in page:
                break
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
        return found[: query.limit + 1]

    def _transact(
        self, writes: list[dict[str, Any]], change: Change, *, once: bool = False
    ) -> None:
        if len(writes) > _LARGEST_TRANSACTION:
            raise ValueError("a command may write at most 100 items")
        try:
            with unavailable_when_down():
                self.client.transact_write_items(TransactItems=writes)  # type: ignore[arg-type]
        except ClientError as error:
            if code(error) != "TransactionCanceledException":
                raise
            explain_cancelled(error, change, once=once)

    def _many(self, wanted: Sequence[batches.Key]) -> list[Mapping[str, Any]]:
        """Each key once: DynamoDB refuses a batch that names one twice."""
        return list(batches.many(self.client, self.cases, wanted))

    def _get(self, table: str, key: dict[str, dict[str, str]]) -> Mapping[str, Any] | None:
        with unavailable_when_down():
            answer = self.client.get_item(TableName=table, Key=key, ConsistentRead=True)
        return answer.get("Item")

    def _all(self, reference: str, prefix: str) -> Iterator[Mapping[str, Any]]:
        request: dict[str, Any] = {
            "TableName": self.cases,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)",
            "ExpressionAttributeValues": {
                ":pk": {"S": f"case#{reference}"},
                ":prefix": {"S": prefix},
            },
            "ConsistentRead": True,
        }
        while True:
            with unavailable_when_down():
                page = self.client.query(**request)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                break
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
