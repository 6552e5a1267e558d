"""What one transaction on cases writes, and what it means that one was cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from shared.aws import items
from shared.aws.errors import reasons
from shared.aws.evidence_rows import pending_write
from shared.domain.case.change import Change
from shared.domain.errors import Conflict, Repeated, Unavailable
from shared.domain.evidence.evidence import Evidence
from shared.ports import Receipt

_NEW = "attribute_not_exists(pk)"

Write = dict[str, Any]


@dataclass(frozen=True)
class CaseWrites:
    """Lists a change's writes. Each has its condition: a new row, or the case as it was read."""

    cases: str
    identities: str
    shards: int

    def committing(self, change: Change, *, once: bool) -> list[Write]:
        """Also the change that goes along; with `once` the row that knows the operation."""
        writes = self._of(change)
        if change.along is not None:
            writes += self._of(change.along)
        if once:
            writes.append(self._put(items.operation_item(change)))
        return writes

    def filing(
        self, change: Change, identity: Mapping[str, Any] | None, receipt: Receipt | None
    ) -> list[Write]:
        writes = [self._put(self._case_item(change)), *self._history(change)]
        if receipt is not None:
            writes.append(self._put(items.receipt_item(receipt)))
        if identity is not None:
            item = items.identity_item(change.case.reference, identity)
            writes.append(self._put(item, table=self.identities))
        return writes

    def _of(self, change: Change) -> list[Write]:
        seen = {":seq": {"N": str(change.before.seq)}}
        return [self._put(self._case_item(change), "seq = :seq", seen), *self._history(change)]

    def _case_item(self, change: Change) -> dict[str, Any]:
        return items.case_item(change.case, self.shards, change.moment.recorded_at)

    def _history(self, change: Change) -> list[Write]:
        reference = change.case.reference
        return [
            *(self._put(items.event_item(event)) for event in change.events),
            *self._forgotten(change),
            *(self._put(items.text_item(reference, text)) for text in change.texts),
            *(
                pending_write(self.cases, reference, evidence)
                for name, evidence in change.case.evidence.items()
                if evidence.look_at != _look_at(change.before.evidence.get(name))
            ),
        ]

    def _forgotten(self, change: Change) -> list[Write]:
        if not change.forgets_identity:
            return []
        item = items.forgotten_identity(change.case.reference)
        return [{"Put": {"TableName": self.identities, "Item": item}}]

    def _put(
        self,
        item: Mapping[str, Any],
        condition: str = _NEW,
        values: Mapping[str, Any] | None = None,
        table: str | None = None,
    ) -> Write:
        put: dict[str, Any] = {
            "TableName": table or self.cases,
            "Item": item,
            "ConditionExpression": condition,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        if values:
            put["ExpressionAttributeValues"] = values
        return {"Put": put}


def explain_cancelled(error: ClientError, change: Change, *, once: bool) -> None:
    """Returns when our own earlier attempt won and only its answer was lost.

    Raises Repeated, Conflict or Unavailable, or the error itself for a mistake of ours.
    """
    existing = [reason.get("Item", {}) for reason in reasons(error)]
    codes = {reason.get("Code") for reason in reasons(error)}
    if codes <= {"None", "ConditionalCheckFailed", "TransactionConflict"}:
        if any(items.is_event_of(item, change) for item in existing):
            return
        if once and any(items.is_operation_of(item, change) for item in existing):
            raise Repeated(change.operation_id) from error
        raise Conflict(change.case.reference) from error
    if codes & {"ThrottlingError", "ProvisionedThroughputExceeded"}:
        raise Unavailable("throttled") from error
    raise error


def _look_at(evidence: Evidence | None) -> datetime | None:
    return None if evidence is None else evidence.look_at
