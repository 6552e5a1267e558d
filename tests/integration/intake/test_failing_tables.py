"""What may pass is a 503 that stores nothing, what others did first a 409, our mistakes a 500."""

import io
import json
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from moto import mock_aws

from shared.aws.cases import DynamoCases
from shared.aws.patience import PATIENCE
from tests.integration.intake.test_api_on_tables import everything
from tests.tables import SHARDS, make_table
from tests.unit.intake.asking import OFFICER, complaint
from tests.unit.intake.world import Filed, Reply, World

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CANARY = "Canary Person"
# By hand, and not the table of the code: what DynamoDB and its key may say while they are busy.
PASSING = (
    *("ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"),
    *("InternalServerError", "ServiceUnavailable", "TransactionInProgressException"),
    *("KMSAccessDeniedException", "KMSDisabledException", "KMSThrottlingException"),
    *("Throttling", "InternalFailure"),
)
OURS = ("ValidationException", "AccessDeniedException", "ResourceNotFoundException")


def refusal(code: str, *reasons: str) -> Exception:
    told: dict[str, Any] = {"Error": {"Code": code, "Message": CANARY}}
    if reasons:
        told["CancellationReasons"] = [{"Code": one, "Message": CANARY} for one in reasons]
    return ClientError(told, "TransactWriteItems")  # type: ignore[arg-type]


class Office:
    """The API over tables that fail as they are told to: for so many calls of these names."""

    def __init__(self, client: "DynamoDBClient") -> None:
        self.client = client
        self.world = World()
        self.world.stand_on(DynamoCases(client, "cases", "identities", SHARDS))
        self.filed: Filed = self.world.file(complainant={"name": CANARY})
        self.left, self.errors = 0, [refusal("none")]
        client.meta.events.register_first("before-call.dynamodb", self._fail)

    def fails(self, *errors: Exception, calls: int = 1_000) -> None:
        self.left, self.errors = calls, list(errors)

    def _fail(self, model: Any, **_: object) -> None:
        if self.left and model.name == "TransactWriteItems":
            self.left -= 1
            raise self.errors[self.left % len(self.errors)]

    def files(self) -> Reply:
        return self.world.post("/v1/complaints", complaint(complainant={"name": CANARY}))

    def commands(self) -> Reply:
        """On the version that was filed: the tables may be down."""
        return self.world.post(
            "/v1/cases/{reference}/{command}",
            {"version": 1, "message": "Read."},
            claims=OFFICER,
            path={"reference": self.filed.reference, "command": "acknowledge"},
        )

    @property
    def stored(self) -> str:
        left, self.left = self.left, 0
        found = everything(self.client, "cases") + everything(self.client, "identities")
        self.left = left
        return found


@pytest.fixture
def office(dynamo: "DynamoDBClient") -> Office:
    return Office(dynamo)


def is_unavailable(office: Office, reply: Reply) -> bool:
    assert CANARY not in reply.text + office.world.logged
    return (reply.status, reply.headers.get("Retry-After")) == (503, "2")


@pytest.mark.parametrize("code", PASSING)
def test_a_busy_table_or_key_is_told_as_such_and_nothing_is_stored(
    office: Office, code: str
) -> None:
    before = office.stored
    office.fails(refusal(code))
    assert is_unavailable(office, office.files())
    assert is_unavailable(office, office.commands())
    assert office.stored == before
    office.fails(calls=0)
    assert (office.commands().status, office.files().status) == (200, 201)


@pytest.mark.parametrize(
    "error",
    [
        EndpointConnectionError(endpoint_url="https://dynamodb.invalid"),
        ConnectTimeoutError(endpoint_url="https://dynamodb.invalid"),
        ReadTimeoutError(endpoint_url="https://dynamodb.invalid"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_table_that_cannot_be_reached_is_told_as_such(
    office: Office, error: BotoCoreError
) -> None:
    before = office.stored
    office.fails(error)
    assert is_unavailable(office, office.files())
    assert is_unavailable(office, office.commands())
    assert office.stored == before


@pytest.mark.parametrize(
    "reasons",
    [
        ("ThrottlingError", "None"),
        ("None", "ProvisionedThroughputExceeded"),
        ("TransactionConflict", "ThrottlingError"),
        ("ConditionalCheckFailed", "ProvisionedThroughputExceeded"),
    ],
    ids=" ".join,
)
def test_a_transaction_that_was_throttled_inside_is_told_as_such(
    office: Office, reasons: tuple[str, ...]
) -> None:
    before = office.stored
    office.fails(refusal("TransactionCanceledException", *reasons))
    assert is_unavailable(office, office.files())
    assert is_unavailable(office, office.commands())
    assert office.stored == before


@pytest.mark.parametrize("times", [1, 2, 3])
def test_another_transaction_on_the_same_rows_is_waited_out(office: Office, times: int) -> None:
    conflict = refusal("TransactionCanceledException", "None", "TransactionConflict")
    office.fails(conflict, calls=times)
    assert office.commands().status == 200
    office.fails(conflict, calls=times)
    assert office.files().status == 201


def test_rows_that_others_never_leave_are_a_conflict_and_nothing_is_stored(office: Office) -> None:
    before = office.stored
    office.fails(refusal("TransactionCanceledException", "None", "TransactionConflict"))
    refused = office.commands()
    assert (refused.status, refused.json["type"]) == (409, "/problems/conflict")
    assert is_unavailable(office, office.files())
    assert office.stored == before


@pytest.mark.parametrize("code", OURS)
def test_what_we_ask_wrongly_is_our_mistake_and_tells_nobody_what_was_written(
    office: Office, code: str
) -> None:
    before = office.stored
    office.fails(refusal(code))
    for reply in (office.files(), office.commands()):
        assert (reply.status, reply.json["type"]) == (500, "/problems/ours")
        assert CANARY not in reply.text
    assert CANARY not in office.world.logged
    assert office.stored == before


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """With the client that functions have; it waits for nothing between its attempts."""
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with mock_aws():
        client = boto3.client("dynamodb", config=PATIENCE)
        for logical_id, name in (("CasesTable", "cases"), ("IdentitiesTable", "identities")):
            make_table(client, logical_id, name)
        yield Office(client)


class Throttled:
    """Answers over HTTP that the table is too busy, so many times."""

    def __init__(self, client: "DynamoDBClient", times: int) -> None:
        self.left, self.answered = times, 0
        events: Any = client.meta.events
        events.register_first("before-send.dynamodb", self)

    def __call__(self, request: Any, **_: object) -> AWSResponse | None:
        if self.left == 0:
            return None
        self.left -= 1
        self.answered += 1
        request.url = "https://nobody.invalid/"  # moto, which is asked besides, knows none such
        kind = "com.amazonaws.dynamodb.v20120810#ThrottlingException"
        body: Any = Body(json.dumps({"__type": kind, "message": CANARY}).encode())
        return AWSResponse(request.url, 400, HTTPHeaders(), body)


class Body(io.BytesIO):
    def stream(self, **_: object) -> Iterator[bytes]:
        while chunk := self.read():
            yield chunk


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_table_that_is_throttled_for_a_moment_is_asked_again_and_nobody_notices(
    patient: Office, times: int
) -> None:
    throttled = Throttled(patient.client, times)
    assert patient.files().status == 201
    assert throttled.answered == times


def test_a_table_that_stays_throttled_is_asked_four_times_and_told_as_such(
    patient: Office,
) -> None:
    before = patient.stored
    throttled = Throttled(patient.client, 1_000)
    assert is_unavailable(patient, patient.files())
    assert throttled.answered == 4
    throttled.left = 0
    assert patient.stored == before
