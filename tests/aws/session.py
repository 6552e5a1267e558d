"""What the clouds of one run recorded, gathered from its processes and held to what is reviewed."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from infra.local.cloud import Cloud
from tests.aws import kept, recording
from tests.aws.deployment import Deployment
from tests.aws.kinds import Kind, written
from tests.contract.facts import current

RECORDED: pytest.StashKey[Counter[Kind]] = pytest.StashKey()
OUTPUT = "aws_calls"


@contextmanager
def reviewed_calls(config: pytest.Config, cloud: Cloud, path: Path) -> Iterator[None]:
    """After the last test, no function may have made a call that nobody has reviewed."""
    yield
    found = recording.kinds(cloud, path, Deployment(current()))
    config.stash.setdefault(RECORDED, Counter()).update(found)
    new = found.keys() - kept.calls()
    assert not new, f"calls that tests/aws/reviewed/calls.yaml lacks:\n{kept.as_yaml(new)}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In a worker: hands on what it recorded."""
    recorded = session.config.stash.get(RECORDED, Counter())
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output[OUTPUT] = _as_text(recorded)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    output = getattr(node, "workeroutput", {})
    if OUTPUT in output:
        recorded = node.config.stash.setdefault(RECORDED, Counter())
        recorded.update(_from_text(output[OUTPUT]))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    recorded = config.stash.get(RECORDED, Counter())
    if recorded:
        line = f"{recorded.total()} AWS calls of {len(recorded)} kinds were recorded"
        terminalreporter.write_line(line)
    missing = kept.calls() - recorded.keys()  # told and no failure: some hang on the machine's pace
    if missing and _is_whole(terminalreporter._session):
        terminalreporter.write_line(f"nobody made these calls:\n{kept.as_yaml(missing)}")


def _is_whole(session: pytest.Session) -> bool:
    """All tests were asked for, and all passed: `make test`."""
    config = session.config
    chosen = config.option.keyword or config.option.markexpr
    by_default = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return by_default and not chosen and not session.testsfailed


def _as_text(recorded: Counter[Kind]) -> str:
    return json.dumps([[kind.function, str(kind), count] for kind, count in recorded.items()])


def _from_text(text: str) -> Counter[Kind]:
    return Counter({written(of, line): count for of, line, count in json.loads(text)})
