"""Each port twice: as the fake that unit tests use, and as the adapter on moto's AWS."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from moto import mock_aws

from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.ports import CaseStore
from tests.fakes import FakeCases, counted_bytes, policies
from tests.integration.strict import give_short_pages
from tests.tables import SHARDS

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

EITHER = ("fake", "adapter")


@pytest.fixture(params=EITHER)
def cases(request: pytest.FixtureRequest) -> CaseStore:
    """Of the adapter, a query's page holds two items: what is longer has to be turned."""
    if request.param == "fake":
        return FakeCases()
    dynamo: DynamoDBClient = request.getfixturevalue("dynamo")
    give_short_pages(dynamo, 2)
    return DynamoCases(dynamo, "cases", "identities", SHARDS)


@pytest.fixture
def casework(cases: CaseStore) -> Casework:
    return Casework(cases, policies(), counted_bytes())


@pytest.fixture(params=EITHER)
def real(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether the adapter is asked; AWS is moto's as long as it is."""
    if request.param == "fake":
        yield False
        return
    with mock_aws():
        yield True
