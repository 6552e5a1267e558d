"""What a complaint and a tick ask of the table: calls and capacity, counted and not timed.

The table is the local cloud's, made as the template declares it; the code is the functions' own.
"""

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.progress import Progress

from bench.size import Size
from functions.sla.tick import Tick
from functions.sla.tick_cases import TickCases
from infra.local import server
from infra.local.aws import client
from infra.local.workspace import Place
from shared.application.casework import Casework
from shared.aws import keys
from shared.aws.cases import DynamoCases
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.instants import to_text
from shared.domain.policy.model import policy_from
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.complaint import FileComplaint
from shared.domain.vocabulary import Role
from shared.runtime.default_policy import default_policy
from shared.runtime.observability import logger
from tests.fakes import counted_bytes, policies
from tests.tables import SHARDS, make_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
CITIZEN = Actor(Role.COMPLAINANT, "complainant")
SUPERVISOR = Actor(Role.SUPERVISOR, "supervisor.health", "health")
OPEN_CASES, OPEN_CASES_OF_SMOKE = (1_000, 100_000), (25, 100)
BATCH = 25
DUE, DUE_OF_SMOKE = 1_000, 20
TICK_BUDGET_SECONDS = 60  # the schedule's minute, and the function's timeout


@dataclass
class Meter:
    """Counts a client's calls and the capacity that the table says they took."""

    calls: Counter[str] = field(default_factory=Counter)
    units: float = 0.0

    def watch(self, dynamo: "DynamoDBClient") -> None:
        events = dynamo.meta.events
        for name in ("TransactWriteItems", "GetItem", "Query"):
            events.register(f"before-parameter-build.dynamodb.{name}", self._ask)
        events.register("after-call.dynamodb", self._count)

    def of(self, act: Callable[[], object]) -> dict[str, Any]:
        self.calls.clear()
        self.units = 0.0
        act()
        return {"calls": dict(self.calls), "capacity_units": self.units}

    def _ask(self, params: dict[str, Any], **_: object) -> None:
        params["ReturnConsumedCapacity"] = "TOTAL"

    def _count(self, model: Any, parsed: dict[str, Any], **_: object) -> None:
        self.calls[model.name] += 1
        consumed = parsed.get("ConsumedCapacity", [])
        entries = consumed if isinstance(consumed, list) else [consumed]
        self.units += sum(float(entry.get("CapacityUnits", 0)) for entry in entries)


def run(progress: Progress, size: Size) -> dict[str, Any]:
    """Per complaint filed and acknowledged; per tick with nothing due, whatever is open."""
    with _table() as dynamo:
        store = DynamoCases(dynamo, "cases", "identities", SHARDS)
        policy = policy_from(default_policy())
        casework = Casework(store, policies(policy), counted_bytes())
        meter = Meter()
        meter.watch(dynamo)
        results = _complaint(casework, meter)
        due, open_cases = size.of(DUE, DUE_OF_SMOKE), size.of(OPEN_CASES, OPEN_CASES_OF_SMOKE)
        results[f"tick, {due} due"] = _crowd(casework, meter, due, progress)
        return results | _sweeps(dynamo, store, meter, open_cases, progress)


def _sweeps(
    dynamo: "DynamoDBClient",
    store: DynamoCases,
    meter: Meter,
    open_cases: Sequence[int],
    progress: Progress,
) -> dict[str, Any]:
    """Ticks that find nothing: how many cases are open must make no difference."""
    task = progress.add_task("open cases", total=max(open_cases))
    stored, found = 0, {}
    for wanted in open_cases:
        _open(dynamo, range(stored, wanted), lambda: progress.advance(task, BATCH))
        stored = wanted
        found[f"tick, nothing due, {wanted} open"] = meter.of(lambda: _tick(store))
    first, *others = found.values()
    assert all(one == first for one in others), found
    return found


def _complaint(casework: Casework, meter: Meter) -> dict[str, Any]:
    references: list[str] = []

    def file() -> None:
        complaint = FileComplaint(
            "health_no_answer",
            "Nobody has answered.",
            "en",
            identity={"email": "someone@example.org"},
        )
        filed = casework.file(complaint, CITIZEN, NOW, lambda case: {"reference": case.reference})
        references.append(str(filed.answer["reference"]))

    def acknowledge() -> None:
        casework.perform(references[0], Acknowledge(), SUPERVISOR, Moment.at(NOW))

    return {"complaint filed": meter.of(file), "complaint acknowledged": meter.of(acknowledge)}


def _crowd(casework: Casework, meter: Meter, due: int, progress: Progress) -> dict[str, Any]:
    """A minute in which very many clocks run out at once, and what it takes of the minute."""
    urgent = FileComplaint(
        "health_safety", "There is no clean water.", "en", urgent_answers={"danger_now": True}
    )
    task = progress.add_task("cases that are due", total=due)
    for _ in range(due):
        casework.file(urgent, CITIZEN, NOW, lambda case: {})
        progress.advance(task)
    work = TickCases(casework, logger("bench"))
    tick = Tick(work, SHARDS, _nothing_is_handed_on, lambda: NOW, logger("bench"))
    began = time.perf_counter()
    late = {"now": to_text(NOW + timedelta(minutes=61))}
    counted = meter.of(lambda: tick(late, None))
    share = (time.perf_counter() - began) / TICK_BUDGET_SECONDS
    return counted | {"share_of_the_tick": round(share, 2)}


def _nothing_is_handed_on(references: Sequence[str], now: datetime) -> None:
    raise AssertionError(f"{len(references)} cases did not fit into the tick of {now}")


def _tick(store: DynamoCases) -> list[str]:
    return [one for shard in range(SHARDS) for one in store.due(shard, NOW)]


def _open(dynamo: "DynamoDBClient", numbers: range, done: Callable[[], None]) -> None:
    """Cases that are due much later: only what the due index needs of them."""
    later = NOW + timedelta(days=30)
    waiting = iter(numbers)
    while batch := list(islice(waiting, BATCH)):
        rows: list[Any] = [{"PutRequest": {"Item": _row(number, later)}} for number in batch]
        dynamo.batch_write_item(RequestItems={"cases": rows})
        done()


def _row(number: int, due: datetime) -> dict[str, Any]:
    reference = f"XX-{number:09d}"
    return keys.case_key(reference) | {
        "due_shard": {"S": keys.due_shard(reference, SHARDS)},
        "due_key": {"S": keys.due_key(due, reference)},
    }


@contextmanager
def _table() -> Iterator["DynamoDBClient"]:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(server.free_port(), Path(folder))
        server.start(place)
        try:
            dynamo = client(place, "dynamodb")
            make_table(dynamo, "CasesTable", "cases")
            make_table(dynamo, "IdentitiesTable", "identities")
            yield dynamo
        finally:
            server.stop(place)
