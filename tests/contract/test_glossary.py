"""docs/glossary.md gives the words that pages and messages use."""

import json
import re

import pytest

from infra.packaging.build import ROOT
from shared.domain.vocabulary import Status
from shared.messages import LANGUAGES

PLACES = (ROOT / "functions" / "intake" / "pages" / "words", ROOT / "shared" / "messages")
LINES = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
HEADS = [line for line in LINES if line.startswith("| term ")]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in LINES
    if line.startswith("| ") and line not in HEADS
]
WITH_WORDS = [row for row in ROWS if row[-1] != "–"]


def _catalogue(language: str) -> dict[str, object]:
    return {
        key: text
        for place in PLACES
        for key, text in json.loads(
            (place / f"{language}.json").read_text(encoding="utf-8")
        ).items()
    }


def test_every_table_has_the_four_languages() -> None:
    languages = [re.findall(r"\| (\w\w) (?=\|)", head) for head in HEADS]
    assert all(sorted(found) == sorted(LANGUAGES) for found in languages)
    assert all(len(row) == len(LANGUAGES) + 3 for row in ROWS)


@pytest.mark.parametrize("row", WITH_WORDS, ids=lambda row: row[0])
def test_a_term_s_words_are_those_that_people_read(row: list[str]) -> None:
    _, meaning, *words, key = row
    languages = re.findall(r"\| (\w\w) (?=\|)", HEADS[0])
    for language, word in zip(languages, words, strict=True):
        text = str(_catalogue(language)[key.strip("`")])
        assert word and word.casefold() in text.casefold(), f"{language}: {text}"
    assert meaning


def test_a_term_without_words_has_none_in_any_language() -> None:
    assert {cell for row in ROWS if row[-1] == "–" for cell in row[2:]} == {"–"}


def test_no_term_stands_twice_and_every_status_stands_there() -> None:
    terms = [row[0] for row in ROWS]
    assert len(terms) == len(set(terms)) > 60
    assert {f"`{status}`" for status in Status} <= set(terms)
