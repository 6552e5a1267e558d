"""`redress local`: the cloud on this machine."""

import json
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.table import Table

from infra.local import cloud as clouds
from infra.local.cloud import Cloud
from infra.local.workspace import DEFAULT_PORT

_screen = Console(stderr=True)
Command = Callable[..., Any]


def _port(command: Command) -> Command:
    return click.option(
        "--port", default=DEFAULT_PORT, show_default=True, help="Which local cloud."
    )(command)


def _json(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="One JSON document to stdout.")(
        command
    )


@click.group()
def local() -> None:
    """The local cloud: the real template on this machine."""


@local.command()
@_port
@click.option("--state", type=click.Path(path_type=Path), help="Folder of its state.")
@click.option("--fresh", is_flag=True, help="Forget what an earlier start left.")
@click.option("--detach", is_flag=True, help="Return when it is ready; stop it with `down`.")
@_json
def up(port: int, state: Path | None, fresh: bool, detach: bool, as_json: bool) -> None:
    """Start it, deploy the template and say where everything is."""
    with _screen.status(f"Starting the local cloud on port {port} …"):
        cloud = clouds.up(port, state, fresh=fresh)
    if as_json:
        click.echo(json.dumps(_described(cloud)))
    else:
        _show(cloud)
    if not detach:
        _run_until_stopped(cloud)


@local.command()
@_port
@_json
def down(port: int, as_json: bool) -> None:
    """Stop it; its state stays for the next start."""
    stopped = clouds.down(port)
    if as_json:
        click.echo(json.dumps({"stopped": stopped}))
    _screen.print("Stopped." if stopped else f"No local cloud runs on port {port}.")


@local.command()
@_port
@_json
def status(port: int, as_json: bool) -> None:
    """Say whether it runs, with its addresses and stack outputs."""
    cloud = clouds.cloud_of_port(port)
    if as_json:
        click.echo(json.dumps(cloud.status()))
    elif cloud.status()["running"]:
        _show(cloud)
    else:
        _screen.print(f"No local cloud runs on port {port}.")


@local.command()
@_port
@click.option("--cases", default=200, show_default=True, type=click.IntRange(20, 2000))
@_json
def seed(port: int, cases: int, as_json: bool) -> None:
    """Fill it with an office to teach with: four services, cases in every status."""
    from infra.training.seeding import seed as seeded

    done = seeded(clouds.at(port), cases)
    if as_json:
        click.echo(json.dumps({"cases": sum(done.values()), "statuses": dict(done)}))
        return
    table = Table("Status", "Cases", box=None, padding=(0, 2))
    for status, count in sorted(done.items(), key=lambda one: -one[1]):
        table.add_row(status, str(count))
    _screen.print(table)


@local.command()
@_port
@click.option("--now", required=True, help="The minute it stands for, e.g. 2026-12-01T09:00:00Z.")
@_json
def tick(port: int, now: str, as_json: bool) -> None:
    """Invoke the sla function as the schedule does, at any moment."""
    _require_instant(now)
    click.echo(json.dumps(clouds.at(port).tick(now)))


@local.command()
@_port
@click.argument("user")
@_json
def token(port: int, user: str, as_json: bool) -> None:
    """A bearer token for a demo user."""
    issued = clouds.at(port).token(user)
    click.echo(json.dumps({"token": issued}) if as_json else issued)


@local.command()
@_port
@click.option("--to", help="Only what went to this address.")
@_json
def mail(port: int, to: str | None, as_json: bool) -> None:
    """The mail sent so far."""
    sent = clouds.at(port).mail(to)
    if as_json:
        click.echo(json.dumps(sent, ensure_ascii=False))
        return
    for each in sent:
        click.echo(f"{each['sent_at']}  {each['to']}\n{each['subject']}\n\n{each['text']}\n")


def _require_instant(text: str) -> None:
    """The function takes what it can't read for now, which nobody who types a time means."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text} is no instant: write 2026-12-01T09:00:00Z") from error
    if instant.tzinfo is None:
        raise click.BadParameter(f"{text} names no zone: write {text}Z for UTC")


def _described(cloud: Cloud) -> dict[str, Any]:
    return {**cloud.status(), "sign_ins": cloud.sign_ins()}


def _show(cloud: Cloud) -> None:
    known = cloud.status()
    table = Table(show_header=False, box=None, padding=(0, 2))
    table.add_row("Form", known["form_url"])
    table.add_row("Desk", known["desk_url"])
    table.add_row("API", known["api_url"])
    table.add_row("AWS endpoint", known["aws_endpoint"])
    for user, password in cloud.sign_ins().items():
        table.add_row("Sign-in", f"{user}  {password}")
    _screen.print(table, soft_wrap=True)


def _run_until_stopped(cloud: Cloud) -> None:
    _screen.print("Running until Ctrl-C; the state is kept.")

    def interrupt(signum: int, frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    try:
        clouds.wait_until_it_ends(cloud)
    except KeyboardInterrupt:
        with _screen.status("Saving the state …"):
            clouds.down(cloud.place.port)
