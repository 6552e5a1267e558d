"""The API over real tables: what a retry gets, what a kill leaves, and where names end up."""

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from shared.aws.cases import DynamoCases
from tests.integration.crash import CrashPoint, sweep, until_done
from tests.tables import SHARDS, make_table
from tests.unit.intake.asking import OFFICER, complaint
from tests.unit.intake.world import Filed, World

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEY = {"Idempotency-Key": "the-citizens-key"}
NAME, MAIL, PHONE = "Canary Person", "canary@example.org", "+22625300000"
WHO = {"name": NAME, "email": MAIL, "phone": PHONE}
URGENT = complaint(complainant=WHO, urgent_answers={"danger_now": True})


@pytest.fixture
def on_tables(store: DynamoCases) -> World:
    world = World()
    world.stand_on(store)
    return world


def everything(client: "DynamoDBClient", table: str) -> str:
    return json.dumps(client.scan(TableName=table)["Items"], default=str)


def test_a_repeated_filing_is_answered_the_same_to_the_byte(on_tables: World) -> None:
    first = on_tables.post("/v1/complaints", URGENT, headers=KEY)
    again = on_tables.post("/v1/complaints", URGENT, headers=KEY)
    assert first.status == 201
    assert (again.status, again.text) == (first.status, first.text)


def test_filing_asks_the_tables_once(on_tables: World, store: DynamoCases) -> None:
    point = CrashPoint()
    point.watch(store.client)
    assert on_tables.post("/v1/complaints", URGENT, headers=KEY).status == 201
    assert point.calls == 1


def test_names_and_codes_are_nowhere_but_in_their_table(
    on_tables: World, dynamo: "DynamoDBClient"
) -> None:
    filed = on_tables.file(complainant=WHO)
    cases, identities = everything(dynamo, "cases"), everything(dynamo, "identities")
    for secret in (NAME, MAIL, PHONE):
        assert secret in identities
        assert secret not in cases + on_tables.logged
    assert filed.code not in cases + identities + on_tables.logged


def test_filing_killed_anywhere_leaves_one_case_and_the_retry_its_code() -> None:
    def run(point: CrashPoint) -> None:
        with mock_aws():
            watched, calm = boto3.client("dynamodb"), boto3.client("dynamodb")
            make_table(calm, "CasesTable", "cases")
            make_table(calm, "IdentitiesTable", "identities")
            point.watch(watched)
            world = World()
            world.stand_on(DynamoCases(watched, "cases", "identities", SHARDS))
            reply = until_done(lambda: world.post("/v1/complaints", URGENT, headers=KEY))
            filed = Filed(world, reply.json["reference"], reply.json["access_code"])
            assert until_done(filed.see).status == 200
            items = calm.scan(TableName="cases")["Items"]
            assert [item["sk"]["S"] for item in items].count("case") == 1

    assert sweep(run) >= 6


@pytest.mark.parametrize("code", ["ProvisionedThroughputExceededException", "InternalServerError"])
def test_a_table_that_is_down_is_a_503_and_leaves_nothing(
    on_tables: World, dynamo: "DynamoDBClient", code: str
) -> None:
    def fail(**_: object) -> None:
        raise ClientError({"Error": {"Code": code, "Message": NAME}}, "TransactWriteItems")

    dynamo.meta.events.register_first("before-call.dynamodb", fail)
    reply = on_tables.post("/v1/complaints", URGENT)
    health = on_tables.get("/health")
    dynamo.meta.events.unregister("before-call.dynamodb", fail)
    assert (reply.status, reply.headers["Retry-After"], health.status) == (503, "2", 503)
    assert NAME not in reply.text + on_tables.logged
    assert everything(dynamo, "cases") == everything(dynamo, "identities") == "[]"


def test_the_queues_pages_follow_one_another(on_tables: World) -> None:
    filed = {on_tables.file().reference for _ in range(5)}
    found: list[str] = []
    query: dict[str, Any] = {"limit": "2"}
    while True:
        page = on_tables.get("/v1/cases", claims=OFFICER, query=query).json
        found += [one["reference"] for one in page["items"]]
        if page["cursor"] is None:
            break
        query["cursor"] = page["cursor"]
    assert (len(found), set(found)) == (5, filed)


def test_a_case_is_worked_on_and_read_over_the_tables(on_tables: World) -> None:
    filed = on_tables.file(complainant=WHO)
    on_tables.post(
        "/v1/cases/{reference}/{command}",
        {"version": 1, "message": "Read."},
        claims=OFFICER,
        path={"reference": filed.reference, "command": "acknowledge"},
    )
    seen = filed.see().json
    assert (seen["status"], seen["messages"][-1]["text"]) == ("acknowledged", "Read.")
    assert filed.seen_by(OFFICER).json["version"] == 2
