"""Feeding a register through the running system in the order of time, with the ticks between.

Nothing is computed here: complaints go in at the counter, the minute's tick is invoked wherever the
system itself says that it must look next, answers are recorded at their time, and at the end the
cases are read back as they stand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from infra.replay.register import Row, as_document
from shared.domain.instants import to_text

ONE_MINUTE = timedelta(minutes=1)


class Office(Protocol):
    """The running system as a registrar and the schedule use it."""

    def post(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any]: ...

    def get(self, path: str) -> dict[str, Any]: ...

    def tick(self, now: datetime) -> dict[str, int]: ...

    def next_wake(self) -> datetime | None: ...


class Stuck(RuntimeError):
    """The system says that it must look again at once, and nothing changes when it does."""


@dataclass
class Replay:
    """`progress(done, of)` is called after each step."""

    office: Office
    progress: Callable[[int, int], None]
    references: dict[str, str] = field(default_factory=dict)
    ticks: int = 0

    def run(self, rows: Sequence[Row], until: datetime) -> None:
        steps = [(row.received_at, 0, row) for row in rows if row.received_at <= until]
        steps += [
            (row.answered_at, 1, row)
            for row in rows
            if row.answered_at is not None and row.answered_at <= until
        ]
        steps.sort(key=lambda step: (step[0], step[1], step[2].external_reference))
        for done, (at, answered, row) in enumerate(steps, start=1):
            self._tick_until(at)
            self._answer(row) if answered else self._receive(row)
            self.progress(done, len(steps))
        self._tick_until(until)

    def _receive(self, row: Row) -> None:
        body = as_document(row) | {
            "language": "en",
            "channel": "import",
            "received_at": to_text(row.received_at),
        }
        answer = self.office.post("/v1/cases", body, f"received-{row.external_reference}")
        self.references[row.external_reference] = str(answer["reference"])

    def _answer(self, row: Row) -> None:
        assert row.answered_at is not None  # noqa: S101 - only answered rows come here
        path = f"/v1/cases/{self.references[row.external_reference]}"
        version = self.office.get(path)["version"]
        body = {"version": version, "occurred_at": to_text(row.answered_at)}
        self.office.post(f"{path}/close", body, f"closed-{row.external_reference}")

    def _tick_until(self, end: datetime) -> None:
        """A tick in the first minute after each instant at which the system wants to look."""
        last = None
        while (wake := self.office.next_wake()) is not None and _minute_after(wake) <= end:
            if wake == last:
                raise Stuck(to_text(wake))
            self.office.tick(_minute_after(wake))
            self.ticks += 1
            last = wake


def _minute_after(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0) + ONE_MINUTE
