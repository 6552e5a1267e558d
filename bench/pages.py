"""What a page costs in the warm function, and what the first page of a process costs more.

Whole requests without the gateway: routing, the view, rendering with the templates as the build
compiles them, gzip. The store answers from memory: what DynamoDB takes is no page's doing.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.progress import Progress

from bench.memory import Remembering
from bench.size import Size
from functions.intake.pages.web import rendering
from infra.packaging.build import ROOT
from infra.packaging.page_templates import compile_templates
from tests.browser.cases import one_of_each
from tests.browser.office import Office
from tests.unit.intake.asking import claims_of

ROUNDS, STARTS = 100, 10
WARM_LIMIT_MS, FIRST_LIMIT_MS = 10, 40
HEADERS = {"accept": "text/html", "accept-encoding": "gzip", "accept-language": "fr"}


def run(progress: Progress, size: Size) -> dict[str, Any]:
    """Milliseconds: the median of each page in a warm process, and the least of first pages."""
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder)
        shutil.copytree(rendering.SOURCES, built / "templates")
        compile_templates(built)
        rendering.COMPILED = built / "compiled"
        return {**_warm(progress, size), "the first of a process": _first(progress, size, built)}


def _warm(progress: Progress, size: Size) -> dict[str, Any]:
    office = Office(1, Remembering())
    asked = {name: (path, cookie) for name, path, cookie in _asked(office)}
    rounds = size.of(ROUNDS, 1)
    task = progress.add_task("pages", total=rounds * len(asked))
    times: dict[str, list[float]] = {name: [] for name in asked}
    for name, (path, cookie) in asked.items():  # the desk's last: its readings make a case longer
        for _ in range(rounds):
            began = time.perf_counter()
            answer = office.answer("GET", path, HEADERS | {"cookie": cookie}, "")
            times[name].append((time.perf_counter() - began) * 1000)
            assert answer["statusCode"] == 200, (name, answer["statusCode"])
            progress.advance(task)
    return {
        name: _row(statistics.median(each), size, WARM_LIMIT_MS) for name, each in times.items()
    }


def _asked(office: Office) -> Iterator[tuple[str, str, str]]:
    """Name, address, and the cookie of who asks."""
    cases = one_of_each(office)
    case, read = cases["accepted"], cases["investigating"]  # each reading is an event
    office.desk.sessions["officer"] = claims_of("officer", "health")
    citizen, officer = f"case={case.reference}.{case.code}", "desk=officer"
    yield "start", "/", ""
    yield "our promise", "/our-promise", ""
    yield "the form", "/complaints/new", ""
    yield "tracking", f"/complaints/{case.reference}", citizen
    yield "queue", "/desk", officer
    yield "case on the desk", f"/desk/cases/{read.reference}", officer


def _first(progress: Progress, size: Size, built: Path) -> dict[str, Any]:
    starts = size.of(STARTS, 1)
    task = progress.add_task("first pages", total=starts)
    times = []
    for _ in range(starts):
        run = subprocess.run(  # noqa: S603  # our own arguments
            [sys.executable, "-m", "bench.first_page", str(built / "compiled")],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        times.append(float(run.stdout))
        progress.advance(task)
    return _row(min(times), size, FIRST_LIMIT_MS)


def _row(milliseconds: float, size: Size, limit: int) -> dict[str, Any]:
    return {"milliseconds": round(milliseconds, 1)} | size.limit(limit)
