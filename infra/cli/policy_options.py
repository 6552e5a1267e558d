"""What the commands of `redress policy` have in common."""

import getpass
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from infra.policy_tools.deployments import DeploymentFailed
from infra.policy_tools.plan_file import PlanRefused
from infra.policy_tools.yaml_source import LocatedMistakes
from shared.domain.errors import CaseNotFound, Conflict, Unavailable

Command = Callable[..., Any]


class PolicyGroup(click.Group):
    """Says what went wrong in our words; a stack trace is for mistakes of ours."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LocatedMistakes as error:
            click.echo(str(error), err=True)
        except CaseNotFound as error:
            click.echo(f"redress: there is no case {error}", err=True)
        except (PlanRefused, DeploymentFailed, Unavailable, Conflict) as error:
            click.echo(f"redress: {error}", err=True)
        sys.exit(1)


def who(command: Command) -> Command:
    return click.option("--by", default=None, help="Who changes it; the user of this machine.")(
        click.option("--why", default="", help="The reason, for the audit chain.")(command)
    )


now = click.option("--now", help="The instant to reckon from (RFC 3339); now by default.")


def acting_user(options: dict[str, Any]) -> str:
    return options["by"] or os.environ.get("USER") or getpass.getuser()


def instant(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text} is no instant: write 2026-12-01T09:00:00Z") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
