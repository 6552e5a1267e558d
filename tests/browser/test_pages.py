"""The pages that everybody sees first, in every language, with and without script."""

from collections.abc import Callable

import pytest

from infra.local.cloud import Cloud
from shared.messages import LANGUAGES
from tests.browser.looking import Looker

Opens = Callable[..., Looker]
KILOBYTE = 1024


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/our-promise"])
def test_a_page_is_in_order_in_every_language(
    path: str, language: str, opens: Opens, cloud: Cloud
) -> None:
    name = path.strip("/") or "start"
    page = opens(language).visit(f"{cloud.api_url}{path}", name)
    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")


def test_a_chosen_language_stays_chosen(looker: Looker, cloud: Cloud) -> None:
    page = looker.visit(f"{cloud.api_url}/", "start")
    page.click("a[hreflang=en]")
    page.click("a[href$='/our-promise'] >> nth=0")
    looker.check("our-promise")
    assert page.get_attribute("html", "lang") == "en"


def test_a_visit_weighs_little(opens: Opens, cloud: Cloud) -> None:
    first = opens()
    first.visit(f"{cloud.api_url}/", "start")
    assert first.weight() <= 25 * KILOBYTE
    first.visit(f"{cloud.api_url}/our-promise", "our-promise")
    assert first.weight() <= 5 * KILOBYTE


def test_a_visit_without_script_weighs_less(opens: Opens, cloud: Cloud) -> None:
    plain = opens(script=False)
    plain.page.goto(f"{cloud.api_url}/", wait_until="load")
    assert plain.weight() <= 15 * KILOBYTE


def test_a_planted_violation_is_found(looker: Looker, cloud: Cloud) -> None:
    looker.page.goto(f"{cloud.api_url}/")
    plant = "document.querySelector('main').appendChild(document.createElement('button'))"
    looker.page.evaluate(plant)
    assert [one for one in looker.violations() if one.startswith("button-name")]


def test_the_script_marks_the_page_as_enhanced(looker: Looker, cloud: Cloud) -> None:
    looker.page.goto(f"{cloud.api_url}/", wait_until="load")
    assert "js-enabled" in str(looker.page.get_attribute("body", "class"))


def test_a_link_that_is_none_is_told_on_a_page(looker: Looker, cloud: Cloud) -> None:
    looker.visit(f"{cloud.api_url}/v1/alerts/none/take", "take-unknown", status=404)
