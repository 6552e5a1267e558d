"""A complaint on the local cloud from the first question to its end, with script and without."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import FilePayload, Page

from infra.local.cloud import Cloud
from shared import messages
from tests.browser.looking import Looker
from tests.canaries import MAIL, NAME, WORDS
from tests.e2e.caller import eventually
from tests.unit.evidence.making import jpeg

Opens = Callable[..., Looker]
KILOBYTE = 1024
TOLD = str(WORDS["description"])
PHOTO: FilePayload = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
# With and without script: the first page with its style sheet, script and picture; then any other.
FIRST = {True: 25 * KILOBYTE, False: 15 * KILOBYTE}
LATER = 5 * KILOBYTE


@pytest.fixture(params=[("fr", False), ("ar", True)], ids=["without script", "with script"])
def citizen(request: pytest.FixtureRequest, opens: Opens) -> Looker:
    language, script = request.param
    return opens(language, script=script)


def steps(page: Page, base: str) -> Iterator[str]:
    """Fills the form, question by question; each name is of the page that stands open then."""
    page.goto(f"{base}/complaints/new")
    for name, fill in QUESTIONS:
        yield name
        fill(page)
        page.click("main form button[type=submit]")
        page.wait_for_load_state("load")
    yield "confirmation"


def named(page: Page) -> None:
    page.check("input[name=anonymous][value=no]")
    page.fill("#name", NAME)


def reached(page: Page) -> None:
    page.fill("#email", MAIL)
    page.check("input[name=share][value=no]")


def nothing(_: Page) -> None:
    """Whoever has nothing to say to a question goes on."""


QUESTIONS: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("complain-what", lambda page: page.fill("#description", TOLD)),
    ("complain-service", lambda page: page.check("input[value=health]")),
    ("complain-category", lambda page: page.check("input[value=health_no_answer]")),
    ("complain-where", lambda page: page.fill("#location", "behind the xqzplacezqx")),
    ("complain-danger", nothing),
    ("complain-who", named),
    ("complain-reach", reached),
    ("complain-others", nothing),
    ("complain-check", nothing),
)


def filed(citizen: Looker, cloud: Cloud) -> str:
    """The reference. Every page on the way is in order and weighs little."""
    most = FIRST[citizen.script]
    for name in steps(citizen.page, cloud.api_url):
        weight = citizen.weight()
        assert weight <= most, f"{name} weighs {weight} bytes"
        most = LATER
        citizen.check(name)
        citizen.weight()  # what checking asked for
    return citizen.page.inner_text(".govuk-panel bdi")


def test_a_complaint_is_filed_followed_and_withdrawn(citizen: Looker, cloud: Cloud) -> None:
    reference, page = filed(citizen, cloud), citizen.page
    tracking = f"{cloud.api_url}/complaints/{reference}"
    citizen.send("upload")
    page.set_input_files("#file", PHOTO)
    citizen.send("tracking-upload")
    assert page.url.partition("?")[0] == tracking
    accepted = messages.text(str(page.get_attribute("html", "lang")), "evidence.available")
    eventually(lambda: page.goto(tracking) and accepted in page.inner_text("main"))

    citizen.visit(f"{tracking}/messages", "act-messages")
    page.fill("#text", f"{TOLD} And again.")
    citizen.send("tracking-message")
    assert "And again." in page.inner_text("main")

    citizen.visit(f"{tracking}/withdraw", "act-withdraw")
    citizen.send("tracking-withdrawn")
    citizen.page.goto(f"{tracking}/withdraw")
    citizen.send("act-refused")


def test_the_code_opens_a_complaint_and_leaving_closes_it(citizen: Looker, cloud: Cloud) -> None:
    page = citizen.page
    for _ in steps(page, cloud.api_url):
        pass
    code = page.inner_text(".govuk-heading-l bdi")
    reference = page.inner_text(".govuk-panel bdi")
    citizen.visit(f"{cloud.api_url}/complaints/{reference}", "tracking")
    citizen.send("start", "form[action$=leave]")
    citizen.visit(f"{cloud.api_url}/complaints/{reference}", "track")
    page.fill("#code", "2222 2222 2222 2222 2222 2222 22")
    citizen.send("track-wrong")
    page.fill("#code", code)
    citizen.send("tracking")
    assert reference in page.inner_text("h1")


def test_a_complaint_in_writing_survives_a_lost_connection(citizen: Looker, cloud: Cloud) -> None:
    for name in steps(citizen.page, cloud.api_url):
        if name == "complain-where":
            break
    later = citizen.page.context.new_page()
    citizen.page.close()
    later.goto(f"{cloud.api_url}/complaints/new")
    assert later.input_value("#description") == TOLD


def test_what_is_wrong_is_told_and_stands_in_focus(opens: Opens, cloud: Cloud) -> None:
    citizen = opens("en")
    citizen.visit(f"{cloud.api_url}/complaints/new", "complain-what")
    citizen.send("complain-what-wrong")
    focused = "document.activeElement.className"
    assert "govuk-error-summary" in citizen.page.evaluate(focused)


def test_the_way_out_leads_away_from_every_page_of_a_complaint(
    citizen: Looker, cloud: Cloud
) -> None:
    away = None
    for _ in steps(citizen.page, cloud.api_url):
        away = citizen.page.get_attribute(".govuk-exit-this-page__button", "href")
        assert str(away).endswith("/complaints/exit")
