"""An index that lags behind its table: nobody acts on what was true a moment ago."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from aws_lambda_powertools import Logger

from functions.assign.assign_cases import AssignCases
from functions.sla.tick import Tick
from functions.sla.tick_cases import TickCases
from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.domain.case.moment import Moment
from shared.domain.instants import to_text
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.handling import Assign
from tests.fakes import NOON, counted_bytes, policies
from tests.integration.contracts.making import FIRST, SECOND, filed, names
from tests.integration.strict import let_indexes_lag
from tests.procedures import OFFICER, SUPERVISOR
from tests.tables import SHARDS
from tests.unit.assign.test_giving_out import ANNA, BEN, FakeTurns, policy_with
from tests.unit.intake.asking import OFFICER as OFFICERS_CLAIMS
from tests.unit.intake.world import Reply, World

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LOG = Logger(service="test")
LATE = NOON + timedelta(minutes=61)
SOON = NOON + timedelta(minutes=1)


@pytest.fixture
def lagging(store: DynamoCases, dynamo: "DynamoDBClient") -> DynamoCases:
    filed(store, urgent_answers={"danger_now": True})
    let_indexes_lag(dynamo)
    return store


def test_a_case_that_was_answered_meanwhile_is_not_missed(lagging: DynamoCases) -> None:
    casework = Casework(lagging, policies(), counted_bytes())
    due = [one for shard in range(SHARDS) for one in lagging.due(shard, LATE)]
    assert due == [FIRST]
    casework.perform(FIRST, Acknowledge(), OFFICER, Moment.at(SOON))
    before = names(lagging)
    tick = Tick(TickCases(casework, LOG), SHARDS, lambda *_: None, lambda: LATE, LOG)
    done = tick({"now": to_text(LATE)}, None)
    assert (done["due"], done["skipped"], done["missed"], done["escalated"]) == (1, 1, 0, 0)
    assert names(lagging) == before


def test_who_acts_on_an_old_line_of_the_queue_is_told_to_read_again(
    store: DynamoCases, dynamo: "DynamoDBClient"
) -> None:
    let_indexes_lag(dynamo)
    world = World()
    world.stand_on(store)
    reference = world.file().reference

    def note() -> Reply:
        """By the version that the queue tells."""
        (line,) = world.get("/v1/cases", claims=OFFICERS_CLAIMS).json["items"]
        return world.post(
            "/v1/cases/{reference}/{command}",
            {"version": line["version"], "text": "By telephone.", "audience": "internal"},
            claims=OFFICERS_CLAIMS,
            path={"reference": line["reference"], "command": "note"},
        )

    assert note().status == 200
    before = names(store, reference)
    refused = note()
    assert (refused.status, refused.json["type"]) == (409, "/problems/stale")
    assert names(store, reference) == before


def test_a_case_that_somebody_has_by_now_is_not_given_out_again(lagging: DynamoCases) -> None:
    """How much each has is counted on the index; whether the case is free is not."""
    casework = Casework(lagging, policies(policy_with("least_loaded", ANNA, BEN)), counted_bytes())
    give_out = AssignCases(casework, FakeTurns(), lambda: SOON, LOG)
    filed(lagging, SECOND)
    for reference in (SECOND, FIRST):
        body = f'{{"reference": "{reference}", "seq": 1}}'
        message = {"Records": [{"messageId": "1", "body": body}]}
        if reference == FIRST:
            casework.perform(FIRST, Assign(BEN), SUPERVISOR, Moment.at(SOON))
        for _ in range(2):
            assert give_out(message, None) == {"batchItemFailures": []}
    assert names(lagging, FIRST).count("assigned") == 1
    assert lagging.load(FIRST).assignee == BEN
    assert names(lagging, SECOND).count("assigned") == 1
