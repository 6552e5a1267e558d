"""How many places a new act of the procedure touches: those that docs/architecture.md names."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.domain.vocabulary import CommandName

# Acts that nothing but the procedure itself knows.
SAMPLES = (CommandName.REVOKE_EXPERT, CommandName.HOLD, CommandName.RECUSE, CommandName.EXTEND)
MOST = 7
ROOT = Path(__file__).resolve().parents[2]


def _sources() -> Iterator[Path]:
    for folder in ("functions", "shared", "infra"):
        for kind in ("*.py", "*.json", "*.html"):
            yield from (ROOT / folder).rglob(kind)


def _places(command: CommandName) -> set[str]:
    """Files in which it stands by one of its names; a word in four languages is one place."""
    class_name = command.value.title().replace("-", "")
    names = re.compile(
        rf'\b{command.name}\b|\bclass {class_name}\b|\b{class_name}\(|desk\.do\.{command.value}"'
    )
    found = (path for path in _sources() if names.search(path.read_text(encoding="utf-8")))
    return {"words" if path.parent.name == "words" else str(path) for path in found}


@pytest.mark.parametrize("command", SAMPLES)
def test_a_new_act_touches_seven_places_at_most(command: CommandName) -> None:
    places = _places(command)
    assert 4 <= len(places) <= MOST, sorted(places)  # fewer: the search no longer finds them
