"""What a function asks AWS with: one client a service, patient for less than its own time."""

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from functions.sla.tick_cases import WORKERS
from infra.packaging.build import ROOT
from tests.contract import expanded
from tests.contract.conftest import FUNCTIONS

NUMBERS = {"DUE_SHARDS", "DOWNLOADS_A_DAY", "EVIDENCE_LOCK_DAYS"}
BASE = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "PATH": os.environ["PATH"],
}
# A lost connection is noticed after five seconds, and asked again three times.
PATIENCE = {
    "connect_timeout": 2,
    "read_timeout": 5,
    "connections": 20,
    "retries": {"mode": "standard", "total_max_attempts": 4},
}


def _given(name: str) -> dict[str, Any]:
    found: dict[str, Any] = expanded.of_type(expanded.FUNCTION)[name]
    return found


@cache
def _clients(name: str) -> tuple[dict[str, Any], ...]:
    variables = _given(name)["Environment"]["Variables"]
    started = subprocess.run(  # noqa: S603  # our own arguments
        [sys.executable, "-m", "tests.contract.started", _given(name)["Handler"]],
        env=BASE | {key: "8" if key in NUMBERS else "INFO" for key in variables},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 0, started.stderr
    answer: dict[str, Any] = json.loads(started.stdout.splitlines()[-1])
    assert answer["callable"]
    return tuple(answer["clients"])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_starts_with_one_client_for_its_tables(name: str) -> None:
    made = [one["service"] for one in _clients(name)]
    tables = ["dynamodb"] if "CASES_TABLE" in _given(name)["Environment"]["Variables"] else []
    assert [one for one in made if one == "dynamodb"] == tables
    assert len(made) == len(set(made))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_client_gives_up_and_asks_again_within_the_function_s_time(name: str) -> None:
    assert [one for one in _clients(name) if one != {"service": one["service"], **PATIENCE}] == []


def test_each_thread_of_the_tick_has_a_connection() -> None:
    (client,) = (one for one in _clients("SlaFunction") if one["service"] == "dynamodb")
    assert client["connections"] >= WORKERS
