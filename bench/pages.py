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
from functools import cached_property
from pathlib import Path
from typing import Any

from rich.progress import Progress

from functions.intake.pages import rendering
from infra.pages.templates import compile_templates
from shared.domain.case import Case
from shared.domain.draft import Draft
from tests.browser.cases import one_of_each
from tests.browser.office import Office
from tests.fakes import FakeCases
from tests.unit.intake.asking import claims_of

ROUNDS, STARTS = 100, 10
WARM_LIMIT_MS, FIRST_LIMIT_MS = 10, 40
HEADERS = {"accept": "text/html", "accept-encoding": "gzip", "accept-language": "fr"}
# A start that has answered JSON, and then is asked for a page: the difference is the page's.
FIRST = """
import sys, time
from pathlib import Path
from functions.intake.pages import rendering
rendering.COMPILED = Path(sys.argv[1])
from tests.browser.office import Office
office = Office(1)
office.get("/health")
began = time.perf_counter()
office.answer("GET", "/", {"accept": "text/html"}, "")
print((time.perf_counter() - began) * 1000)
"""


class Remembering(FakeCases):
    """Keeps each case as it was committed, as the table does: nothing is replayed."""

    def load(self, reference: str) -> Case:
        return self._known[reference]

    def _append(self, draft: Draft) -> None:
        super()._append(draft)
        self._known[draft.case.reference] = draft.case

    @cached_property
    def _known(self) -> dict[str, Case]:
        return {}

    def _cases(self) -> list[tuple[str, Case]]:
        return [(reference, self.load(reference)) for reference in self.chains]


def run(progress: Progress) -> dict[str, Any]:
    """Milliseconds: the median of each page in a warm process, and the least of first pages."""
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder)
        shutil.copytree(rendering.SOURCES, built / "templates")
        compile_templates(built)
        rendering.COMPILED = built / "compiled"
        return {**_warm(progress), "the first of a process": _first(progress, built)}


def _warm(progress: Progress) -> dict[str, Any]:
    office = Office(1, Remembering())
    asked = {name: (path, cookie) for name, path, cookie in _asked(office)}
    task = progress.add_task("pages", total=ROUNDS * len(asked))
    times: dict[str, list[float]] = {name: [] for name in asked}
    for name, (path, cookie) in asked.items():  # the desk's last: its readings make a case longer
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answer = office.answer("GET", path, HEADERS | {"cookie": cookie}, "")
            times[name].append((time.perf_counter() - began) * 1000)
            assert answer["statusCode"] == 200, (name, answer["statusCode"])
            progress.advance(task)
    return {name: _row(statistics.median(each), WARM_LIMIT_MS) for name, each in times.items()}


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


def _first(progress: Progress, built: Path) -> dict[str, Any]:
    task = progress.add_task("first pages", total=STARTS)
    times = []
    for _ in range(STARTS):
        run = subprocess.run(  # noqa: S603 - the program is the constant above
            [sys.executable, "-c", FIRST, str(built / "compiled")],
            check=True,
            capture_output=True,
            text=True,
        )
        times.append(float(run.stdout))
        progress.advance(task)
    return _row(min(times), FIRST_LIMIT_MS)


def _row(milliseconds: float, limit: int) -> dict[str, Any]:
    return {"milliseconds": round(milliseconds, 1), "limit": limit}
