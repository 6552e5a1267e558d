"""A Chromium to test with: the machine's own, or one that is installed first."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# Arabic needs letters; a page without them would pass every test but the one that looks at it.
PACKAGES = ("chromium", "fonts-noto-core")
LOCK = Path(tempfile.gettempdir()) / "redress-chromium.lock"


def chromium() -> str | None:
    """Its path; None means the one that Playwright installs for itself.

    Several test processes may ask at once: one installs, the others wait.
    """
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (found := _found()) is None:
            _install()
            found = _found()
    return found


def _found() -> str | None:
    told = os.environ.get("CHROMIUM")
    return told or next((path for name in NAMES if (path := shutil.which(name))), None)


def _install() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
        ):
            _run(["apt-get", *arguments], quiet)
    else:
        _run([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(  # noqa: S603  # our own arguments
        command, env=environment, stdout=subprocess.DEVNULL, check=True
    )
