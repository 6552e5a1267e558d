"""Nothing untranslated, nothing unused, nothing said outside the catalogues."""

import string
from typing import Any

import pytest

from functions.intake.pages.words import PLURAL_FORMS, PLURALS, catalogue, words
from shared.messages import LANGUAGES
from shared.policy_schema.defaults import STARTS
from tests.unit.intake.pages.templates import TEMPLATES, asked, literal_text, named, source


def texts(value: Any) -> list[str]:
    return list(value.values()) if isinstance(value, dict) else [value]


def places(value: Any) -> set[str | None]:
    """What is filled in; a form may leave out the number, since Arabic's one and two say it."""
    found = {name for text in texts(value) for _, name, _, _ in string.Formatter().parse(text)}
    return found - {"n", "amount", None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things_with_the_same_places(language: str) -> None:
    first, other = catalogue(LANGUAGES[0]), catalogue(language)
    assert other.keys() == first.keys()
    assert {key: places(text) for key, text in other.items()} == {
        key: places(text) for key, text in first.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_text_has_each_form_of_its_language(language: str) -> None:
    for key, text in catalogue(language).items():
        if isinstance(text, dict):
            assert tuple(text) == PLURAL_FORMS[language], key
    forms = {PLURALS[language](n) for n in range(201)}
    assert forms == set(PLURAL_FORMS[language])


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_key_that_a_template_asks_for_exists(name: str) -> None:
    assert [key for key in asked(name) if not words("fr").has(key)] == []


def test_no_key_is_unused() -> None:
    known = named()
    beginnings = tuple(key for key in known if key.endswith("."))
    unused = {key for key in catalogue("fr") if key not in known}
    assert {key for key in unused if not key.startswith(beginnings)} == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_says_anything_itself(name: str) -> None:
    assert literal_text(name) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_trusts_a_text(name: str) -> None:
    assert "safe" not in source(name).split()
    assert "|safe" not in source(name)
    assert "autoescape" not in source(name)


def test_what_is_filled_in_is_escaped() -> None:
    assert words("en").t("promise.after", span="<b>") == "After a further &lt;b&gt;:"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_start_of_a_clock_that_a_policy_may_name_has_words(language: str) -> None:
    for event in STARTS.values():
        assert words(language).has(f"promise.from.{event}")


@pytest.mark.parametrize(
    ("language", "shown"),
    [("fr", "a, b et c"), ("en", "a, b and c"), ("es", "a, b y c"), ("ar", "a، b وc")],
)
def test_a_list_reads_as_people_write_it(language: str, shown: str) -> None:
    assert words(language).listed(["a", "b", "c"]) == shown
    assert words(language).listed(["a"]) == "a"


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_apostrophe_and_the_word_for_complaint_are_the_house_s(language: str) -> None:
    said = " ".join(text for value in catalogue(language).values() for text in texts(value))
    assert "'" not in said
    assert "reclamación" not in said
