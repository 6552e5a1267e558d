"""`redress retention`: first a plan that somebody looks at, then what it says."""

import json
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from infra import stack as stacks
from infra.policy_tools import deployments
from infra.retention import plans
from infra.retention.erasing import HELD, LOCKED, Eraser
from infra.stack import Stack
from shared.domain.policy.model import Policy, policy_from


@click.group()
def retention() -> None:
    """Forget what the policy in force says must be forgotten."""


@retention.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Writes the plan.")
@click.option("--now", help="As of this instant, to look ahead.")
@stacks.where
def plan(out: Path | None, now: str | None, **where: Any) -> None:
    """List what is due, by kind. Exits 0 for nothing, 2 for something."""
    stack = stacks.the_stack(where)
    made = plans.make_plan(stack, _in_force(stack), _instant(now))
    document = made.document()
    if out is not None:
        out.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    told = {"counts": dict(made.counts), "cases": len(made.cases), "held": made.held}
    words = ", ".join(f"{kind} of {count}" for kind, count in made.counts.items()) or "nothing"
    _tell(told, f"Due: {words}. {made.held} cases are on hold.", as_json=where["as_json"])
    sys.exit(2 if made.cases else 0)


@retention.command()
@click.argument("plan_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@stacks.where
def apply(plan_file: Path, **where: Any) -> None:
    """Forgets what the plan says and is due still: exit 0, or 1 when files are locked still."""
    stack = stacks.the_stack(where)
    policy = _in_force(stack)
    try:
        planned = plans.read(plan_file)
    except plans.PlanRefused as error:
        raise click.ClickException(str(error)) from error
    if planned.policy != policy.version:
        raise click.ClickException(f"policy {policy.version} is in force now: plan again")
    if planned.made_at > _instant(None):
        raise click.ClickException("this plan looks ahead: nothing is forgotten before its time")
    eraser = Eraser(stack, policy)
    done = Counter(
        eraser(reference, kinds, planned.made_at) for reference, kinds in planned.cases.items()
    )
    words = ", ".join(f"{count} {word}" for word, count in sorted(done.items())) or "nothing to do"
    _tell(dict(done), f"Cases: {words}.", as_json=where["as_json"])
    if done[LOCKED]:
        click.echo("Locked files can be deleted when their lock ends: run it again then.", err=True)
    if done[HELD]:
        click.echo("Cases that were put on hold since the plan keep everything.", err=True)
    sys.exit(1 if done[LOCKED] else 0)


def _in_force(stack: Stack) -> Policy:
    document = deployments.in_force(stack.client, stack.outputs)
    return policy_from(document)


def _instant(told: str | None) -> datetime:
    if told is None:
        return datetime.now(UTC).replace(microsecond=0)
    found = datetime.fromisoformat(told)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _tell(document: dict[str, Any], words: str, *, as_json: bool) -> None:
    click.echo(json.dumps(document) if as_json else words)
