"""Where the chains are read from: whatever holds them, and the tables of a stack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from infra.stack import Stack
from shared.aws import keys
from shared.aws.attestations import PREFIX
from shared.aws.cases import DynamoCases
from shared.domain.audit.chain import Kept
from shared.domain.case.events import POLICY_CHAIN, Event, sha256
from shared.domain.errors import CaseNotFound

_TIMES = 5  # that a chain may grow while it is read


@dataclass(frozen=True)
class Signed:
    """One day's object as it was first written; `touched` when somebody tried to replace it."""

    name: str
    body: bytes
    touched: bool = False


class Record(Protocol):
    def references(self) -> Sequence[str]: ...

    def events(self, reference: str) -> Sequence[Event]: ...

    def tip(self, reference: str) -> tuple[str, int] | None:
        """The hash and the number of the last event that the case itself names."""

    def texts(self, reference: str) -> Mapping[str, Kept]:
        """Returns what is kept of each text, by its id."""

    def signed(self) -> Sequence[Signed]:
        """Lists the attestations in the order of their days."""

    def public_key(self) -> bytes | None:
        """DER, as KMS gives it; None where nothing is signed."""


@dataclass(frozen=True)
class TableRecord:
    stack: Stack

    @cached_property
    def store(self) -> DynamoCases:
        return DynamoCases(self.stack.client("dynamodb"), self.stack.cases_table, "", 0)

    def references(self) -> Sequence[str]:
        """Every case, and every chain whose case is gone: either by itself would be a breach."""
        pages = (
            self.stack.client("dynamodb")
            .get_paginator("scan")
            .paginate(
                TableName=self.stack.cases_table,
                FilterExpression="sk = :case OR begins_with(sk, :event)",
                ExpressionAttributeValues={":case": {"S": "case"}, ":event": {"S": "event#"}},
                ProjectionExpression="pk",
                ConsistentRead=True,
            )
        )
        found = {item["pk"]["S"].removeprefix("case#") for page in pages for item in page["Items"]}
        return [POLICY_CHAIN, *sorted(found - {POLICY_CHAIN})]

    def events(self, reference: str) -> Sequence[Event]:
        return self.store.events(reference)

    def tip(self, reference: str) -> tuple[str, int] | None:
        try:
            case = self.store.load(reference)
        except CaseNotFound:
            return None
        return case.head, case.seq

    def texts(self, reference: str) -> Mapping[str, Kept]:
        pages = (
            self.stack.client("dynamodb")
            .get_paginator("query")
            .paginate(
                TableName=self.stack.cases_table,
                KeyConditionExpression="pk = :pk AND begins_with(sk, :text)",
                ExpressionAttributeValues={
                    ":pk": {"S": f"case#{reference}"},
                    ":text": {"S": keys.TEXT},
                },
                ConsistentRead=True,
            )
        )
        found = (item for page in pages for item in page["Items"])
        return {item["sk"]["S"].removeprefix(keys.TEXT): _text_hash(item) for item in found}

    def signed(self) -> Sequence[Signed]:
        """The first version of each: what was written over it later has no say."""
        versions: dict[str, list[Mapping[str, Any]]] = {}
        touched = set()
        for page in self._pages():
            for one in page.get("Versions", []):
                versions.setdefault(one["Key"], []).append(one)
            touched |= {one["Key"] for one in page.get("DeleteMarkers", [])}
        return [
            Signed(key, self._body(key, each[-1]), key in touched or len(each) > 1)
            for key, each in sorted(versions.items())
        ]

    def public_key(self) -> bytes | None:
        key = self.stack.outputs.get("AuditKeyArn")
        if key is None:
            return None
        return bytes(self.stack.client("kms").get_public_key(KeyId=key)["PublicKey"])

    def _pages(self) -> Iterator[Mapping[str, Any]]:
        bucket = self.stack.outputs.get("AuditBucket")
        if bucket is None:
            return iter(())
        pages = self.stack.client("s3").get_paginator("list_object_versions")
        found: Iterator[Mapping[str, Any]] = iter(pages.paginate(Bucket=bucket, Prefix=PREFIX))
        return found

    def _body(self, key: str, version: Mapping[str, Any]) -> bytes:
        got = self.stack.client("s3").get_object(
            Bucket=self.stack.outputs["AuditBucket"], Key=key, VersionId=version["VersionId"]
        )
        return bytes(got["Body"].read())


def _text_hash(item: Mapping[str, Any]) -> Kept:
    erased = "forgotten" in item
    return Kept(None if erased else sha256(item["body"]["S"]), item["audience"]["S"])


def settled(record: Record, reference: str) -> tuple[Sequence[Event], tuple[str, int] | None]:
    """Returns a chain and its tip as of one moment: others may write while they are read."""
    tip = record.tip(reference)
    for _ in range(_TIMES):
        events, again = record.events(reference), record.tip(reference)
        if again == tip:
            break
        tip = again
    return events, tip
