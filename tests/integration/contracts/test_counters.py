"""What counters promise: a quota a reader and day, and no turn taken twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from botocore.model import OperationModel

from functions.assign.assign_cases import Turns
from functions.intake.service.dependencies import Quota
from shared.aws.evidence_rows import DownloadQuota
from shared.aws.turns import AssignmentTurns
from shared.domain.errors import QuotaSpent
from tests.fakes import NOON
from tests.integration.contracts.conftest import EITHER
from tests.unit.assign.test_giving_out import FakeTurns
from tests.unit.intake.world import FakeQuota

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MIDNIGHT = NOON.replace(hour=0) + timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture(params=EITHER)
def quota(request: pytest.FixtureRequest) -> Quota:
    """Three a day."""
    if request.param == "fake":
        return FakeQuota(3)
    return DownloadQuota(request.getfixturevalue("dynamo"), "cases", 3)


@pytest.fixture(params=EITHER)
def turns(request: pytest.FixtureRequest) -> Turns:
    if request.param == "fake":
        return FakeTurns()
    return AssignmentTurns(request.getfixturevalue("dynamo"), "cases")


def test_a_reader_is_told_how_many_it_are_and_stopped_after_the_last(quota: Quota) -> None:
    assert [quota.take("anna", NOON) for _ in range(3)] == [1, 2, 3]
    for _ in range(2):
        with pytest.raises(QuotaSpent):
            quota.take("anna", MIDNIGHT - SECOND)


def test_each_reader_has_a_quota_of_their_own(quota: Quota) -> None:
    for _ in range(3):
        quota.take("anna", NOON)
    assert quota.take("ben", NOON) == 1


def test_a_new_day_begins_at_midnight(quota: Quota) -> None:
    for _ in range(3):
        quota.take("anna", MIDNIGHT - SECOND)
    assert [quota.take("anna", MIDNIGHT) for _ in range(3)] == [1, 2, 3]
    with pytest.raises(QuotaSpent):
        quota.take("anna", MIDNIGHT)


def test_turns_are_counted_from_nought_by_each_agency_for_itself(turns: Turns) -> None:
    agencies = ("health", "justice", "health", "health", "justice")
    assert [turns.take(one) for one in agencies] == [0, 0, 1, 2, 1]


def test_no_two_take_the_same_turn() -> None:
    fake = FakeTurns()
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: fake.take("health"), range(40)))
    assert sorted(taken) == list(range(40))


def test_a_turn_is_one_atomic_write_and_no_read(dynamo: "DynamoDBClient") -> None:
    """DynamoDB adds for one caller after the other; moto doesn't, so the call itself is held."""
    calls: list[tuple[str, str]] = []

    def note(params: dict[str, str], model: OperationModel, **_: object) -> None:
        calls.append((model.name, params["UpdateExpression"]))

    dynamo.meta.events.register("before-parameter-build.dynamodb", note)
    AssignmentTurns(dynamo, "cases").take("health")
    assert calls == [("UpdateItem", "ADD taken :one")]
