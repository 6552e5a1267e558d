"""docs/decisions: an index of all pages, and pages of one form."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from infra.packaging.build import ROOT

FOLDER = ROOT / "docs" / "decisions"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
ROW = re.compile(r"^\| (\d+) \| \[(.+)\]\((.+\.md)\) \| (.+) \| (.+) \|$", re.MULTILINE)
HEAD = re.compile(
    r"# (.+)\n\nDecision (\d+), (\d{4}-\d\d-\d\d): (accepted|superseded by \d+)\.\n\n"
)


@dataclass(frozen=True)
class Decision:
    number: int
    title: str
    file: str
    made_on: date
    status: str


def _head(path: Path) -> Decision:
    found = HEAD.match(path.read_text(encoding="utf-8"))
    assert found is not None, f"{path.name} doesn't begin with title, number, date and status"
    title, number, day, status = found.groups()
    return Decision(int(number), title, path.name, date.fromisoformat(day), status)


def _index() -> list[Decision]:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    return [
        Decision(int(number), title, file, date.fromisoformat(day), status)
        for number, title, file, day, status in ROW.findall(text)
    ]


def test_the_index_says_what_the_pages_say() -> None:
    assert _index() == sorted(map(_head, PAGES), key=lambda one: one.number)


def test_decisions_are_numbered_in_the_order_in_which_they_were_made() -> None:
    index = _index()
    assert [one.number for one in index] == list(range(1, len(PAGES) + 1))
    assert [one.made_on for one in index] == sorted(one.made_on for one in index)


def test_what_supersedes_a_decision_came_later() -> None:
    for one in _index():
        if one.status != "accepted":
            assert one.number < int(one.status.rpartition(" ")[2]) <= len(PAGES)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_says_what_was_decided_and_why(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "**What.** " in text
    assert "**Why.** " in text
