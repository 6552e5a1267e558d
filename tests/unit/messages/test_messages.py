"""The catalogues: complete in every language, and dates in words."""

import json
import string
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from shared import messages
from shared.messages import LANGUAGES, long_date, spoken, text

FOLDER = Path(messages.__file__).parent


def catalogue(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found


def placeholders(words: Any) -> Any:
    if isinstance(words, list):
        return len(words)
    return {field for _, field, _, _ in string.Formatter().parse(words) if field}


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_catalogues_have_the_same_keys_and_the_same_placeholders(language: str) -> None:
    mine, first = catalogue(language), catalogue(LANGUAGES[0])
    assert mine.keys() == first.keys()
    different = [key for key in mine if placeholders(mine[key]) != placeholders(first[key])]
    assert different == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_has_a_line_break_or_stray_space(language: str) -> None:
    for words in catalogue(language).values():
        for one in words if isinstance(words, list) else [words]:
            assert one.strip() == one and one.isprintable() | ("\u202f" in one) and one


def test_a_missing_key_and_a_missing_parameter_are_errors() -> None:
    with pytest.raises(KeyError):
        text("fr", "nothing.of_the_sort")
    with pytest.raises(KeyError):
        text("fr", "line.plain")


def test_a_language_without_a_catalogue_is_answered_in_the_offices() -> None:
    assert spoken("de", "en", "fr") == "en"
    assert spoken("de") == "fr"
    assert text("de", "mail.hello") == text("fr", "mail.hello")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "mardi 24 novembre 2026 à 16 h 00"),
        ("en", "Tuesday 24 November 2026 at 16:00"),
        ("es", "martes 24 de noviembre de 2026, 16:00 h"),
        ("ar", "الثلاثاء 24 نوفمبر 2026 على الساعة 16:00"),
    ],
)
def test_a_date_is_told_in_words(language: str, words: str) -> None:
    assert long_date(language, datetime(2026, 11, 24, 16, tzinfo=UTC), "Africa/Lome") == words


def test_a_date_is_told_in_the_offices_own_time_and_the_french_first_is_ordinal() -> None:
    midnight = datetime(2026, 6, 30, 22, 5, tzinfo=UTC)
    assert long_date("fr", midnight, "Europe/Paris") == "mercredi 1er juillet 2026 à 0 h 05"


def test_every_act_of_a_level_and_every_clock_has_words() -> None:
    for act in ("notify", "reassign", "raise_urgency", "refer"):
        assert text("en", f"act.{act}")
    for clock in ("acknowledge", "assess", "resolve", "keep_informed", "follow_up", "escalation"):
        assert text("en", f"clock.{clock}")
