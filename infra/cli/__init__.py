"""The command `redress`."""

import importlib
import importlib.util
import sys

import click

from infra.local.server import LocalCloudFailed

# command: where it is defined; loaded when it is called, so that --help stays quick
COMMANDS = {
    "audit": "infra.cli.audit:audit",
    "local": "infra.cli.local:local",
    "policy": "infra.cli.policy:policy",
    "retention": "infra.cli.retention:retention",
    "replay": "infra.cli.replay:replay",
}


class LazyGroup(click.Group):
    """Loads a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, place in COMMANDS.items() if _is_there(place)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None or not _is_there(place):
            return None
        module, attribute = place.split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


def _is_there(place: str) -> bool:
    return importlib.util.find_spec(place.split(":")[0]) is not None


@click.group(cls=LazyGroup)
def redress() -> None:
    """Redress: complaints whose deadlines enforce themselves."""


def main() -> None:
    """Says what went wrong in one line; a stack trace is for mistakes of ours."""
    try:
        redress()
    except LocalCloudFailed as error:
        click.echo(f"redress: {error}", err=True)
        sys.exit(1)
