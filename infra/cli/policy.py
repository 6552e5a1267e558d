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
from infra.cli import policy_options as options
from infra.policy_tools import render
from infra.policy_tools.apply import PolicyDeployer
from infra.policy_tools.audit_chain import PolicyChain
from infra.policy_tools.deployments import deployed, in_force
from infra.policy_tools.explain_case import explain_case
from infra.policy_tools.grammar import json_schema
from infra.policy_tools.history import policy_history
from infra.policy_tools.make_plan import make_plan
from infra.policy_tools.plan_file import PolicyPlan, read_plan
from infra.policy_tools.policy_file import DEFAULT, canonical_text, compile_file, load_document
from infra.policy_tools.recalculate import Recalculator
from infra.policy_tools.validate_files import validate_file
from infra.stack import Stack
from shared.messages import LANGUAGES
from shared.policy_schema.differences import Difference, differences

Files = tuple[Path, ...]
CHANGES = 2
_out = Console(soft_wrap=True)
_file = click.Path(path_type=Path, dir_okay=False)


@click.group(cls=options.PolicyGroup)
def policy() -> None:
    """Deadlines, ladders and contacts as files: checked, planned, applied and taken back."""


@policy.command()
@click.argument("files", nargs=-1, required=True, type=_file)
@click.option("--json", "as_json", is_flag=True, help="One JSON document to stdout.")
def validate(files: Files, as_json: bool) -> None:
    """Check policy files; every mistake with its line and remedy."""
    verdicts = [validate_file(path) for path in files]
    if as_json:
        click.echo(
            json.dumps({"files": [verdict.document() for verdict in verdicts]}, ensure_ascii=False)
        )
    for verdict in verdicts:
        for mistake in verdict.mistakes:
            click.echo(str(mistake), err=True)
        for warning in verdict.warnings:
            click.echo(f"warning: {warning}", err=True)
        if verdict.valid and not as_json:
            kind = "a register's mapping" if verdict.is_mapping else f"policy {verdict.version}"
            click.echo(f"{verdict.file}: {kind}, no mistakes")
    sys.exit(0 if all(verdict.valid for verdict in verdicts) else 1)


@policy.command()
def schema() -> None:
    """The JSON Schema (2020-12) of policy files."""
    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


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
    document = json.loads(canonical_text(load_document(file)))
    current = in_force(stack.client, stack.outputs)
    made = make_plan(stack, current, document, options.acting_user(where), options.instant(now))
    changes = differences(current, document)
    if out is not None:
        made.write(out)
    if as_json:
        click.echo(json.dumps(_described(made, changes), ensure_ascii=False))
    else:
        render.show_plan(_out, made, changes)
    sys.exit(CHANGES if made.changed else 0)


@policy.command()
@click.argument("plan_file", metavar="PLAN", type=_file)
@click.option("--early", is_flag=True, help="Even before the policy's effective date.")
@options.who
@stacks.where
def apply(plan_file: Path, early: bool, as_json: bool, why: str, **where: Any) -> None:
    """Put a plan's policy in force, if what it starts from still is."""
    made, stack = read_plan(plan_file), stacks.the_stack(where)
    if not made.changed and deployed(stack.client, stack.outputs) is not None:
        _tell({"applied": False, "version": made.base_version}, "No changes.", as_json)
        return
    change = _deployer(stack, where, why).apply(made, early=early)
    _tell({"applied": True, **asdict(change)}, f"{change.version} is in force.", as_json)


@policy.command()
@click.option("--to", help="Which version; the one before by default.")
@options.who
@stacks.where
def revert(to: str | None, as_json: bool, why: str, **where: Any) -> None:
    """Put the policy before this one in force again."""
    change = _deployer(stacks.the_stack(where), where, why).revert(to)
    words = f"{change.version} is in force again."
    _tell({"reverted": True, **asdict(change)}, words, as_json)


@policy.command()
@stacks.where
def history(as_json: bool, **where: Any) -> None:
    """Every policy that was put in force: when, by whom and why; the newest first."""
    stack = stacks.the_stack(where)
    changes = policy_history(stack)
    if as_json:
        click.echo(json.dumps({"changes": changes}, ensure_ascii=False))
    else:
        render.show_history(_out, changes)


@policy.command()
@click.argument("reference", metavar="CASE")
@click.option("--language", type=click.Choice(LANGUAGES), default="en")
@stacks.where
def explain(reference: str, language: str, as_json: bool, **where: Any) -> None:
    """Why each date of a case is what it is, step by step."""
    explained = explain_case(stacks.the_stack(where), reference, language)
    if as_json:
        click.echo(json.dumps(explained, ensure_ascii=False))
        return
    for clock in explained["clocks"]:
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
    stack, by, at = stacks.the_stack(where), options.acting_user(where), options.instant(now)
    cases = Recalculator(stack, by, at, scope)
    sums = cases.preview(direction) if only_plan else cases.recalculate(direction, why)
    if as_json:
        click.echo(json.dumps(sums, ensure_ascii=False))
    else:
        render.show_sums(_out, sums)


def _described(plan: PolicyPlan, changes: list[Difference]) -> dict[str, Any]:
    return {
        "changed": plan.changed,
        "base": {"version": plan.base_version, "hash": plan.base_hash},
        "version": plan.policy["version"],
        "hash": plan.hash,
        "differences": [asdict(change) for change in changes],
        **plan.effect,
    }


def _deployer(stack: Stack, where: dict[str, Any], why: str) -> PolicyDeployer:
    return PolicyDeployer(PolicyChain(stack, options.acting_user(where)), datetime.now(UTC), why)


def _tell(document: dict[str, Any], words: str, as_json: bool) -> None:
    click.echo(json.dumps(document) if as_json else words)
