"""The files that people review: which calls there are, and why some grants are never used."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.aws.kinds import Kind, written

FOLDER = Path(__file__).parent / "reviewed"
CALLS, ON_AWS_ALONE = FOLDER / "calls.yaml", FOLDER / "calls_on_aws_alone.yaml"
UNUSED = FOLDER / "unused_grants.yaml"


def calls() -> frozenset[Kind]:
    """Returns the calls that functions of a local cloud make."""
    return frozenset(_kinds(CALLS))


def calls_on_aws_alone() -> frozenset[Kind]:
    """Returns the calls that no local cloud sees, each with its reason in the file."""
    return frozenset(_kinds(ON_AWS_ALONE))


def unused_grants() -> Mapping[str, str]:
    """Returns a reason for each grant that no call uses."""
    found: Mapping[str, str] = _content(UNUSED)
    return found


def as_yaml(kinds: Iterable[Kind]) -> str:
    by_function: dict[str, list[str]] = defaultdict(list)
    for kind in sorted(kinds):
        by_function[kind.function].append(str(kind))
    return yaml.safe_dump(dict(by_function), width=120)


def _kinds(path: Path) -> Iterator[Kind]:
    for function, lines in _content(path).items():
        yield from (written(function, line) for line in lines)


def _content(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
