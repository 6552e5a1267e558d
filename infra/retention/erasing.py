"""Erases, then records that it did: a claim in the chain is never false.

Each erasure can be repeated. A run that dies in between leaves a case whose chain doesn't tell yet;
the next run finds it due still, erases what is left and records it.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from botocore.exceptions import ClientError

from infra.stack import Stack
from shared.aws import keys
from shared.aws.cases import DynamoCases
from shared.aws.errors import code
from shared.domain import retention
from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.errors import CaseNotFound, Conflict
from shared.domain.evidence import evidence as evidences
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import Role

ERASER = Actor(Role.SYSTEM, "retention")
DONE, HELD, LOCKED, SKIPPED = "done", "held", "locked", "skipped"


@dataclass(frozen=True)
class Eraser:
    stack: Stack
    policy: Policy

    @cached_property
    def store(self) -> DynamoCases:
        outputs = self.stack.outputs
        client = self.stack.client("dynamodb")
        return DynamoCases(
            client, outputs["CasesTable"], outputs["IdentitiesTable"], self.stack.shards
        )

    def __call__(self, reference: str, planned: list[str], now: datetime) -> str:
        """Only what was planned and is due now: a case may have been held or reopened since."""
        try:
            case = self.store.load(reference)
        except CaseNotFound:
            return SKIPPED
        if case.hold:
            return HELD
        kinds = [one for one in retention.due(case, self.policy, now) if one in planned]
        if not kinds:
            return SKIPPED
        return self._forget(case, kinds, now)

    def _forget(self, case: Case, kinds: list[str], now: datetime) -> str:
        counts: Counter[str] = Counter()
        locked: set[str] = set()
        if "identity" in kinds:
            counts.update(self._identity(case))
        if "messages" in kinds:
            counts.update(self._texts(case))
        if "evidence" in kinds:
            locked = self._files(case.reference)
            counts["files"] = len(case.evidence.keys() - locked)
        done = [one for one in kinds if not (locked and one in ("evidence", "case"))]
        if done or (locked and evidences.forgotten(case.evidence, locked)):
            forget = partial(retention.forgotten, kinds=done, counts=counts, locked=locked)
            self._record(case.reference, forget, now)
        return LOCKED if locked else DONE

    def _record(self, reference: str, forget: Callable[[Change], Change], now: datetime) -> None:
        case, run = self.store.load(reference), secrets.token_hex(16)
        change = Change.of(case, self.policy, ERASER, Moment.at(now), run)
        try:
            self.store.commit(forget(change))
        except Conflict:  # somebody has read the case in between: on what they left
            self._record(reference, forget, now)

    def _identity(self, case: Case) -> Mapping[str, int]:
        self.store.client.delete_item(
            TableName=self.store.identities, Key=keys.identity_key(case.reference)
        )
        return {"identities": 1}

    def _texts(self, case: Case) -> Mapping[str, int]:
        """Empties each text. Its item keeps kind and time; the chain keeps its hash."""
        found = [text.text_id for text in self.store.texts(case.reference)]
        for text_id in found:
            self.store.client.update_item(
                TableName=self.store.cases,
                Key=keys.text_key(case.reference, text_id),
                UpdateExpression="SET body = :empty, forgotten = :yes",
                ConditionExpression="attribute_exists(pk)",
                ExpressionAttributeValues={":empty": {"S": "{}"}, ":yes": {"BOOL": True}},
            )
        return {"texts": len(found)}

    def _files(self, reference: str) -> set[str]:
        """Every version, originals and derivatives; answers of which files one is locked still."""
        versions = list(self._versions(reference))
        return {one["Key"].split("/")[2] for one in versions if not self._deleted(one)}

    def _versions(self, reference: str) -> Iterator[Mapping[str, Any]]:
        pages = self.stack.client("s3").get_paginator("list_object_versions")
        prefix = f"evidence/{reference}/"
        for page in pages.paginate(Bucket=self.stack.outputs["EvidenceBucket"], Prefix=prefix):
            yield from page.get("Versions", [])
            yield from page.get("DeleteMarkers", [])

    def _deleted(self, version: Mapping[str, Any]) -> bool:
        try:
            self.stack.client("s3").delete_object(
                Bucket=self.stack.outputs["EvidenceBucket"],
                Key=version["Key"],
                VersionId=version["VersionId"],
            )
        except ClientError as error:
            if code(error) not in ("AccessDenied", "AccessDeniedException", "ObjectLocked"):
                raise
            return False
        return True
