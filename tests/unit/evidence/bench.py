"""The function on a bench: its handlers over a book and a bucket in memory, at any time."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger

from functions.evidence.bucket_events import BucketEvents, Reconciler
from shared.domain.evidence.evidence import Declared
from shared.domain.vocabulary import EvidenceState, Reason
from tests.fakes import NOON
from tests.unit.evidence.fakes import (
    EVIDENCE,
    REFERENCE,
    FakeBook,
    FakeVault,
    a_look,
    declared_of,
    minutes,
    requested,
)
from tests.unit.evidence.making import jpeg

KEY = f"evidence/{REFERENCE}/{EVIDENCE}/original"
ONE_LIFE = ["evidence_requested", "evidence_arrived", "evidence_available"]
PHOTO = jpeg()


@dataclass
class Bench:
    """A book, a vault and the handlers over them, at a time that the test sets."""

    book: FakeBook
    vault: FakeVault
    now: datetime = NOON

    def deliver(self, *events: Mapping[str, Any]) -> list[str]:
        records = [{"messageId": str(at), "body": json.dumps(one)} for at, one in enumerate(events)]
        arrivals = BucketEvents(a_look(self.book, self.vault), lambda: self.now, a_logger())
        failures = arrivals({"Records": records}, None)["batchItemFailures"]
        return [one["itemIdentifier"] for one in failures]

    def reconcile(self, after_minutes: float, left: int = 900_000) -> Mapping[str, int]:
        self.now = NOON + minutes(after_minutes)
        look = a_look(self.book, self.vault)
        return Reconciler(look, lambda: self.now, a_logger())({}, Remaining(left))

    @property
    def state(self) -> EvidenceState:
        return self.book.held[REFERENCE][EVIDENCE].state

    @property
    def reason(self) -> Reason | None:
        return self.book.held[REFERENCE][EVIDENCE].reason


@dataclass
class Remaining:
    milliseconds: int

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds


def a_logger() -> Logger:
    return Logger(service="evidence", level="CRITICAL")


def a_bench(declared: Declared | None = None) -> Bench:
    bench = Bench(FakeBook(), FakeVault())
    requested(bench.book, declared or declared_of("a.jpg", "image/jpeg", PHOTO))
    return bench


def created(version: str | None = None, sequencer: str = "01", key: str = KEY) -> dict[str, Any]:
    told: dict[str, Any] = {"key": key, "size": 1, "sequencer": sequencer}
    if version is not None:
        told["version-id"] = version
    return {"detail-type": "Object Created", "source": "aws.s3", "detail": {"object": told}}


def scanned(version: str) -> dict[str, Any]:
    told = {"bucketName": "b", "objectKey": KEY, "versionId": version}
    kind = "GuardDuty Malware Protection Object Scan Result"
    return {"detail-type": kind, "detail": {"s3ObjectDetails": told}}
