"""A plugin of pytest: which line is reached by which test, and how long a test takes that passes.

Used as `-p tests.mutation.reach` with REACH_FOLDER, where each process leaves what it has seen, and
REACH_SOURCES, the folders that matter.
"""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage


class Reach:
    """Coverage that changes its context with each test."""

    def __init__(self, folder: Path, sources: list[str], name: str) -> None:
        self._seconds_in = folder / f"seconds-{name}.json"
        self._seconds: dict[str, float] = {}
        self._failed: set[str] = set()
        self._coverage = Coverage(folder / f"lines-{name}", source=sources, config_file=False)
        self._coverage.set_option("run:relative_files", True)
        self._coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._coverage.switch_context(item.nodeid)
        began = time.perf_counter()
        try:
            return (yield)  # a hook that wraps hands on what it is given
        finally:
            self._seconds[item.nodeid] = time.perf_counter() - began
            self._coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self._coverage.stop()
        self._coverage.save()
        passed = {test: s for test, s in self._seconds.items() if test not in self._failed}
        self._seconds_in.write_text(json.dumps(passed), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """With xdist the workers look, and who only hands out tests to them doesn't."""
    worker = getattr(config, "workerinput", None)
    if worker is not None or not config.getoption("numprocesses", None):
        name = worker["workerid"] if worker else "alone"
        folder, sources = Path(os.environ["REACH_FOLDER"]), os.environ["REACH_SOURCES"]
        config.pluginmanager.register(Reach(folder, sources.split(os.pathsep), name))
