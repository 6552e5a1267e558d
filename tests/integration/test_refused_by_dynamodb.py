"""DynamoDB refuses a call of the API's: done once in the end, or told, and nothing half-stored."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws

from shared.aws.cases import DynamoCases
from shared.aws.patience import PATIENCE
from tests.integration.contracts.making import names
from tests.integration.faults import Faults
from tests.tables import SHARDS, make_table
from tests.unit.intake.asking import OFFICER, complaint
from tests.unit.intake.world import Reply, World

FILING = complaint(complainant={"name": "Canary Person"})
KEY = {"Idempotency-Key": "the-citizens-key"}
DOWN = [
    ("ProvisionedThroughputExceededException", 400),
    ("ThrottlingException", 400),
    ("RequestLimitExceeded", 400),
    ("TransactionInProgressException", 400),
    ("KMSDisabledException", 400),
    ("InternalServerError", 500),
    ("ServiceUnavailable", 503),
]


class Office:
    """The API on tables, whose client tries each call so often; DynamoDB refuses as it is told."""

    def __init__(self, attempts: int) -> None:
        retries: Any = {"retries": {"mode": "standard", "total_max_attempts": attempts}}
        self.client = boto3.client("dynamodb", config=PATIENCE.merge(Config(**retries)))
        self.calm = boto3.client("dynamodb")
        make_table(self.calm, "CasesTable", "cases")
        make_table(self.calm, "IdentitiesTable", "identities")
        self.faults = Faults().watch(self.client)
        self.store = DynamoCases(self.client, "cases", "identities", SHARDS)
        self.world = World()
        self.world.stand_on(self.store)

    def tables(self) -> list[str]:
        found = [self.calm.scan(TableName=one)["Items"] for one in ("cases", "identities")]
        return [json.dumps(one, sort_keys=True, default=str) for one in found]


@pytest.fixture
def office() -> Iterator[Office]:
    with mock_aws():
        yield Office(attempts=1)


def told_to_try_again(reply: Reply) -> bool:
    kind = "/problems/unavailable"
    return (reply.status, reply.headers.get("Retry-After"), reply.json["type"]) == (503, "2", kind)


@pytest.mark.parametrize(("code", "status"), DOWN)
def test_a_filing_that_is_refused_leaves_nothing_and_may_be_sent_again(
    office: Office, code: str, status: int
) -> None:
    office.faults.refuse(code, status=status)
    refused = office.world.post("/v1/complaints", FILING, headers=KEY)
    assert told_to_try_again(refused)
    assert "Canary" not in refused.text + office.world.logged
    assert office.tables() == ["[]", "[]"]
    assert office.world.post("/v1/complaints", FILING, headers=KEY).status == 201


@pytest.mark.parametrize(("code", "status"), DOWN)
@pytest.mark.parametrize("call", [1, 2])
def test_a_command_that_is_refused_at_either_call_leaves_the_case_as_it_was(
    office: Office, code: str, status: int, call: int
) -> None:
    reference = office.world.file().reference
    before = office.tables()
    office.faults.let_pass(call - 1)
    office.faults.refuse(code, status=status)
    assert told_to_try_again(acknowledge(office, reference))
    assert office.tables() == before
    assert acknowledge(office, reference).status == 200


def acknowledge(office: Office, reference: str) -> Reply:
    return office.world.post(
        "/v1/cases/{reference}/{command}",
        {"version": 1, "message": "Read."},
        claims=OFFICER,
        path={"reference": reference, "command": "acknowledge"},
    )


THROTTLED = [
    ("None", "ThrottlingError"),
    ("ProvisionedThroughputExceeded", "None"),
    ("ThrottlingError", "TransactionConflict"),
    ("ConditionalCheckFailed", "ProvisionedThroughputExceeded"),
]


@pytest.mark.parametrize("reasons", THROTTLED, ids=" ".join)
def test_a_transaction_that_is_throttled_in_part_is_not_tried_again_at_once(
    office: Office, reasons: Sequence[str]
) -> None:
    reference = office.world.file().reference
    before, office.faults.asked[:] = office.tables(), []
    office.faults.let_pass()
    office.faults.cancel(reasons)
    assert told_to_try_again(acknowledge(office, reference))
    office.faults.cancel(reasons)
    assert told_to_try_again(office.world.post("/v1/complaints", FILING))
    assert office.faults.asked.count("TransactWriteItems") == 2
    assert office.tables() == before


MET = [("None", "TransactionConflict"), ("TransactionConflict", "ConditionalCheckFailed")]


@pytest.mark.parametrize("reasons", MET, ids=" ".join)
def test_a_transaction_that_meets_another_is_tried_again_and_done_once(
    office: Office, reasons: Sequence[str]
) -> None:
    for _ in range(3):
        office.faults.cancel(reasons)
        office.faults.let_pass()
    reference = office.world.file().reference
    for _ in range(3):
        office.faults.let_pass()
        office.faults.cancel(reasons)
    assert acknowledge(office, reference).status == 200
    assert names(office.store, reference) == ["filed", "acknowledged"]
    assert len(office.store.texts(reference)) == 2


@pytest.mark.parametrize("reasons", MET, ids=" ".join)
def test_who_meets_another_each_time_is_told_so_and_nothing_is_stored(
    office: Office, reasons: Sequence[str]
) -> None:
    reference = office.world.file().reference
    before = office.tables()
    for _ in range(4):
        office.faults.let_pass()
        office.faults.cancel(reasons)
    refused = acknowledge(office, reference)
    assert (refused.status, refused.json["type"]) == (409, "/problems/conflict")
    assert office.tables() == before and not office.faults.answers


@pytest.mark.parametrize("reason", ["ValidationError", "ItemCollectionSizeLimitExceeded"])
def test_what_no_second_try_mends_is_told_as_a_mistake_of_ours(office: Office, reason: str) -> None:
    office.faults.cancel(["None", reason])
    refused = office.world.post("/v1/complaints", FILING)
    assert (refused.status, refused.json["type"]) == (500, "/problems/ours")
    assert office.tables() == ["[]", "[]"]


def test_two_throttles_are_waited_out_by_the_client_and_nobody_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At a filing's one call, and at the read and the write of a command."""
    waited: list[float] = []
    monkeypatch.setattr("botocore.endpoint.time.sleep", waited.append)
    with mock_aws():
        office = Office(attempts=4)
        office.faults.refuse("ThrottlingException", times=2)
        reference = office.world.file().reference
        for _ in range(2):
            office.faults.refuse("ProvisionedThroughputExceededException", times=2)
            office.faults.let_pass()
        assert acknowledge(office, reference).status == 200
        assert names(office.store, reference) == ["filed", "acknowledged"]
    assert len(waited) == 6 and not office.faults.answers


def test_throttles_that_outlast_the_client_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    with mock_aws():
        office = Office(attempts=4)
        office.faults.refuse("ThrottlingException", times=4)
        assert told_to_try_again(office.world.post("/v1/complaints", FILING, headers=KEY))
        assert office.tables() == ["[]", "[]"]
        assert office.world.post("/v1/complaints", FILING, headers=KEY).status == 201
