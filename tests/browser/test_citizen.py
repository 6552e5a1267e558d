"""A complaint from the first question to the page on which it is followed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from infra.local.cloud import Cloud
from tests.browser.looking import Looker
from tests.browser.payloads import EVERYTHING

Opens = Callable[..., Looker]
KILOBYTE = 1024


def following(page: Page) -> None:
    page.click("main form button[type=submit]")
    page.wait_for_load_state("load")


def filed(looker: Looker, cloud: Cloud, text: str, place: str) -> Page:
    """Each question answered, each page looked at; ends on the confirmation."""
    page = looker.visit(f"{cloud.api_url}/complaints/new", "complain-what")
    page.fill("#description", text)
    following(page)
    looker.check("complain-service")
    page.check("input[value=health]")
    following(page)
    looker.check("complain-category")
    page.check("input[value=health_no_answer]")
    following(page)
    looker.check("complain-where")
    page.fill("#location", place)
    following(page)
    looker.check("complain-danger")
    following(page)
    looker.check("complain-who")
    page.check("input[name=anonymous][value=no]")
    page.fill("#name", place)
    following(page)
    looker.check("complain-reach")
    page.fill("#email", "someone@example.org")
    page.check("input[name=share][value=no]")
    following(page)
    looker.check("complain-others")
    following(page)
    looker.check("complain-check")
    following(page)
    looker.check("confirmation")
    return page


@pytest.mark.parametrize(("language", "script"), [("fr", False), ("ar", True)])
def test_a_complaint_is_filed_and_followed(
    language: str, script: bool, opens: Opens, cloud: Cloud
) -> None:
    looker = opens(language, script=script)
    page = filed(looker, cloud, EVERYTHING, EVERYTHING[:180])
    reference = page.inner_text(".govuk-panel bdi")
    page.goto(f"{cloud.api_url}/complaints/{reference}", wait_until="load")
    looker.check("tracking")
    page.click(f"a[href$='{reference}/messages']")
    looker.check("act-messages")
    page.fill("#text", EVERYTHING)
    following(page)
    looker.check("tracking-message")
    assert EVERYTHING in page.inner_text("main")
