"""The store against DynamoDB's own conditions, as moto keeps them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.domain.audit import chain as audit
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.commands import Acknowledge, AddMessage, Close, Note, Withdraw
from shared.domain.deciding import decide
from shared.domain.errors import CaseNotFound, Conflict, Repeated, Unavailable
from shared.domain.vocabulary import Audience, Role
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


def test_a_draft_is_read_by_its_hash_until_its_time_is_over(store: DynamoCases) -> None:
    store.keep_unsent_complaint("hash", {"description": ["one"]}, NOON + MINUTE)
    store.keep_unsent_complaint("hash", {"description": ["two"]}, NOON + MINUTE)
    assert store.unsent_complaint("hash", NOON) == {"description": ["two"]}
    assert store.unsent_complaint("hash", NOON + MINUTE) is None
    assert store.unsent_complaint("another", NOON) is None


def test_an_unknown_case_is_not_found(store: DynamoCases) -> None:
    with pytest.raises(CaseNotFound):
        store.load("XT-0000-0000-0")
    assert store.identity("XT-0000-0000-0") is None
    assert store.reachable()


def test_filing_costs_one_round_trip_and_a_command_two(
    casework: Casework, dynamo: "DynamoDBClient"
) -> None:
    calls: list[str] = []
    dynamo.meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))
    reference = filed(casework)
    assert calls == ["TransactWriteItems"]
    casework.perform(reference, Acknowledge(), OFFICER, Moment.at(NOON))
    assert calls == ["TransactWriteItems", "GetItem", "TransactWriteItems"]


def test_two_drafts_of_one_version_cannot_both_be_committed(
    casework: Casework, store: DynamoCases
) -> None:
    reference = filed(casework)
    changes = [change_of(store, reference, "one"), change_of(store, reference, "two")]
    store.commit(changes[0])
    with pytest.raises(Conflict):
        store.commit(changes[1])
    assert store.load(reference).seq == changes[0].case.seq


def test_a_commit_whose_answer_was_lost_is_known_as_our_own(
    casework: Casework, store: DynamoCases
) -> None:
    reference = filed(casework)
    change = change_of(store, reference, "one")
    assert store.commit(change) == store.commit(change)
    assert len(store.events(reference)) == change.case.seq


def test_an_operation_with_a_key_is_repeated_only_once(
    casework: Casework, store: DynamoCases
) -> None:
    reference = filed(casework)
    store.commit(change_of(store, reference, "one"), once=True)
    with pytest.raises(Repeated):
        store.commit(change_of(store, reference, "one"), once=True)


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


def test_only_what_is_due_is_found_and_the_oldest_first(
    casework: Casework, store: DynamoCases
) -> None:
    urgent = {filed(casework, f"u{n}", urgent_answers={"human_rights": True}) for n in range(5)}
    filed(casework, "slow")
    due = [one for shard in range(8) for one in store.due(shard, NOON + 11 * MINUTE)]
    assert set(due) == urgent
    assert not [one for shard in range(8) for one in store.due(shard, NOON + 10 * MINUTE)]


def test_a_finished_case_leaves_the_due_index(casework: Casework, store: DynamoCases) -> None:
    rules = {**a_policy().document["rules"], "decision": "not_required"}
    casework = Casework(store, policies(a_policy(rules=rules)), counted_bytes())
    reference = filed(casework)
    casework.perform(reference, Close(), OFFICER, Moment.at(NOON))
    far = NOON + timedelta(days=900)
    assert not [one for shard in range(8) for one in store.due(shard, far)]


def test_the_queue_is_paged_in_the_order_of_deadlines_over_agencies(
    casework: Casework, store: DynamoCases
) -> None:
    for number in range(7):
        category = "detention" if number % 2 else "no_answer"
        casework.file(
            a_complaint(category=category),
            CITIZEN,
            NOON + number * 60 * MINUTE,
            lambda case: {},
            f"k{number}",
        )
    seen: list[Mapping[str, Any]] = []
    cursor: str | None = None
    while True:
        page, cursor = store.queue(QueueQuery(("health", "justice"), 2, cursor))
        seen += page
        if cursor is None:
            break
    assert len({one["reference"] for one in seen}) == 7
    assert [one["next_due"] for one in seen] == sorted(one["next_due"] for one in seen)


def test_the_queue_is_filtered(casework: Casework, store: DynamoCases) -> None:
    references = [filed(casework, f"k{number}") for number in range(5)]
    casework.perform(references[2], Acknowledge(), OFFICER, Moment.at(NOON))
    acknowledged, _ = store.queue(QueueQuery(("health",), 10, status="acknowledged"))
    assert [one["reference"] for one in acknowledged] == [references[2]]
    waiting, _ = store.queue(QueueQuery(("health",), 10, clock="acknowledge"))
    assert len(waiting) == 4
    nobodys, _ = store.queue(QueueQuery(("health",), 10, assignee="nobody"))
    assert len(nobodys) == 5


def test_the_queue_of_what_has_ended_since_leaves_out_what_is_open_or_ended_before(
    casework: Casework, store: DynamoCases
) -> None:
    open_one, *ended = (filed(casework, f"k{number}") for number in range(4))
    for days, reference in enumerate(ended):
        at = NOON + timedelta(days=days)
        casework.perform(reference, Withdraw(), CITIZEN, Moment.at(at))
    seen: list[str] = []
    cursor: str | None = None
    while not seen or cursor is not None:
        asked = QueueQuery(("health",), 1, cursor, ended_since=NOON + timedelta(days=1))
        page, cursor = store.queue(asked)
        seen += [str(one["reference"]) for one in page]
    assert seen == ended[1:]
    assert open_one not in seen


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


def change_of(store: DynamoCases, reference: str, operation: str) -> Change:
    case = store.load(reference)
    return decide(
        case, Note("A note.", Audience.INTERNAL), a_policy(), OFFICER, Moment.at(NOON), operation
    )
