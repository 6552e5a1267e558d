"""A running local cloud, as the commands and the tests use it."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3

from infra.local import invoke, mailbox, server, staff
from infra.local.aws import client, session
from infra.local.deploy import deploy
from infra.local.server import LocalCloudFailed
from infra.local.workspace import Place, forget, known_place, note, place_for


@dataclass(frozen=True)
class Cloud:
    place: Place

    @property
    def api_url(self) -> str:
        return self.place.public_url

    @property
    def outputs(self) -> dict[str, str]:
        cloud_of_port: dict[str, str] = self.place.remembered()["outputs"]
        return cloud_of_port

    @property
    def session(self) -> boto3.Session:
        return session()

    def client(self, service: str) -> Any:
        return client(self.place, service)

    def token(self, user: str) -> str:
        return staff.token(self.place, user)

    def tick(self, now: str | datetime) -> dict[str, Any]:
        return invoke.tick(self.place, now)

    def invoke(self, function: str, event: dict[str, Any]) -> dict[str, Any]:
        """`function` is its logical id in the template."""
        return invoke.invoke(self.place, function, event)

    def mail(self, to: str | None = None) -> list[dict[str, Any]]:
        """Returns the mail sent, oldest first, to one address or to all."""
        return [
            each
            for each in mailbox.sent(self.place)
            if to is None or each["to"].casefold() == to.casefold()
        ]

    def status(self) -> dict[str, Any]:
        running = server.running_pid(self.place) is not None
        cloud_of_port = self.place.remembered().get("outputs", {}) if running else {}
        return {
            "running": running,
            "form_url": cloud_of_port.get("FormUrl"),
            "desk_url": cloud_of_port.get("DeskUrl"),
            "api_url": cloud_of_port.get("ApiUrl"),
            "aws_endpoint": self.place.endpoint if running else None,
            "outputs": cloud_of_port,
        }

    def sign_ins(self) -> dict[str, str]:
        return dict.fromkeys(staff.STAFF, str(self.place.remembered().get("password", "")))


def up(
    port: int,
    state: Path | None = None,
    *,
    fresh: bool = False,
    environment: Mapping[str, str] = server.NOTHING,
) -> Cloud:
    """Starts and deploys, or only deploys when it runs already. Raises LocalCloudFailed."""
    place = place_for(port, state)
    if fresh:
        server.stop(place)
        place.clear()
    if server.running_pid(place) is None:
        server.start(place, environment)
    note(place)
    try:
        deploy(place)
        staff.ensure_staff(place)
    except BaseException:
        server.stop(place)
        raise
    return Cloud(place)


def down(port: int) -> bool:
    """Stops the cloud and keeps its state. Returns whether one was running."""
    place = known_place(port)
    running = server.running_pid(place) is not None
    if running:
        with suppress(OSError):  # one that no longer answers must still stop
            mailbox.keep(place)
        server.stop(place)
    forget(place)
    return running


def cloud_of_port(port: int) -> Cloud:
    """Returns the cloud of this port, whether it runs or not."""
    return Cloud(known_place(port))


def at(port: int) -> Cloud:
    """Returns the cloud that runs on this port. Raises LocalCloudFailed when none does."""
    place = known_place(port)
    if server.running_pid(place) is None:
        raise LocalCloudFailed(
            f"no local cloud runs on port {port}: start one with `redress local up --port {port}`"
        )
    return Cloud(place)


@contextmanager
def running(state: Path, environment: Mapping[str, str] = server.NOTHING) -> Iterator[Cloud]:
    """Starts a cloud of its own on a free port, and stops it in the end."""
    cloud = up(server.free_port(), state, environment=environment)
    try:
        yield cloud
    finally:
        down(cloud.place.port)


def wait_until_it_ends(cloud: Cloud) -> None:
    while server.running_pid(cloud.place) is not None:
        time.sleep(0.5)
