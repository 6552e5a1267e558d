"""`redress policy`: deadlines as reviewed files."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from infra import stack as stacks
from infra.policy_cli import deployments as deploying
from infra.policy_cli import make_plan as planning
from infra.policy_cli import options
from infra.policy_cli import plan_file as plans
from infra.policy_cli import render as showing
from infra.policy_cli import schema as schemas
from infra.policy_cli import validate_files as validating
from infra.policy_cli.apply import Changer
from infra.policy_cli.audit_chain import PolicyChain
from infra.policy_cli.compile import DEFAULT, compile_file, load_document, written
from infra.policy_cli.history import told
from infra.policy_cli.recalculate import Mover
from infra.stack import Stack
from shared.policy_schema.differences import Difference, differences

Files = tuple[Path, ...]
CHANGES = 2
_out = Console(soft_wrap=True)
_file = click.Path(path_type=Path, dir_okay=False)


@click.group(cls=options.Policies)
def policy() -> None:
    """Deadlines, ladders and contacts as files: checked, planned, applied and taken back."""


@policy.command()
@click.argument("files", nargs=-1, required=True, type=_file)
@click.option("--json", "as_json", is_flag=True, help="One JSON document to stdout.")
def validate(files: Files, as_json: bool) -> None:
    """Check policy files; every mistake with its line and remedy."""
    verdicts = [validating.validate(path) for path in files]
    if as_json:
        click.echo(json.dumps({"files": [one.document() for one in verdicts]}, ensure_ascii=False))
    for one in verdicts:
        for mistake in one.mistakes:
            click.echo(str(mistake), err=True)
        if one.valid and not as_json:
            kind = "a register's mapping" if one.is_mapping else f"policy {one.version}"
            click.echo(f"{one.file}: {kind}, no mistakes")
    sys.exit(0 if all(one.valid for one in verdicts) else 1)


@policy.command()
def schema() -> None:
    """The JSON Schema (2020-12) of policy files."""
    click.echo(json.dumps(schemas.schema(), indent=2, ensure_ascii=False))


@policy.command("compile")
@click.argument("file", type=_file, default=DEFAULT)
def compile_(file: Path) -> None:
    """Write the canonical JSON beside a policy file."""
    compile_file(file)


@policy.command()
@click.argument("file", type=_file)
@click.option("--out", type=_file, help="Keep the plan for `apply`.")
@options.now
@options.who
@stacks.where
def plan(file: Path, out: Path | None, as_json: bool, now: str | None, **where: Any) -> None:
    """What a policy file would change, and what that does to open cases. Exits 2 for changes."""
    stack = stacks.the_stack(where)
    document = json.loads(written(load_document(file)))
    current = deploying.in_force(stack.client, stack.outputs)
    made = planning.make(stack, current, document, options.acting(where), options.instant(now))
    found = differences(current, document)
    if out is not None:
        made.write(out)
    if as_json:
        click.echo(json.dumps(_described(made, found), ensure_ascii=False))
    else:
        showing.plan(_out, made, found)
    sys.exit(CHANGES if made.changed else 0)


@policy.command()
@click.argument("plan_file", metavar="PLAN", type=_file)
@click.option("--early", is_flag=True, help="Even before the policy's effective date.")
@options.who
@stacks.where
def apply(plan_file: Path, early: bool, as_json: bool, why: str, **where: Any) -> None:
    """Put a plan's policy in force, if what it starts from still is."""
    made = plans.read(plan_file)
    if not made.changed:
        _told({"applied": False, "version": made.base_version}, "No changes.", as_json)
        return
    stack = stacks.the_stack(where)
    change = _changer(stack, where, why).apply(made, early=early)
    _told({"applied": True, **asdict(change)}, f"{change.version} is in force.", as_json)


@policy.command()
@click.option("--to", help="Which version; the one before by default.")
@options.who
@stacks.where
def revert(to: str | None, as_json: bool, why: str, **where: Any) -> None:
    """Put the policy before this one in force again."""
    change = _changer(stacks.the_stack(where), where, why).revert(to)
    words = f"{change.version} is in force again."
    _told({"reverted": True, **asdict(change)}, words, as_json)


@policy.command()
@stacks.where
def history(as_json: bool, **where: Any) -> None:
    """Every policy that was put in force: when, by whom and why; the newest first."""
    stack = stacks.the_stack(where)
    changes = told(stack)
    if as_json:
        click.echo(json.dumps({"changes": changes}, ensure_ascii=False))
    else:
        showing.history(_out, changes)


@policy.command()
@click.argument("reference", metavar="CASE")
@click.option("--language", type=click.Choice(["fr", "en", "es", "ar"]), default="en")
@stacks.where
def explain(reference: str, language: str, as_json: bool, **where: Any) -> None:
    """Why each date of a case is what it is, step by step."""
    found = Mover(stacks.the_stack(where), "", datetime.now(UTC)).explain(reference, language)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for clock in found["clocks"]:
        _out.print(f"[bold]{clock['name']}[/bold]  {clock['state']}  {clock['due_at']}")
        for sentence in clock["steps"]:
            _out.print(f"  {sentence}")


@policy.command()
@click.option("--scope", default="all", help="agency=…, category=…, urgency=… or case=…")
@click.option("--direction", type=click.Choice(["extend-only", "all"]), default="extend-only")
@click.option("--plan", "only_plan", is_flag=True, help="Show the effect and change nothing.")
@options.now
@options.who
@stacks.where
def recalculate(
    scope: str,
    direction: Any,
    only_plan: bool,
    as_json: bool,
    now: str | None,
    why: str,
    **where: Any,
) -> None:
    """Move open cases to the policy in force; interrupted, it goes on where it was."""
    mover = Mover(stacks.the_stack(where), options.acting(where), options.instant(now), scope)
    sums = mover.preview(direction) if only_plan else mover.move(direction, why)
    if as_json:
        click.echo(json.dumps(sums, ensure_ascii=False))
    else:
        showing.sums(_out, sums)


def _described(made: plans.Plan, found: list[Difference]) -> dict[str, Any]:
    return {
        "changed": made.changed,
        "base": {"version": made.base_version, "hash": made.base_hash},
        "version": made.policy["version"],
        "hash": made.hash,
        "differences": [asdict(one) for one in found],
        **made.effect,
    }


def _changer(stack: Stack, where: dict[str, Any], why: str) -> Changer:
    return Changer(PolicyChain(stack, options.acting(where)), datetime.now(UTC), why)


def _told(document: dict[str, Any], words: str, as_json: bool) -> None:
    click.echo(json.dumps(document) if as_json else words)
