"""Our promise says what holds, also where a policy leaves it to what is usual."""

from typing import Any

import pytest

from shared.domain.policy.model import policy_from
from tests.policy_document import document
from tests.unit.intake.world import World

HTML = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "en"}


def promise(written: dict[str, Any]) -> str:
    return World(policy_from(written)).get("/our-promise", headers=HTML).text


def test_a_policy_without_windows_promises_the_window_that_is_enforced() -> None:
    written = document()
    assert "windows" not in written
    window = policy_from(written).windows["appeal"]
    assert (window.unit, window.amount) == ("calendar_days", 60)
    assert "challenging a decision, from the day it is made: 60 days" in promise(written)


def test_a_complaint_for_a_body_outside_is_listed_under_its_name() -> None:
    written = document(bodies={"court": {"name": {"en": "Example Court"}}})
    written["categories"]["detention"]["jurisdiction"] = {"within": False, "refer_to": "court"}
    assert "Example Court" in promise(written)


def test_a_complaint_for_somebody_named_in_words_is_listed_with_these_words() -> None:
    written = document()
    outside = {"within": False, "refer_to": {"en": "the Example Mediator"}}
    written["categories"]["detention"]["jurisdiction"] = outside
    assert "the Example Mediator" in promise(written)


@pytest.mark.parametrize(
    ("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("es", "ltr"), ("ar", "rtl")]
)
def test_a_page_runs_as_its_language_is_written(language: str, direction: str) -> None:
    page = (
        World(policy_from(document())).get("/", headers=HTML | {"Accept-Language": language}).text
    )
    assert f'<html lang="{language}" dir="{direction}"' in " ".join(page.split())
