"""Where a local cloud lives: one port, one state folder, one file that says what runs there."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.build import ROOT

CLOUDS = ROOT / ".redress"
DEFAULT_PORT = 4566
STACK = "redress"
STAGE = "live"
API = "redress"


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

    def remembered(self) -> dict[str, Any]:
        """What earlier starts wrote down: pid, outputs, the staff's password."""
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


def new_place(port: int, state: Path | None) -> Place:
    """The place for a start; a state folder of its own is noted for later commands."""
    place = Place(port, (state or CLOUDS / str(port)).resolve())
    CLOUDS.mkdir(exist_ok=True)
    _pointer(port).write_text(str(place.state), encoding="utf-8")
    return place


def known_place(port: int) -> Place:
    pointer = _pointer(port)
    noted = pointer.read_text(encoding="utf-8") if pointer.exists() else ""
    return Place(port, Path(noted) if noted else CLOUDS / str(port))


def forget(place: Place) -> None:
    _pointer(place.port).unlink(missing_ok=True)


def _pointer(port: int) -> Path:
    return CLOUDS / f"{port}.at"
