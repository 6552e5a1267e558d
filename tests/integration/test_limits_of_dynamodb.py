"""A hundred writes a transaction, 400 KB an item: nothing asks for more, or it is refused whole."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shared.application.casework import Casework
from shared.aws.cases import DynamoCases
from shared.domain import retention
from shared.domain.audit import chain as audit
from shared.domain.case.change import Change
from shared.domain.case.events import SYSTEM
from shared.domain.case.moment import Moment
from shared.domain.deadlines.tick import Ticked
from shared.domain.errors import InvalidInput
from shared.domain.evidence import evidence as evidences
from shared.domain.evidence.evidence import Evidence, Stored
from shared.domain.policy.model import Policy
from shared.domain.policy.windows import RETAINED
from shared.domain.procedure.merging import Merge
from shared.domain.vocabulary import EventName, EvidenceState, Reason
from tests.fakes import NOON, a_complaint, a_policy, counted_bytes, policies
from tests.integration.contracts.making import FIRST, MOMENT, SECOND, a_change, filed, names
from tests.policy_document import clock
from tests.procedures import CITIZEN, OFFICER

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WRITES = 100
LATER = NOON + timedelta(days=300)
FOLLOWERS = 10_000


def everything(dynamo: "DynamoDBClient") -> str:
    found = [dynamo.scan(TableName=one)["Items"] for one in ("cases", "identities")]
    return json.dumps(found, sort_keys=True, default=str)


def casework_of(store: DynamoCases, policy: Policy) -> Casework:
    return Casework(store, policies(policy), counted_bytes())


def sound(store: DynamoCases, reference: str = FIRST) -> bool:
    case = store.load(reference)
    return audit.verify(reference, store.events(reference), case.head, case.seq) is None


def with_events(change: Change, number: int) -> Change:
    for _ in range(number):
        change = change.emit(EventName.NOTED, {})
    return change


def test_a_change_of_too_many_writes_is_refused_whole(
    store: DynamoCases, dynamo: "DynamoDBClient"
) -> None:
    filed(store)
    before = everything(dynamo)
    fits = with_events(a_change(store, "one"), WRITES - 3)  # with the note and its text
    with pytest.raises(ValueError, match="100"):
        store.commit(with_events(fits, 1))
    with pytest.raises(ValueError, match="100"):
        store.commit(fits, once=True)
    assert everything(dynamo) == before
    store.commit(fits)
    assert sound(store)


def test_more_clocks_than_one_transaction_takes_are_all_missed_once(store: DynamoCases) -> None:
    """Each of them is marked, climbs and is handed to somebody: what is left waits a minute."""
    number = 60
    clocks = [clock(f"clock_{place:02}", "working_days", 1 + place) for place in range(number)]
    casework = casework_of(store, a_policy(clocks=clocks))
    casework.file(a_complaint(), CITIZEN, NOON, lambda case: {})
    (reference,) = {one for shard in range(8) for one in store.due(shard, LATER)}
    ticks = [casework.tick(reference, LATER) for _ in range(20)]
    assert sum(one.missed for one in ticks) == number
    assert ticks[-1] == Ticked()
    assert names(store, reference).count("clock_missed") == number
    assert sound(store, reference)


def test_more_files_than_one_transaction_takes_are_all_forgotten(store: DynamoCases) -> None:
    filed(store)
    for first in (0, 65):
        files = {f"file{place}": refused(f"file{place}") for place in range(first, first + 65)}
        change = Change.of(store.load(FIRST), a_policy(), SYSTEM, MOMENT, f"files {first}")
        store.commit(change.emit(EventName.EVIDENCE_REJECTED, {}, evidence=files))
    change = Change.of(store.load(FIRST), a_policy(), SYSTEM, MOMENT, "forget")
    store.commit(retention.forgotten(change, RETAINED, {"files": 130}))
    files_after = store.load(FIRST).evidence
    assert len(files_after) == 130 and sound(store)
    assert {one.state for one in files_after.values()} == {EvidenceState.FORGOTTEN}


def refused(evidence_id: str) -> dict[str, Any]:
    """A file that came, was looked at and not taken; it is kept until it is forgotten."""
    came = Evidence(
        evidence_id,
        EvidenceState.REJECTED,
        NOON,
        NOON,
        arrived_at=NOON,
        original=Stored("v1", 1_000),
    )
    return evidences.to_document(replace(came, reason=Reason.WRONG_TYPE))


def test_a_case_leads_as_many_as_its_item_holds_and_says_when_it_is_full(
    store: DynamoCases,
) -> None:
    casework = casework_of(store, a_policy())
    for reference in (FIRST, SECOND):
        filed(store, reference)
    lead(store, FIRST, FOLLOWERS - 1)
    casework.perform(SECOND, Merge(FIRST), OFFICER, Moment.at(NOON))
    assert len(store.load(FIRST).children) == FOLLOWERS
    assert store.load(SECOND).parent == FIRST
    assert sound(store) and sound(store, SECOND)
    third = filed(store, "XT-0000-0003-3")
    with pytest.raises(InvalidInput) as refused:
        casework.perform(third, Merge(FIRST), OFFICER, Moment.at(NOON))
    assert [one.field for one in refused.value.errors] == ["into"]
    assert (store.load(third).status, len(store.load(FIRST).children)) == ("received", FOLLOWERS)


def lead(store: DynamoCases, reference: str, number: int) -> None:
    """From now on so many follow this case, with references as long as they get."""
    change = Change.of(store.load(reference), a_policy(), SYSTEM, Moment.at(NOON), "lead")
    followers: Any = [f"ABCDEF-{place:04X}-{place:04X}-X" for place in range(number)]
    store.commit(change.emit(EventName.CASE_JOINED, {}, children=followers))
