"""Which chains grew on a day: each once, with its latest head, whatever stands beside it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from infra.policy_tools.audit_chain import PolicyChain
from infra.stack import Stack
from shared.aws import keys
from shared.aws.cases import DynamoCases
from shared.aws.changed_chains import ChangedChains
from shared.domain.audit.attestation import Head
from shared.domain.vocabulary import EventName
from tests.fakes import NOON
from tests.integration.contracts.making import FIRST, SECOND, a_change, a_filing
from tests.integration.strict import give_short_pages
from tests.tables import SHARDS

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DAY = timedelta(days=1)
TODAY = NOON.date()


@pytest.fixture
def chains(dynamo: "DynamoDBClient") -> ChangedChains:
    give_short_pages(dynamo, 2)
    return ChangedChains(dynamo, "cases", SHARDS)


def file(store: DynamoCases, reference: str, now: datetime = NOON) -> None:
    store.file(a_filing(reference, f"filing {reference}", now), None, None)


def head_of(store: DynamoCases, reference: str) -> Head:
    case = store.load(reference)
    return Head(reference, case.seq, case.head)


def test_a_day_s_chains_come_whole_and_each_once(store: DynamoCases, chains: ChangedChains) -> None:
    references = [f"XT-0000-{place:04}-0" for place in range(40)]
    for reference in references:
        file(store, reference)
    file(store, FIRST, NOON + DAY)
    found = list(chains([TODAY]))
    assert sorted(found) == [head_of(store, one) for one in references]
    assert list(chains([TODAY + DAY])) == [head_of(store, FIRST)]
    assert len(list(chains([TODAY, TODAY + DAY, TODAY - DAY]))) == 41
    assert list(chains([TODAY + 2 * DAY])) == list(chains([])) == []


def test_a_chain_that_grew_again_is_found_under_its_later_day(
    store: DynamoCases, chains: ChangedChains
) -> None:
    for reference in (FIRST, SECOND):
        file(store, reference)
    store.commit(a_change(store, "one", now=NOON + DAY))
    assert list(chains([TODAY])) == [head_of(store, SECOND)]
    assert list(chains([TODAY + DAY])) == [head_of(store, FIRST)]


@pytest.fixture
def policy_chain(dynamo: "DynamoDBClient") -> PolicyChain:
    outputs = {"CasesTable": "cases", "DueShards": str(SHARDS)}
    return PolicyChain(Stack(lambda service: dynamo, outputs, "moto"), "admin")


def test_the_policy_s_last_change_is_its_head_and_nothing_else_beside_it(
    chains: ChangedChains, policy_chain: PolicyChain, dynamo: "DynamoDBClient"
) -> None:
    assert chains.policy() is None
    for sort in ("alert#000001#x", "case", "evidence#x", "operation#x", "text#000099-note"):
        dynamo.put_item(TableName="cases", Item=keys.key("case#policy", sort))
    dynamo.put_item(TableName="cases", Item=keys.key("policy", "event#000099"))
    assert chains.policy() is None
    for number in range(11):
        event = policy_chain.append(EventName.POLICY_APPLIED, NOON, {}, f"run {number}")
        assert chains.policy() == Head("policy", number + 1, event.hash)
