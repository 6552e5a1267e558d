"""What a page is on paper: its words, without buttons, menus and the addresses behind links."""

from collections.abc import Callable, Mapping

import pytest

from tests.browser.cases import CALM, follows, signed_in
from tests.browser.looking import Looker
from tests.browser.office import Office
from tests.unit.intake.world import Filed

Opens = Callable[..., Looker]
USELESS_ON_PAPER = ", ".join(
    f"{one}:visible"
    for one in (
        *("button", "[role=button]", "input[type=submit]", ".govuk-button", "nav"),
        *(".govuk-back-link", "[hreflang]", "form[action*=sign-out]"),
    )
)
# The words that a style adds behind a link, such as the address that it leads to.
ADDED = (
    "links => links.map(one => getComputedStyle(one, '::after').content)"
    ".filter(content => content !== 'none' && content !== 'normal')"
)


def pages(opens: Opens, office: Office, cases: Mapping[str, Filed], which: str) -> Looker:
    at, filed = office.public_url, cases["resolved"]
    if which == "desk":
        looker = signed_in(opens("en"), office, "ombudsman")
        looker.page.goto(f"{at}/desk/cases/{filed.reference}", wait_until="load")
    else:
        looker = opens("en")
        follows(looker, office, filed)
        looker.page.goto(f"{at}/complaints/{filed.reference}", wait_until="load")
    return looker


@pytest.mark.parametrize("which", ["complainant", "desk"])
def test_a_case_is_printed_with_its_words_and_without_what_one_presses(
    opens: Opens, office: Office, cases: Mapping[str, Filed], which: str
) -> None:
    page = pages(opens, office, cases, which).page
    reference = cases["resolved"].reference
    assert page.locator(USELESS_ON_PAPER).count() > 0
    page.emulate_media(media="print")
    pressed = page.locator(USELESS_ON_PAPER)
    assert [one.inner_text() for one in pressed.all()] == []
    for words in (reference, CALM):
        assert page.get_by_text(words).locator("visible=true").count() > 0, words
    assert page.locator("a.govuk-link").evaluate_all(ADDED) == []


def test_the_receipt_of_the_counter_is_printed_with_its_code(opens: Opens, office: Office) -> None:
    page = signed_in(opens("en"), office, "registrar").page
    page.goto(f"{office.public_url}/desk/file", wait_until="load")
    page.select_option("#category", "health_no_answer")
    page.fill("#description", CALM)
    page.click("main form button[type=submit]")
    page.wait_for_load_state("load")
    page.emulate_media(media="print")
    assert [one.inner_text() for one in page.locator(USELESS_ON_PAPER).all()] == []
    assert page.locator("main svg").locator("visible=true").count() > 0
    assert page.locator("main bdi").locator("visible=true").count() > 0
