"""The bucket's events from their queue, and the reconciler for those that never came."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from aws_lambda_powertools import Logger

from functions.evidence.examine_step import Look, Seen
from shared.aws.evidence import original_of
from shared.domain.instants import in_utc

Event = Mapping[str, Any]
TIME_KEPT_MS = 90_000


class Context(Protocol):
    def get_remaining_time_in_millis(self) -> int: ...


@dataclass(frozen=True)
class Arrivals:
    """Each message is an event of S3 or of GuardDuty; a failed one comes back alone."""

    look: Look
    clock: Callable[[], datetime]
    log: Logger

    def __call__(self, event: Event, _context: object) -> dict[str, list[dict[str, str]]]:
        done = {record["messageId"]: self._one(record) for record in event["Records"]}
        self.log.info("evidence", extra={"looks": dict(Counter(done.values()))})
        failures = [{"itemIdentifier": one} for one, word in done.items() if word == "failed"]
        return {"batchItemFailures": failures}

    def _one(self, record: Event) -> str:
        try:
            told = told_by(json.loads(record["body"]))
        except (ValueError, LookupError):
            return "failed"  # an event that can't be read goes to the dead letters
        if told is None:
            return "foreign"
        return looked(self.look, self.log, *told, self.clock())


@dataclass(frozen=True)
class Reconciler:
    """Looks at everything that has been pending for too long, whatever the bucket told.

    The time is the schedule's own, as it is the tick's, so that a day can be played through.
    """

    look: Look
    clock: Callable[[], datetime]
    log: Logger

    def __call__(self, event: Event, context: Context) -> dict[str, int]:
        found: Counter[str] = Counter()
        now = _scheduled(event) or self.clock()
        for reference, evidence_id in list(self.look.book.pending(now)):
            if context.get_remaining_time_in_millis() < TIME_KEPT_MS:
                found["left"] += 1
            else:
                found[looked(self.look, self.log, reference, evidence_id, Seen(), now)] += 1
        self.log.info("evidence_reconciled", extra={"looks": dict(found)})
        return dict(found)


@dataclass(frozen=True)
class Evidence:
    """One function for the queue and the schedule: both need the same rights and packages."""

    arrivals: Arrivals
    reconciler: Reconciler

    def __call__(self, event: Event, context: Context) -> Mapping[str, Any]:
        return (
            self.arrivals(event, context) if "Records" in event else self.reconciler(event, context)
        )


def looked(
    look: Look, log: Logger, reference: str, evidence_id: str, seen: Seen, now: datetime
) -> str:
    """Once, and never further than itself: what fails stays in quarantine and is tried again."""
    try:
        return look(reference, evidence_id, seen, now)
    except Exception as error:
        # no traceback: an error's text may hold what somebody wrote
        name = type(error).__name__
        log.error("evidence_failed", case=reference, evidence=evidence_id, error=name)  # noqa: TRY400
        return "failed"


def _scheduled(event: Event) -> datetime | None:
    """None where the scheduler hasn't filled it in."""
    try:
        return in_utc(datetime.fromisoformat(event["now"]))
    except (KeyError, ValueError):
        return None


def told_by(event: Event) -> tuple[str, str, Seen] | None:
    """Which original an event is about; None for a derivative and for events of another kind."""
    detail = event.get("detail", {})
    if event.get("detail-type") == "Object Created":
        told = detail["object"]
        key, seen = told["key"], Seen(told.get("version-id"), told.get("sequencer"))
    elif event.get("detail-type") == "GuardDuty Malware Protection Object Scan Result":
        told = detail["s3ObjectDetails"]
        key, seen = told["objectKey"], Seen(told.get("versionId"))
    else:
        return None
    original = original_of(key)
    return None if original is None else (*original, seen)
