"""docs/public-code.md answers every requirement, and shows each that it calls met."""

import re

import pytest

from infra.packaging.build import ROOT

TEXT = (ROOT / "docs" / "public-code.md").read_text(encoding="utf-8")
# How many requirements each criterion of the Standard for Public Code 0.8.1 has, in its order.
REQUIREMENTS = (5, 4, 10, 8, 5, 8, 9, 3, 8, 7, 7, 10, 6, 10, 4, 6)
INDICATORS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "9a", "9b", "9c"]
ROW = re.compile(
    r"^\| ((?:MUST|SHOULD|OPTIONAL|\d).+?) \| (\w+(?: \w+)?) \| (.+) \|$", re.MULTILINE
)
ROWS = ROW.findall(TEXT)
PLACE = re.compile(r"`([^`]+)`|\]\(#([\w-]+)\)")
COMMANDS = ("make ", "redress ")


def test_every_requirement_of_every_criterion_is_answered() -> None:
    _, *criteria = re.split(r"^### \d+\. ", TEXT.split("\n## Digital")[0], flags=re.MULTILINE)
    assert tuple(len(ROW.findall(criterion)) for criterion in criteria) == REQUIREMENTS


def test_every_indicator_is_answered() -> None:
    rows = ROW.findall(TEXT.split("\n## Digital")[1])
    assert [title.split(".")[0] for title, _, _ in rows] == INDICATORS


@pytest.mark.parametrize(("requirement", "answer", "where"), ROWS)
def test_what_is_met_is_shown_by_a_place_that_exists(
    requirement: str, answer: str, where: str
) -> None:
    places = [(path, section) for path, section in PLACE.findall(where)]
    assert answer in {"met", "partly", "not met"}, requirement
    assert places or answer != "met" or requirement.startswith("MUST keep all files")
    for path, section in places:
        if section:
            assert f"\n## {section.replace('-', ' ').capitalize()}\n" in TEXT
        elif not path.startswith(COMMANDS):
            assert (ROOT / path).exists(), path
