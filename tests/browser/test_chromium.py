"""The browser that the other tests look through."""

import sys

import pytest
from playwright.sync_api import Browser, BrowserType, Error

from tests.browser.chromium import ADVICE, ChromiumMissing, run, started
from tests.browser.looking import Looker

# Whoever lacks a letter draws the same box for all of them.
DRAWN = """
letters => letters.map(letter => {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  pen.font = "40px sans-serif";
  pen.fillText(letter, 50, 80);
  return canvas.toDataURL();
})
"""


@pytest.mark.parametrize("letters", ["aéñ", "عمس"])
def test_each_letter_is_drawn_and_no_box(letters: str, looker: Looker) -> None:
    looker.page.goto("about:blank")
    drawn = looker.page.evaluate(DRAWN, [*letters, " "])
    assert len(set(drawn)) == len(letters) + 1, ADVICE


def test_a_browser_that_does_not_start_is_told_with_what_to_install() -> None:
    class Broken(BrowserType):
        def __init__(self) -> None: ...

        def launch(self, **_: object) -> Browser:
            raise Error("libnss3.so: cannot open shared object file")

    with pytest.raises(ChromiumMissing, match=r"apt-get install chromium(?s:.*)libnss3"):
        started(Broken(), None)


def test_a_failed_installation_is_told_with_what_to_install() -> None:
    failing = [sys.executable, "-c", "raise SystemExit('no network')"]
    with pytest.raises(ChromiumMissing, match=r"apt-get install chromium(?s:.*)no network"):
        run(failing)
