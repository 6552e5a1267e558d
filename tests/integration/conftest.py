"""Tables as the template declares them, in moto."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws

from shared.aws.cases import DynamoCases
from tests.integration.strict import demand_fresh_reads, refuse_large_items
from tests.tables import SHARDS, make_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture(autouse=True)
def aws_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that open nothing, so that no test can reach a real account."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


@pytest.fixture
def dynamo() -> Iterator["DynamoDBClient"]:
    with mock_aws():
        client = boto3.client("dynamodb")
        make_table(client, "CasesTable", "cases")
        make_table(client, "IdentitiesTable", "identities")
        demand_fresh_reads(client)
        refuse_large_items(client)
        yield client


@pytest.fixture
def store(dynamo: "DynamoDBClient") -> DynamoCases:
    return DynamoCases(dynamo, "cases", "identities", SHARDS)
