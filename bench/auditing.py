"""What `redress audit verify --export DIR` does with a hundred thousand events that each tell of a
text: read, hash, compare."""

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.progress import Progress

from bench.size import Size
from infra.audit.export import CASES, EVENTS, TEXTS, ExportedRecord
from infra.audit.verify import broken_links
from shared.domain.case.events import GENESIS, Actor, Event, canonical, sealed, to_document
from shared.domain.vocabulary import EventName, Role

CHAINS, CHAINS_OF_SMOKE, EVENTS_EACH = 5_000, 20, 20
START = datetime(2026, 11, 24, tzinfo=UTC)
CHANGES = {
    "clocks": {"resolve": {"name": "resolve", "state": "running", "due_at": "2026-12-24T16:00:00Z"}}
}


def run(progress: Progress, size: Size) -> dict[str, Any]:
    chains = size.of(CHAINS, CHAINS_OF_SMOKE)
    task = progress.add_task(f"audit of {chains * EVENTS_EACH:,} events", total=chains)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, chains)
        began = time.perf_counter()
        record = ExportedRecord(folder)
        found = list(broken_links(record, record.references(), {}, lambda: progress.advance(task)))
        seconds = time.perf_counter() - began
    assert not found
    verified = {"events": chains * EVENTS_EACH, "chains": chains, "seconds": round(seconds, 1)}
    return {"verify an export": verified}


def _write(folder: Path, chains: int) -> None:
    with (
        (folder / EVENTS).open("w", encoding="utf-8") as events,
        (folder / TEXTS).open("w", encoding="utf-8") as texts,
        (folder / CASES).open("w", encoding="utf-8") as cases,
    ):
        for number in range(chains):
            reference, previous = f"BF-{number}", GENESIS
            for seq in range(1, EVENTS_EACH + 1):
                event = _event(reference, seq, previous)
                previous = event.hash
                line = {"chain": reference, "hash": event.hash, "event": to_document(event)}
                events.write(canonical(line) + "\n")
                texts.write(canonical({"chain": reference, **event.data}) + "\n")
            tip = {"reference": reference, "head": previous, "seq": EVENTS_EACH}
            cases.write(canonical(tip) + "\n")


def _event(reference: str, seq: int, previous: str) -> Event:
    at = START + timedelta(minutes=seq)
    actor = Actor(Role.OFFICER, "officer.health", "health")
    told = {"text": f"{seq:06d}-note", "sha256": "0" * 64, "audience": "internal"}
    event = Event(reference, seq, EventName.NOTED, at, at, actor, f"{seq:064x}", told, CHANGES)
    return sealed(event, previous)
