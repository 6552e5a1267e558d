"""A Chromium to test with: the machine's own, or one that is installed first."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Error

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM, LETTERS = "chromium", "fonts-noto-core"  # as Debian names them
ADVICE = (
    f"On Debian or Ubuntu `apt-get install {CHROMIUM} {LETTERS}`, as root, gives all of it; "
    "elsewhere name a browser in the environment variable CHROMIUM. What Playwright's own browser "
    f"needs of the system is installed by `{sys.executable} -m playwright install-deps chromium`."
)


class ChromiumMissing(Exception):
    """The browser tests can't run here; the message says what to install."""


def started(engine: BrowserType, path: str | None) -> Browser:
    """The browser of this path. Raises ChromiumMissing when it does not start."""
    try:
        # Root can't use Chromium's sandbox; the only pages that it opens here are ours.
        return engine.launch(executable_path=path, args=["--no-sandbox"])
    except Error as error:
        raise ChromiumMissing(f"Chromium does not start. {ADVICE}\n{error}") from error


def chromium() -> str | None:
    """Its path; None means the one that Playwright installs for itself. Raises ChromiumMissing.

    Several test processes may ask at once: one installs, the others wait. What they wait for is
    this very file: no file is written that another user could find in the way.
    """
    with Path(__file__).open(encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if wanted := _wanted():
            _install(wanted)
        return _found()


def _wanted() -> list[str]:
    """The packages that this machine lacks."""
    return ([] if _found() else [CHROMIUM]) + ([] if _has_letters() else [LETTERS])


def _found() -> str | None:
    told = os.environ.get("CHROMIUM")
    return told or next((path for name in NAMES if (path := shutil.which(name))), None)


def _has_letters() -> bool:
    """Whether pages in Arabic show letters; where nothing can be asked, a test will tell."""
    if (asked := shutil.which("fc-list")) is None:
        return _found() is not None
    fonts = subprocess.run(  # noqa: S603  # our own arguments
        [asked, ":lang=ar", "file"], capture_output=True, check=False
    )
    return bool(fonts.stdout.strip())


def _install(packages: list[str]) -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        # Another checkout's tests, or the system itself, may be installing just now.
        patient = ("-qq", "-o", "DPkg::Lock::Timeout=600")
        run(["apt-get", "update", *patient])
        run(["apt-get", "install", "-y", "--no-install-recommends", *patient, *packages])
    elif CHROMIUM in packages:
        run([sys.executable, "-m", "playwright", "install", "chromium"])


def run(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603  # our own arguments
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        what = " ".join(command)
        raise ChromiumMissing(f"`{what}` failed. {ADVICE}\n{done.stdout}{done.stderr}")
