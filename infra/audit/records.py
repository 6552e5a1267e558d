"""Where the chains are read from: the tables of a stack, or an export that lies in a folder."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from infra.stack import Stack
from shared.aws.attestations import PREFIX
from shared.aws.cases import DynamoCases
from shared.domain.errors import CaseNotFound
from shared.domain.events import Event, canonical, from_document, to_document

POLICY = "policy"  # the chain of policy changes, which belongs to no case
_TIMES = 5  # that a chain may grow while it is read
EVENTS, CASES, HEADS, KEY = "events.jsonl", "cases.jsonl", "heads", "audit-key.der"


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

    def signed(self) -> Sequence[Signed]:
        """In the order of their days."""

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
        return [POLICY, *sorted(found - {POLICY})]

    def events(self, reference: str) -> Sequence[Event]:
        return self.store.events(reference)

    def tip(self, reference: str) -> tuple[str, int] | None:
        try:
            case = self.store.load(reference)
        except CaseNotFound:
            return None
        return case.head, case.seq

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


@dataclass(frozen=True)
class ExportedRecord:
    """What `export` wrote: no AWS is asked."""

    folder: Path
    chains: dict[str, list[Event]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with (self.folder / EVENTS).open(encoding="utf-8") as lines:
            for line in lines:
                written = json.loads(line)
                event = from_document(written["event"], written["hash"])
                self.chains.setdefault(written["chain"], []).append(event)

    @cached_property
    def tips(self) -> Mapping[str, tuple[str, int]]:
        with (self.folder / CASES).open(encoding="utf-8") as lines:
            written = [json.loads(line) for line in lines]
        return {one["reference"]: (one["head"], one["seq"]) for one in written}

    def references(self) -> Sequence[str]:
        found = self.chains.keys() | self.tips.keys()
        return [POLICY, *sorted(found - {POLICY})]

    def events(self, reference: str) -> Sequence[Event]:
        return self.chains.get(reference, [])

    def tip(self, reference: str) -> tuple[str, int] | None:
        return self.tips.get(reference)

    def signed(self) -> Sequence[Signed]:
        paths = sorted((self.folder / HEADS).glob("*.json"))
        return [Signed(f"{PREFIX}{path.name}", path.read_bytes()) for path in paths]

    def public_key(self) -> bytes | None:
        path = self.folder / KEY
        return path.read_bytes() if path.exists() else None


def settled(record: Record, reference: str) -> tuple[Sequence[Event], tuple[str, int] | None]:
    """A chain and its tip of one moment, though the office goes on working while they are read."""
    tip = record.tip(reference)
    for _ in range(_TIMES):
        events, again = record.events(reference), record.tip(reference)
        if again == tip:
            break
        tip = again
    return events, tip


def export(record: Record, folder: Path) -> int:
    """Writes everything that a verification needs; answers how many chains there are."""
    (folder / HEADS).mkdir(parents=True, exist_ok=True)
    references = record.references()
    with (
        (folder / EVENTS).open("w", encoding="utf-8") as chains,
        (folder / CASES).open("w", encoding="utf-8") as cases,
    ):
        for one in references:
            events, tip = settled(record, one)
            chains.writelines(
                canonical({"chain": one, "hash": event.hash, "event": to_document(event)}) + "\n"
                for event in events
            )
            if tip is not None:
                cases.write(canonical({"reference": one, "head": tip[0], "seq": tip[1]}) + "\n")
    for signed in record.signed():
        (folder / HEADS / signed.name.removeprefix(PREFIX)).write_bytes(signed.body)
    if (key := record.public_key()) is not None:
        (folder / KEY).write_bytes(key)
    return len(references)
