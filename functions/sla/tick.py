"""The minute tick: finds what is due, ticks it, hands on what doesn't fit into the minute."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from aws_lambda_powertools import Logger

from functions.sla.tick_cases import TickCases
from shared.domain.instants import from_text
from shared.runtime.scheduled_time import scheduled_time

CAPACITY = 1_000
FOUND_AT_MOST = 20_000
BATCH = 100

Event = Mapping[str, Any]


@dataclass(frozen=True)
class Tick:
    """Does what has fallen due by the scheduled time, so that a late or repeated tick is right."""

    tick_cases: TickCases
    shards: int
    hand_on: Callable[[Sequence[str], datetime], None]
    clock: Callable[[], datetime]
    log: Logger

    def __call__(self, event: Event, _context: object) -> dict[str, int]:
        now = scheduled_time(event, self.clock)
        found = self._due(now)
        for references in _batches(found[CAPACITY:]):
            self.hand_on(references, now)
        done = self.tick_cases(found[:CAPACITY], now)
        summary = {
            "due": len(found),
            "warned": done.warned,
            "missed": done.missed,
            "escalated": done.escalated,
            "skipped": done.skipped,
            "failed": len(done.failed),
            "handed_on": max(0, len(found) - CAPACITY),
        }
        self.log.info("tick", extra=summary)
        return summary

    def _due(self, now: datetime) -> list[str]:
        """Lists due references, each shard's oldest first; one query a shard if nothing is due."""
        most = FOUND_AT_MOST // self.shards
        due = self.tick_cases.casework.store.due
        return [
            reference for shard in range(self.shards) for reference in islice(due(shard, now), most)
        ]


@dataclass(frozen=True)
class Batch:
    """Works through what a tick handed on; a message with a failed case comes back."""

    tick_cases: TickCases
    log: Logger

    def __call__(self, event: Event, _context: object) -> dict[str, list[dict[str, str]]]:
        failures = [
            {"itemIdentifier": record["messageId"]}
            for record in event["Records"]
            if not self._succeeds(record)
        ]
        self.log.info("batch", extra={"messages": len(event["Records"]), "failed": len(failures)})
        return {"batchItemFailures": failures}

    def _succeeds(self, record: Event) -> bool:
        message = json.loads(record["body"])
        return not self.tick_cases(message["references"], from_text(message["now"])).failed


def _batches(references: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(references), BATCH):
        yield references[start : start + BATCH]
