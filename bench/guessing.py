"""Whether a wrong code and a reference that nobody has can be told apart by how long they take.

Both kinds of refusal are taken in turns and compared by rank: `p` near 0 tells them apart. Held
back they can't be, and a busy machine must not change that; not held back they can, else this
would prove nothing.
"""

import os
import random
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from rich.progress import Progress

from bench.ranks import told_apart
from bench.size import Size
from shared.application.casework import Casework
from shared.application.guess_delay import Held
from shared.domain.case.events import Actor
from shared.domain.errors import CaseNotFound
from shared.domain.reference import access_code, new_reference
from shared.domain.vocabulary import Role
from tests.fakes import NOON, FakeCases, a_complaint, policies

SAMPLES = 150
LEAST = 0.0001
STEP = 0.02  # the real one is fifteen times as long, so this is the harder test


def run(progress: Progress, size: Size) -> dict[str, Any]:
    """Median milliseconds of either refusal, and p; at full size held refusals have a limit."""
    samples = size.of(SAMPLES, 3)
    task = progress.add_task("guesses", total=2 * samples)
    results = {}
    for name, held in (("held back", Held(STEP)), ("not held back", Held())):
        wrong, nobodys = _samples(held, samples, lambda: progress.advance(task))
        results[name] = {
            "wrong code": round(statistics.median(wrong) * 1000, 3),
            "unknown reference": round(statistics.median(nobodys) * 1000, 3),
            "p": float(f"{told_apart(wrong, nobodys):.2g}"),
        }
    return results | {"held back": results["held back"] | size.limit(LEAST)}


def _samples(held: Held, wanted: int, done: Callable[[], None]) -> tuple[list[float], ...]:
    """Which goes first is thrown: a slow second of the machine hits both."""
    casework = Casework(FakeCases(), policies(), os.urandom, held)
    filed = casework.file(
        a_complaint(description="A long story. " * 600),
        Actor(Role.COMPLAINANT, "complainant"),
        NOON,
        lambda case: {"reference": case.reference},
    )
    found: tuple[list[float], ...] = ([], [])
    for _ in range(wanted):
        asked = [str(filed.answer["reference"]), new_reference("BF", os.urandom(8))]
        for lot in random.sample((0, 1), 2):
            found[lot].append(_seconds(casework, asked[lot]))
        done()
    return found


def _seconds(casework: Casework, reference: str) -> float:
    code = access_code(os.urandom(16), "guess")
    began = time.perf_counter()
    with suppress(CaseNotFound):
        casework.open_with_code(reference, code)
    return time.perf_counter() - began
