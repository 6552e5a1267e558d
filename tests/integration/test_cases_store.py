"""The store against DynamoDB's own conditions, as moto keeps them."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.domain.audit import chain as audit
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.errors import Unavailable
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.closing import Close
from shared.domain.procedure.complainant import AddMessage, Withdraw
from shared.domain.vocabulary import Role
from shared.ports import QueueQuery
from tests.fakes import NOON, a_complaint, a_policy, counted_bytes, policies

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OFFICER = Actor(Role.OFFICER, "officer.health", "health")
CITIZEN = Actor(Role.COMPLAINANT, "complainant")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def casework(store: DynamoCases) -> Casework:
    return Casework(store, policies(), counted_bytes())


def filed(casework: Casework, key: str = "key", **changes: Any) -> str:
    answer = casework.file(
        a_complaint(**changes), CITIZEN, NOON, lambda case: {"reference": case.reference}, key
    ).answer
    return str(answer["reference"])


def test_what_was_filed_is_read_back_whole(casework: Casework, store: DynamoCases) -> None:
    identity = {"email": "someone@example.org"}
    reference = filed(casework, identity=identity, urgent_answers={"danger_now": True})
    case = store.load(reference)
    events = store.events(reference)
    assert audit.verify(reference, events, case.head, case.seq) is None
    assert [one.kind for one in store.texts(reference)] == ["complaint"]
    assert store.texts(reference)[0].fingerprint == events[0].data["sha256"]
    assert store.identity(reference) == identity
    assert "someone" not in str([vars(one) for one in events])


def test_filing_costs_one_round_trip_and_a_command_two(
    casework: Casework, dynamo: "DynamoDBClient"
) -> None:
    calls: list[str] = []
    dynamo.meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))
    reference = filed(casework)
    assert calls == ["TransactWriteItems"]
    casework.perform(reference, Acknowledge(), OFFICER, Moment.at(NOON))
    assert calls == ["TransactWriteItems", "GetItem", "TransactWriteItems"]


def test_a_repeated_message_gets_the_case_as_the_first_left_it(
    casework: Casework, store: DynamoCases
) -> None:
    reference = filed(casework)

    def say() -> object:
        return casework.perform(
            reference, AddMessage("More."), CITIZEN, Moment.at(NOON), idempotency_key="again"
        )

    first = say()
    casework.perform(reference, Acknowledge(), OFFICER, Moment.at(NOON))
    assert say() == first
    assert len(store.texts(reference)) == 2


def test_a_finished_case_leaves_the_due_index(casework: Casework, store: DynamoCases) -> None:
    rules = {**a_policy().document["rules"], "decision": "not_required"}
    casework = Casework(store, policies(a_policy(rules=rules)), counted_bytes())
    reference = filed(casework)
    casework.perform(reference, Close(), OFFICER, Moment.at(NOON))
    far = NOON + timedelta(days=900)
    assert not [one for shard in range(8) for one in store.due(shard, far)]


def test_the_queue_of_what_was_escalated_holds_what_is_late_and_nothing_else(
    casework: Casework, store: DynamoCases
) -> None:
    """From the first level that somebody was told of until the answer that was missed."""
    asked = QueueQuery(("health",), 10, clock="escalation")
    late, _ = filed(casework, "k1"), filed(casework, "k2")
    assert store.queue(asked)[0] == []
    for days in (30, 60):
        casework.tick(late, NOON + timedelta(days=days))
    assert [one["reference"] for one in store.queue(asked)[0]] == [late]
    casework.perform(late, Withdraw(), CITIZEN, Moment.at(NOON + timedelta(days=61)))
    assert store.queue(asked)[0] == []


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "ThrottlingException"}}, "GetItem"),
        EndpointConnectionError(endpoint_url="none"),
    ],
)
def test_what_may_pass_is_unavailable_and_not_an_accident(
    store: DynamoCases, dynamo: "DynamoDBClient", error: Exception
) -> None:
    def fail(**_: object) -> None:
        raise error

    dynamo.meta.events.register("before-call.dynamodb", fail)
    with pytest.raises(Unavailable):
        store.load("XT-0000-0000-0")
    assert not store.reachable()
