"""The parts of the template that keep things, deployed by moto's CloudFormation: a second emulator.

moto makes no alarms of metric arithmetic and knows no GuardDuty plan, so it gets what holds data:
keys, tables, buckets, queues, topics and log groups, which refer to each other alone. Of a few
properties moto's CloudFormation takes no notice, as the first emulator's doesn't. Those are given
to the services by their own API, in the template's words, and read back like all others.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID

from tests.aws.deployment import SAID
from tests.contract.facts import Expanded

HOLDS = (
    *("AWS::KMS::Key", "AWS::DynamoDB::Table", "AWS::S3::Bucket"),
    *("AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::Logs::LogGroup"),
)
STACK, REGION = "redress", "eu-central-1"


@dataclass(frozen=True)
class SecondCloud:
    """`names` are the physical ids, by logical id."""

    session: boto3.Session
    names: Mapping[str, str]

    def client(self, service: Any) -> Any:
        return self.session.client(service)

    def arn(self, key: str) -> str:
        return f"arn:aws:kms:{REGION}:{DEFAULT_ACCOUNT_ID}:key/{self.names[key]}"


@contextmanager
def deployed(template: Expanded) -> Iterator[SecondCloud]:
    """Raises what moto's CloudFormation raises when it refuses the template."""
    with mock_aws():
        session = boto3.Session("a", "b", region_name=REGION)  # signs for a cloud in this process
        formation: Any = session.client("cloudformation")
        said = [{"ParameterKey": one, "ParameterValue": value} for one, value in SAID.items()]
        formation.create_stack(StackName=STACK, TemplateBody=_part(template), Parameters=said)
        stacks = formation.describe_stacks(StackName=STACK)["Stacks"]
        assert [one["StackStatus"] for one in stacks] == ["CREATE_COMPLETE"]
        pages = formation.get_paginator("list_stack_resources").paginate(StackName=STACK)
        found = [one for page in pages for one in page["StackResourceSummaries"]]
        names = {one["LogicalResourceId"]: one.get("PhysicalResourceId", "") for one in found}
        yield SecondCloud(session, names)


def _part(template: Expanded) -> str:
    held = {name: one for name, one in template.resources.items() if one["Type"] in HOLDS}
    sections = {
        "Parameters": dict(template.parameters),
        "Conditions": dict(template.conditions),
        "Resources": held,
    }
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", **sections})
