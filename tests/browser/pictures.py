"""The README's pictures: `python -m tests.browser.pictures` makes them again, in docs/images.

An office in memory, some days of its work, and three of its pages as somebody sees them. The
clock and all chance are fixed, so a picture changes when a page does.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from infra.packaging.build import ROOT
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.procedure.assessment import Acknowledge, Assess
from shared.domain.procedure.command import Command
from shared.domain.procedure.complainant import AddMessage
from shared.domain.procedure.correspondence import Reply
from shared.domain.procedure.handling import Assign
from shared.domain.vocabulary import Assessment, Status
from tests.browser.cases import follows, signed_in
from tests.browser.chromium import chromium
from tests.browser.looking import Looker
from tests.browser.office import Office, serving
from tests.fakes import NOON
from tests.procedures import CITIZEN, OFFICER, bring
from tests.unit.intake.world import Filed

FOLDER = ROOT / "docs" / "images"
SIZE = (960, 700)
COLOURS = 64
TODAY = NOON + timedelta(hours=2)
LETTER = (
    "My mother was sent home from the clinic three times without being examined. "
    "The last time was on Monday; nobody told us why, or when to come back."
)
# How many days and hours ago a complaint came in, what it is about, how far it has come.
WORK = (
    (33, 3, "health_fees", "investigating"),
    (12, 2, "health_no_answer", "awaiting_complainant"),
    (8, 6, "health_quality", "in_mediation"),
    (6, 4, "health_no_answer", "decision_proposed"),
    (5, 1, "health_quality", "received"),
    (1, 2, "health_refused_care", "received"),
)


def make(folder: Path, browser: Browser) -> list[Path]:
    """Writes form.png, tracking.png and queue.png."""
    with serving() as office:
        for row in WORK:
            _file(office, *row)
        followed = _file_followed(office)
        _file_urgent(office)
        _pass_until(office, TODAY)
        return [
            _form(folder, browser, office),
            _tracking(folder, browser, office, followed),
            _queue(folder, browser, office),
        ]


def _form(folder: Path, browser: Browser, office: Office) -> Path:
    with _window(browser) as looker:
        looker.page.goto(f"{office.public_url}/complaints/new")
        looker.page.fill("#description", LETTER)
        return _keep(looker, folder / "form.png", 600)


def _tracking(folder: Path, browser: Browser, office: Office, filed: Filed) -> Path:
    with _window(browser) as looker:
        follows(looker, office, filed)
        looker.page.goto(f"{office.public_url}/complaints/{filed.reference}")
        return _keep(looker, folder / "tracking.png", 1140)


def _queue(folder: Path, browser: Browser, office: Office) -> Path:
    with _window(browser) as looker:
        signed_in(looker, office, "officer", "health")
        looker.page.goto(f"{office.public_url}/desk")
        return _keep(looker, folder / "queue.png", 1456)


def _file(office: Office, days: int, hours: int, category: str, status: str) -> None:
    office.now = TODAY - timedelta(days=days, hours=hours)
    filed = office.file(category=category, description=LETTER)
    bring(office.casework, filed.reference, Status(status), filed.reference, office.now)
    if status != Status.RECEIVED:
        _do(office, filed, OFFICER, Assign(OFFICER.name))


def _file_followed(office: Office) -> Filed:
    """The case of which a complainant sees how it goes on."""
    office.now = TODAY - timedelta(days=19, hours=5)
    filed = office.file(category="health_refused_care", description=LETTER)
    story: tuple[tuple[Actor, Command], ...] = (
        (OFFICER, Acknowledge("I have read your letter, and look into it from today.")),
        (OFFICER, Assign(OFFICER.name)),
        (
            OFFICER,
            Assess(Assessment.ACCEPTED, "The office may decide it: the clinic is a public one."),
        ),
        (OFFICER, Reply("We have asked the clinic for its register.")),
        (CITIZEN, AddMessage("Thank you. I can bring the appointment card.")),
    )
    for actor, command in story:
        office.now += timedelta(hours=5)
        _do(office, filed, actor, command)
    return filed


def _do(office: Office, filed: Filed, actor: Actor, command: Command) -> None:
    office.casework.perform(filed.reference, command, actor, Moment.at(office.now))


def _file_urgent(office: Office) -> None:
    office.now = TODAY - timedelta(minutes=20)
    office.file(category="health_safety", description=LETTER, urgent_answers={"danger_now": True})


def _pass_until(office: Office, now: datetime) -> None:
    for reference in list(office.store.chains):
        office.casework.tick(reference, now)
    office.now = now


@contextmanager
def _window(browser: Browser) -> Iterator[Looker]:
    context = browser.new_context(
        locale="en", viewport={"width": SIZE[0], "height": SIZE[1]}, reduced_motion="reduce"
    )
    yield Looker.at(context)
    context.close()


def _keep(looker: Looker, path: Path, height: int) -> Path:
    """The upper part of the page, in few colours: such pages have no more, and it is a tenth."""
    shot = Image.open(io.BytesIO(looker.page.screenshot(full_page=True)))
    picture = shot.convert("RGB").crop((0, 0, shot.width, min(height, shot.height)))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        # Root can't use Chromium's sandbox; the only pages that it opens here are ours.
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for path in make(FOLDER, browser):
            print(path.relative_to(ROOT), path.stat().st_size, "bytes")
        browser.close()


if __name__ == "__main__":
    main()
