"""What each function's start costs as it is deployed: its imports and its client, against a bare
boto3 process.

The template says which functions there are and what their environment holds; each is started from
its artifact, the layer and the packages that Lambda brings. A ratio in one run: the processes take
turns, and each is judged by its cheapest start in processor time, since what else a machine does
can only add to that.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.progress import Progress

from bench.size import Size
from infra.packaging import build
from tests import deployed
from tests.steps import processor_seconds_of_children

BARE = "bare boto3 client"
CLIENT = 'import boto3; boto3.client("dynamodb")'
LIMITS = {"IntakeFunction": 1.5}
LIMIT = 1.3
ROUNDS = 10
KEYS = {
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@dataclass(frozen=True)
class Start:
    """One way to start Python: where it finds modules, what it runs, what it is told."""

    path: list[str]
    program: str
    environment: dict[str, str]

    def milliseconds(self) -> float:
        """Of processor time, the process's own and the system's."""
        before = processor_seconds_of_children()
        subprocess.run(  # noqa: S603 - the programs are written here
            [
                sys.executable,
                "-I",
                "-S",
                "-c",
                f"import sys; sys.path[:0] = {self.path}\n{self.program}",
            ],
            check=True,
            env={"PATH": os.environ["PATH"]} | KEYS | self.environment,
        )
        return (processor_seconds_of_children() - before) * 1000


def run(progress: Progress, size: Size) -> dict[str, Any]:
    """Least milliseconds of each start, and the ratio to the bare process."""
    with tempfile.TemporaryDirectory() as folder:
        starts = _starts(Path(folder))
        rounds = size.of(ROUNDS, 1)
        task = progress.add_task("start-up", total=rounds * len(starts))
        times: dict[str, list[float]] = {name: [] for name in starts}
        for _ in range(rounds):
            for name, start in starts.items():
                times[name].append(start.milliseconds())
                progress.advance(task)
    least = {name: min(values) for name, values in times.items()}
    return {name: _row(name, value, least[BARE], size) for name, value in least.items()}


def _starts(folder: Path) -> dict[str, Start]:
    runtime = folder / "runtime"
    runtime.mkdir()
    deployed.link_runtime(runtime)
    handlers = deployed.handlers()
    for logical_id in (build.LAYER, *handlers):
        build.build(logical_id, folder / logical_id, here=True)
    bare = Start(deployed.path_of(build.LAYER, folder, runtime), CLIENT, {})
    return {BARE: bare} | {
        name: Start(
            deployed.path_of(name, folder, runtime),
            f"import {handler.rpartition('.')[0]} as app; app.{handler.rpartition('.')[2]}",
            deployed.environment_of(name),
        )
        for name, handler in handlers.items()
    }


def _row(name: str, value: float, bare: float, size: Size) -> dict[str, Any]:
    limit = {} if name == BARE else size.limit(LIMITS.get(name, LIMIT))
    return {"milliseconds": round(value, 1), "ratio": round(value / bare, 2)} | limit
