"""Whom to call at once stands where people tell of danger, as the office's policy has it."""

import re

import pytest

from tests.fakes import a_policy
from tests.policy_document import document
from tests.unit.intake.pages.test_desk import Desk
from tests.unit.intake.world import World

NUMBERS = [
    {"name": {"fr": "Pompiers", "en": "Fire brigade"}, "number": "18"},
    {"name": {"fr": "Aide aux enfants", "en": "Children's line"}, "number": "116"},
]
STEPS = ({"step": "what", "description": "x"}, {"step": "service", "service": "health"})
DANGER = "the question whether somebody is in danger"
PAGES = ("the start", DANGER)


def opened(world: World, page: str, language: str) -> str:
    visitor = Desk(world, {"language": language})
    if page != DANGER:
        return visitor.get("/").text
    for step in STEPS:
        assert visitor.send("/complaints/new", step).status == 303
    return visitor.get("/complaints/new", {"step": "danger"}).text


def shown(world: World, page: str, language: str) -> list[tuple[str, str]]:
    """Who, and the number that a telephone would call, in the order of the page."""
    text = opened(world, page, language)
    lines = re.findall(r'<li>([^<]+) <a class="govuk-link" href="tel:([^"]+)"', text)
    return [(who.replace("&#39;", "'").rstrip(" :\xa0"), number) for who, number in lines]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("language", "names"),
    [("fr", ["Pompiers", "Aide aux enfants"]), ("en", ["Fire brigade", "Children's line"])],
)
def test_the_numbers_of_the_policy_are_told_in_the_visitors_language_and_in_its_order(
    page: str, language: str, names: list[str]
) -> None:
    written = document()
    written["office"] |= {"emergency": NUMBERS}
    told = shown(World(a_policy(**written)), page, language)
    assert told == list(zip(names, ["18", "116"], strict=True))


@pytest.mark.parametrize("page", PAGES)
def test_an_office_that_names_no_numbers_invents_none(page: str) -> None:
    text = opened(World(), page, "en")
    assert "<h1" in text and "tel:" not in text
