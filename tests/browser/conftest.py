"""One browser per run, one window per test."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.cases import one_of_each
from tests.browser.chromium import chromium, started
from tests.browser.looking import Looker
from tests.browser.office import Office, serving
from tests.unit.intake.world import Filed

Opens = Callable[..., Looker]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        one = started(playwright.chromium, chromium())
        yield one
        one.close()


@pytest.fixture
def opens(browser: Browser) -> Iterator[Opens]:
    """`opens(language="ar", script=False)` is a new visitor with an empty cache and no cookies."""
    contexts = []

    def open_window(language: str = "fr", *, script: bool = True) -> Looker:
        context = browser.new_context(locale=language, java_script_enabled=script)
        contexts.append(context)
        return Looker.at(context, script=script)

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def looker(opens: Opens) -> Looker:
    return opens()


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """The pages over a store in memory: quick, and in any state that one likes."""
    with serving() as one:
        yield one


@pytest.fixture(scope="module")
def cases(office: Office) -> Mapping[str, Filed]:
    return one_of_each(office)
