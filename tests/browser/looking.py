"""Looks at a page as a person and a checker would: everything that must hold on each page."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import html5lib
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Response

from infra.packaging.build import ROOT

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
# WCAG 2.2 A and AA, with what they took over from 2.0 and 2.1.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCREENSHOTS = ROOT / "screenshots"
NARROW, WIDE = (320, 640), (1000, 900)
PATIENCE_MS = 60_000
VIOLATIONS = """
tags => axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})
  .then(found => found.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).join(" | ")))
"""
TOO_WIDE = """
() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1
      || one.getBoundingClientRect().left < -1)
    .map(one => "too wide: " + one.outerHTML.slice(0, 120))
"""
# Neither axe nor a parser sees text that a missing style shows, or two elements of one name.
SHOWN_OR_DOUBLE = """
() => {
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  return [
    ...[...document.querySelectorAll(".govuk-visually-hidden")]
      .filter(one => one.getBoundingClientRect().width > 2).map(one => "shows: " + one.outerHTML),
    ...ids.filter((id, place) => ids.indexOf(id) !== place).map(id => "id twice: " + id),
  ];
}
"""


@dataclass
class Looker:
    """One visitor's window: `complaints` of the about a page, bytes of each answer."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    wire: dict[str, int] = field(default_factory=dict)
    script: bool = True
    _document: Response | None = None

    @classmethod
    def at(cls, context: BrowserContext, *, script: bool = True) -> "Looker":
        looker = cls(context.new_page(), script=script)
        looker.page.set_default_timeout(PATIENCE_MS)
        looker.page.on("console", looker._hear)
        looker.page.on("dialog", looker._refuse)
        looker.page.on("pageerror", lambda error: looker.complaints.append(str(error)))
        looker.page.on("response", looker._keep)
        looker._weigh(context)
        return looker

    def visit(self, url: str, name: str, *, status: int = 200) -> Page:
        """Opens the address and checks the page."""
        answer = self.page.goto(url, wait_until="load")
        assert answer is not None
        assert answer.status == status, f"{url} answers {answer.status}"
        self.check(name)
        return self.page

    def send(self, name: str, form: str = "main form") -> Page:
        """Sends the page's form and checks the page that answers."""
        self.page.click(f"{form} button[type=submit]")
        self.check(name)
        return self.page

    def check(self, name: str) -> None:
        """The page that is open, in its language and at both widths: no console error, no CSP
        report, valid HTML, no axe violation, nothing wider than 320 px.

        Keeps `screenshots/<name>-<language>.png` (and `…-narrow.png`) for a person to look at.
        Raises AssertionError with all that is wrong.
        """
        page = self.page
        page.wait_for_load_state("load")
        problems = [*self.complaints, *self._invalid(), *page.evaluate(SHOWN_OR_DOUBLE)]
        self._picture(name, WIDE, "")
        self._picture(name, NARROW, "-narrow")
        problems += page.evaluate(TOO_WIDE)
        _resize(page, WIDE)
        problems += self.violations()
        self.complaints.clear()  # axe itself may have been refused something
        assert not problems, f"{page.url}\n" + "\n".join(problems)

    def violations(self) -> list[str]:
        """What axe finds on the open page; on one without script, in a copy of it that has some."""
        if self.script:
            return _violations(self.page)
        copy = _copy(self.page, self._answer())
        found = _violations(copy)
        copy.context.close()
        return found

    def weight(self) -> int:
        """Bytes over the wire, headers and all, since the last time that this was asked."""
        total = sum(self.wire.values())
        self.wire.clear()
        return total

    def _invalid(self) -> list[str]:
        parser = html5lib.HTMLParser()
        parser.parse(self._answer().text())
        return [f"html {place}: {code} {more}" for place, code, more in parser.errors]

    def _answer(self) -> Response:
        assert self._document is not None
        return self._document

    def _picture(self, name: str, size: tuple[int, int], suffix: str) -> None:
        _resize(self.page, size)
        language = self.page.get_attribute("html", "lang")
        SCREENSHOTS.mkdir(exist_ok=True)
        path = SCREENSHOTS / f"{name}-{language}{suffix}.png"
        self.page.screenshot(path=path, full_page=True)

    def _hear(self, message: ConsoleMessage) -> None:
        """A page that answers 404 on purpose is no resource that failed to load."""
        on_purpose = message.text.startswith("Failed to load resource: the server responded")
        if message.type in ("error", "warning") and not (
            on_purpose and message.location["url"] == self.page.url
        ):
            self.complaints.append(f"console: {message.text} ({message.location['url']})")

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _keep(self, response: Response) -> None:
        redirected = 300 <= response.status < 400
        if response.request.is_navigation_request() and not redirected:
            self._document = response

    def _weigh(self, context: BrowserContext) -> None:
        session = context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, Any]) -> None:
        self.wire[event["requestId"]] = int(event["encodedDataLength"])


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(VIOLATIONS, RULES)
    return found


def _copy(page: Page, answer: Response) -> Page:
    """The same page at the same address in a window with script, of which it has none itself."""
    browser = page.context.browser
    assert browser is not None
    copy = browser.new_context(viewport=page.viewport_size).new_page()
    copy.route("**/*.js", lambda route: route.abort())
    copy.route(
        page.url,
        lambda route: route.fulfill(
            body=answer.text(), content_type="text/html; charset=utf-8", status=200
        ),
    )
    copy.goto(page.url, wait_until="load")
    return copy
