"""Making a plan: the new policy against the one in force, and against the open cases."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from infra.policy_cli import open_cases
from infra.policy_cli.plan_file import Plan, effect_of, fingerprint
from infra.stack import Stack
from shared.aws import keys
from shared.aws.policies import DeployedPolicies, document_of
from shared.domain.case.case import Case
from shared.domain.deadlines.recalculation import Preview, preview
from shared.domain.instants import to_text
from shared.domain.policy.model import Policy, policy_from
from shared.runtime.default_policy import default_policy


def progress() -> Progress:
    """To stderr, so that what stdout says stays for machines."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


def known_policies(stack: Stack, current: Mapping[str, Any]) -> Callable[[str], Policy]:
    """Any version that some case lives under. Raises Unavailable for one that is nowhere."""
    policies = DeployedPolicies(
        lambda: current, default_policy, stack.client("dynamodb"), stack.cases_table
    )
    return policies.version


def agencies_of(stack: Stack, *documents: Mapping[str, Any]) -> list[str]:
    """Of these policies and of every earlier one that some case may still live under."""
    client = stack.client("dynamodb")
    rows = client.get_paginator("query").paginate(
        TableName=stack.cases_table,
        KeyConditionExpression="pk = :policy",
        ExpressionAttributeValues={":policy": {"S": keys.POLICY_PARTITION}},
        ConsistentRead=True,
    )
    items = [item for page in rows for item in page["Items"] if "document" in item]
    every = [*documents, *(document_of(item) for item in items)]
    return sorted({agency for document in every for agency in document["agencies"]})


def make(
    stack: Stack, current: Mapping[str, Any], new: Mapping[str, Any], by: str, now: datetime
) -> Plan:
    policy = policy_from(new)
    wanted = open_cases.references(stack, agencies_of(stack, current, new))
    effect = previewed(stack, wanted, policy, known_policies(stack, current), now)
    return Plan(
        str(current["version"]), fingerprint(current), new, effect_of(effect), by, to_text(now)
    )


def previewed(
    stack: Stack,
    wanted: list[str],
    policy: Policy,
    old: Callable[[str], Policy],
    now: datetime,
    within: Callable[[Case], bool] = lambda case: True,
) -> Preview:
    with progress() as bar:
        task = bar.add_task("open cases", total=len(wanted))
        read = open_cases.cases(stack, wanted, lambda count: bar.advance(task, count))
        return preview(_within(read, within), old, policy, now)


def _within(cases: Iterable[Case], within: Callable[[Case], bool]) -> Iterator[Case]:
    return (case for case in cases if within(case))
