"""The bucket's events from their queue, and the reconciler for those that never came."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from aws_lambda_powertools import Logger

from functions.evidence.examine_step import ExamineStep, ObjectSeen
from shared.domain.evidence.object_keys import original_of
from shared.runtime.scheduled_time import scheduled_time

Event = Mapping[str, Any]
TIME_KEPT_MS = 90_000


class Context(Protocol):
    def get_remaining_time_in_millis(self) -> int: ...


@dataclass(frozen=True)
class BucketEvents:
    """Examines what each message of S3 or GuardDuty names. A failed one comes back alone."""

    examine: ExamineStep
    clock: Callable[[], datetime]
    log: Logger

    def __call__(self, event: Event, _context: object) -> dict[str, list[dict[str, str]]]:
        done = {record["messageId"]: self._examine(record) for record in event["Records"]}
        self.log.info("evidence", extra={"looks": dict(Counter(done.values()))})
        failures = [{"itemIdentifier": one} for one, word in done.items() if word == "failed"]
        return {"batchItemFailures": failures}

    def _examine(self, record: Event) -> str:
        try:
            original = original_named_by(json.loads(record["body"]))
        except (ValueError, LookupError):
            return "failed"  # an event that can't be read goes to the dead letters
        if original is None:
            return "foreign"
        return examine_safely(self.examine, self.log, *original, self.clock())


@dataclass(frozen=True)
class Reconciler:
    """Examines everything that has been pending for too long, whatever the bucket told.

    The time is the schedule's own, as it is the tick's, so that a day can be played through.
    """

    examine: ExamineStep
    clock: Callable[[], datetime]
    log: Logger

    def __call__(self, event: Event, context: Context) -> dict[str, int]:
        found: Counter[str] = Counter()
        now = scheduled_time(event, self.clock)
        for reference, evidence_id in list(self.examine.book.pending(now)):
            if context.get_remaining_time_in_millis() < TIME_KEPT_MS:
                found["left"] += 1
            else:
                found[self._examine(reference, evidence_id, now)] += 1
        self.log.info("evidence_reconciled", extra={"looks": dict(found)})
        return dict(found)

    def _examine(self, reference: str, evidence_id: str, now: datetime) -> str:
        return examine_safely(self.examine, self.log, reference, evidence_id, ObjectSeen(), now)


@dataclass(frozen=True)
class Evidence:
    """One function for the queue and the schedule: both need the same rights and packages."""

    arrivals: BucketEvents
    reconciler: Reconciler

    def __call__(self, event: Event, context: Context) -> Mapping[str, Any]:
        return (
            self.arrivals(event, context) if "Records" in event else self.reconciler(event, context)
        )


def examine_safely(
    examine: ExamineStep,
    log: Logger,
    reference: str,
    evidence_id: str,
    seen: ObjectSeen,
    now: datetime,
) -> str:
    """Returns the step's word, or "failed": the file then stays in quarantine, and others go on."""
    try:
        return examine(reference, evidence_id, seen, now)
    except Exception as error:
        # no traceback: an error's text may hold what somebody wrote
        name = type(error).__name__
        log.error("evidence_failed", case=reference, evidence=evidence_id, error=name)  # noqa: TRY400
        return "failed"


def original_named_by(event: Event) -> tuple[str, str, ObjectSeen] | None:
    """Returns the original that an event is about; None for a derivative or another event."""
    detail = event.get("detail", {})
    if event.get("detail-type") == "Object Created":
        stored = detail["object"]
        key, seen = stored["key"], ObjectSeen(stored.get("version-id"), stored.get("sequencer"))
    elif event.get("detail-type") == "GuardDuty Malware Protection Object Scan Result":
        scanned = detail["s3ObjectDetails"]
        key, seen = scanned["objectKey"], ObjectSeen(scanned.get("versionId"))
    else:
        return None
    original = original_of(key)
    return None if original is None else (*original, seen)
