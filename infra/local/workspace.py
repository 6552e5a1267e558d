"""Where a local cloud lives: one port, one state folder, one file that says what runs there."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.packaging.build import ROOT

CLOUDS = ROOT / ".redress"
DEFAULT_PORT = 4566
STACK = "redress"
STAGE = "live"
API = "redress"
WRITTEN = ("state", "s3", "tmp", "cloud.json", "cloud.log", "mail.json")


@dataclass(frozen=True)
class Place:
    port: int
    state: Path

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def public_url(self) -> str:
        return f"{self.endpoint}/_aws/execute-api/{API}/{STAGE}"

    @property
    def log(self) -> Path:
        return self.state / "cloud.log"

    def clear(self) -> None:
        """Forgets what was there; a stranger's file in the folder stays."""
        for name in WRITTEN:
            path = self.state / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def remembered(self) -> dict[str, Any]:
        """Returns what earlier starts wrote down: pid, outputs, the staff's password."""
        path = self.state / "cloud.json"
        if not path.exists():
            return {}
        known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return known

    def remember(self, **facts: object) -> None:
        self.state.mkdir(parents=True, exist_ok=True)
        known = {**self.remembered(), **facts}
        half = self.state / "cloud.json.new"
        half.touch(mode=0o600)
        half.write_text(json.dumps(known, indent=2), encoding="utf-8")
        half.replace(self.state / "cloud.json")


def place_for(port: int, state: Path | None) -> Place:
    return Place(port, (state or CLOUDS / str(port)).resolve())


def note(place: Place) -> None:
    """So that later commands find it by its port alone."""
    CLOUDS.mkdir(exist_ok=True)
    _pointer(place.port).write_text(str(place.state), encoding="utf-8")


def known_place(port: int) -> Place:
    pointer = _pointer(port)
    noted = pointer.read_text(encoding="utf-8") if pointer.exists() else ""
    return Place(port, Path(noted) if noted else CLOUDS / str(port))


def forget(place: Place) -> None:
    _pointer(place.port).unlink(missing_ok=True)


def _pointer(port: int) -> Path:
    return CLOUDS / f"{port}.at"
