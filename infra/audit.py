"""`redress audit`: the proof over the chains of events, read from the table itself."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from infra import stack as stacks
from infra.stack import Stack
from shared.aws.cases import DynamoCases
from shared.domain.audit import BrokenLink, verify
from shared.domain.errors import CaseNotFound

POLICY = "policy"  # the chain of policy changes, which belongs to no case


@click.group()
def audit() -> None:
    """Whether the record is complete, ordered and unchanged."""


@audit.command(name="verify")
@click.argument("case", required=False)
@stacks.where
def verify_chains(case: str | None, **where: Any) -> None:
    """Checks one chain, or all of them: exit 0, or 1 and the first broken link of each."""
    stack = stacks.the_stack(where)
    store = DynamoCases(stack.client("dynamodb"), stack.cases_table, "", stack.shards)
    references = [case] if case else [POLICY, *_references(stack)]
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("verifying", total=len(references))
        broken: list[BrokenLink] = []
        for reference in references:
            broken += _broken(store, reference)
            progress.advance(task)
    _tell(len(references), broken, as_json=where["as_json"])
    sys.exit(1 if broken else 0)


def _references(stack: Stack) -> list[str]:
    """Every case, and every chain whose case is gone: either by itself would be a breach."""
    pages = (
        stack.client("dynamodb")
        .get_paginator("scan")
        .paginate(
            TableName=stack.cases_table,
            FilterExpression="sk = :case OR sk = :first",
            ExpressionAttributeValues={":case": {"S": "case"}, ":first": {"S": "event#000001"}},
            ProjectionExpression="pk",
            ConsistentRead=True,
        )
    )
    found = {item["pk"]["S"].removeprefix("case#") for page in pages for item in page["Items"]}
    return sorted(found - {POLICY})


def _broken(store: DynamoCases, reference: str) -> Iterator[BrokenLink]:
    events = store.events(reference)
    try:
        case = None if reference == POLICY else store.load(reference)
    except CaseNotFound:
        yield BrokenLink(reference, len(events), "there is no case to this chain")
        return
    found = verify(reference, events, case.head, case.seq) if case else verify(reference, events)
    if found is not None:
        yield found


def _tell(chains: int, broken: list[BrokenLink], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"chains": chains, "broken": [asdict(one) for one in broken]}))
        return
    for one in broken:
        click.echo(f"{one.reference}, event {one.seq}: {one.reason}")
    click.echo(f"{chains} chains, {len(broken)} broken")
