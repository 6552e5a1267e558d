"""What a complaint costs the function that handles it, in processor time, in a warm process.

The whole handler without the gateway, and the steps of casework alone. The store answers from
memory; once the real one is below, with an SDK whose requests are answered before they leave.
"""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from rich.progress import Progress

from bench.memory import Remembering, client_without_a_network
from bench.size import Size
from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.policy.model import policy_from
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.complaint import FileComplaint
from shared.domain.vocabulary import Role
from shared.runtime.default_policy import default_policy
from tests.fakes import NOON, counted_bytes, policies
from tests.tables import SHARDS
from tests.unit.intake.asking import complaint
from tests.unit.intake.world import World

ROUNDS = 500
SHIPPED = policy_from(default_policy())
CITIZEN = Actor(Role.COMPLAINANT, "complainant")
OFFICER = Actor(Role.OFFICER, "officer.health", "health")
TOLD = {
    "category": "health_safety",
    "description": "There has been no clean water in the ward since yesterday. " * 14,
    "urgent_answers": {"danger_now": True},
    "complainant": {"email": "someone@example.org"},
}
SOON, LATE = NOON + timedelta(minutes=1), NOON + timedelta(minutes=61)
Acts = dict[str, Callable[[], object]]


def run(progress: Progress, size: Size) -> dict[str, Any]:
    """Median microseconds of each act; the acts take turns."""
    rounds = size.of(ROUNDS, 3)
    task = progress.add_task("filing", total=rounds)
    taken: dict[str, list[float]] = {}
    handlers = _handlers()
    for _ in range(rounds):
        for name, act in (handlers | _steps()).items():
            began = time.process_time()
            act()
            taken.setdefault(name, []).append((time.process_time() - began) * 1e6)
        progress.advance(task)
    return {name: {"microseconds": round(statistics.median(each))} for name, each in taken.items()}


def _handlers() -> Acts:
    """Through the whole function, from the gateway's event to its answer."""
    memory, table = World(SHIPPED, store=Remembering()), World(SHIPPED)
    table.stand_on(DynamoCases(client_without_a_network(), "cases", "identities", SHARDS))
    return {
        "POST /v1/complaints": lambda: _post(memory),
        "POST /v1/complaints, with the SDK": lambda: _post(table),
        "GET /health": lambda: memory.get("/health"),
    }


def _post(world: World) -> None:
    reply = world.post("/v1/complaints", complaint(**TOLD))
    assert reply.status == 201, reply.text


def _steps() -> Acts:
    """One life of a case: each step needs the ones before."""
    casework = Casework(Remembering(), policies(SHIPPED), counted_bytes())
    told = {name: value for name, value in TOLD.items() if name != "complainant"}
    filed: list[str] = []

    def file() -> None:
        command = FileComplaint(**{"language": "en", **told})  # type: ignore[arg-type]
        answer = casework.file(command, CITIZEN, NOON, lambda case: {"reference": case.reference})
        filed.append(str(answer.answer["reference"]))

    def missed() -> None:
        assert casework.tick(filed[0], LATE).missed

    return {
        "file": file,
        "tick, nothing to do": lambda: casework.tick(filed[0], SOON),
        "tick, a clock is missed": missed,
        "acknowledge": lambda: casework.perform(filed[0], Acknowledge(), OFFICER, Moment.at(LATE)),
    }
