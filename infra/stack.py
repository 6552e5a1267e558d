"""The stack that a command works on: a local cloud, or the one that the AWS settings lead to."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3
import click
from rich.console import Console

from infra.local import cloud as clouds
from infra.local.workspace import DEFAULT_PORT, STACK

ENDPOINT = "AWS_ENDPOINT_URL"
Command = Callable[..., Any]
_screen = Console(stderr=True)


@dataclass(frozen=True)
class Stack:
    """Clients by service, the stack's outputs, and what to call it when speaking to people."""

    client: Callable[[str], Any]
    outputs: Mapping[str, str]
    called: str

    @property
    def cases_table(self) -> str:
        return self.outputs["CasesTable"]

    @property
    def shards(self) -> int:
        return int(self.outputs["DueShards"])

    def principal(self) -> str:
        """Returns who AWS says is calling."""
        return str(self.client("sts").get_caller_identity()["Arn"])


def stack_of(port: int | None, name: str | None) -> Stack:
    """`--port` first, then what AWS_ENDPOINT_URL or `--stack` say, then a local cloud, then AWS.

    A local cloud that runs comes before AWS, so that a slip changes nothing that people live under.
    Raises LocalCloudFailed or ClickException when there is none.
    """
    if port is not None:
        return _local(clouds.at(port))
    if name is None and not os.environ.get(ENDPOINT):
        default = clouds.cloud_of_port(DEFAULT_PORT)
        if default.status()["running"]:
            return _local(default)
    return _deployed(name or STACK)


def _local(cloud: clouds.Cloud) -> Stack:
    return Stack(cache(cloud.client), cloud.outputs, f"the local cloud on port {cloud.place.port}")


def _deployed(name: str) -> Stack:
    session = _session()
    formation = session.client("cloudformation")
    try:
        described = formation.describe_stacks(StackName=name)["Stacks"][0]
    except formation.exceptions.ClientError as error:
        raise click.ClickException(f"no stack {name} is found: {error}") from error
    outputs = {one["OutputKey"]: one["OutputValue"] for one in described.get("Outputs", [])}
    return Stack(cache(session.client), outputs, f"stack {name} in {session.region_name}")


def _session() -> boto3.Session:
    session = boto3.Session()
    if os.environ.get(ENDPOINT) and session.get_credentials() is None:
        return boto3.Session("test", "test", region_name=session.region_name or "us-east-1")
    return session


def where(command: Command) -> Command:
    """The options that every command on a stack has: which one, and for whom to print."""
    for option in (
        click.option("--port", type=int, help="Which local cloud."),
        click.option("--stack", "stack_name", help="Which stack on AWS."),
        click.option("--json", "as_json", is_flag=True, help="One JSON document to stdout."),
    ):
        command = option(command)
    return command


def the_stack(told: Mapping[str, Any]) -> Stack:
    """The stack of a command's options, named to whoever runs it."""
    stack = stack_of(told["port"], told["stack_name"])
    _screen.print(f"On {stack.called}.")
    return stack
