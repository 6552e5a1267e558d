"""The calls that the functions of a local cloud make, as kinds."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from infra.local.cloud import Cloud
from infra.local.workspace import STACK
from tests.aws.deployment import Deployment
from tests.aws.kinds import Kind, Names

RECORDER = Path(__file__).with_name("recorder")


def environment(path: Path) -> Mapping[str, str]:
    """Makes the functions of a local cloud that starts with it write their calls to `path`."""
    return {"PYTHONPATH": str(RECORDER), "AWS_CALLS": str(path)}


def recorded(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def kinds(cloud: Cloud, path: Path, deployment: Deployment) -> Counter[Kind]:
    """Counts them. Raises KeyError on a call on what isn't the stack's."""
    names = Names(dict(_logical(cloud)), words(deployment))
    return Counter(names.kinds(recorded(path)))


def words(deployment: Deployment) -> frozenset[str]:
    """Returns the parts of keys that permissions of the template spell out."""
    return frozenset(_words(deployment.resources))


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, each in node.items():
            yield from _texts(each) if name == "dynamodb:LeadingKeys" else _words(each)
    elif isinstance(node, list):
        for each in node:
            yield from _words(each)
    elif isinstance(node, str) and node.startswith("arn:aws:s3:::"):
        yield from (part for part in node.split("/")[1:] if part and "*" not in part)


def _texts(node: Any) -> list[str]:
    return node if isinstance(node, list) else [node]


def _logical(cloud: Cloud) -> Iterator[tuple[tuple[str, str], str]]:
    pages = cloud.client("cloudformation").get_paginator("list_stack_resources")
    for page in pages.paginate(StackName=STACK):
        for each in page["StackResourceSummaries"]:
            kind, name = each["ResourceType"], each["PhysicalResourceId"]
            yield (kind, name), each["LogicalResourceId"]
            yield (kind, name.rsplit("/", 1)[-1]), each["LogicalResourceId"]
    for name in ("PolicyApplication",):  # a name where AWS takes an id as well
        yield ("AWS::AppConfig::Application", cloud.outputs[name]), f"{name}.Name"
