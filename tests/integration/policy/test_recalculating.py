"""Open cases moved to another policy in real tables: as previewed, once each, resumed when cut."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from infra.policy_tools import open_cases
from infra.policy_tools.kept_policies import agencies_of
from infra.policy_tools.recalculate_batch import BatchRecalculation
from infra.policy_tools.recalculation_run import Run
from infra.stack import Stack
from shared.aws.cases import DynamoCases
from shared.aws.policies import policy_item
from shared.domain.audit.chain import verify
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.deadlines.recalculation import Direction
from shared.domain.deadlines.recalculation_preview import Preview, preview
from shared.domain.policy.model import Policy
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.complainant import Withdraw
from shared.domain.procedure.correspondence import RequestInformation
from shared.domain.procedure.decide import decide
from shared.domain.procedure.filing import file
from shared.domain.vocabulary import EventName, Role
from tests.fakes import a_complaint
from tests.policy_document import document
from tests.tables import SHARDS

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ADMIN, OFFICER = Actor(Role.ADMIN, "admin"), Actor(Role.OFFICER, "officer.health", "health")
RECEIVED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOW = RECEIVED + timedelta(days=3)
OLD = Policy("test.1", document())


def resolving_in(hours: int) -> Policy:
    written = json.loads(json.dumps(document(version="test.2")))
    written["clocks"][2]["target"] = {"working_hours": hours}
    return Policy("test.2", written)


@pytest.fixture(autouse=True)
def one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """moto copies its tables for each transaction, and can't do so in two threads."""
    monkeypatch.setattr("infra.policy_tools.recalculate_batch.WRITERS", 1)


@pytest.fixture
def stack(dynamo: "DynamoDBClient") -> Stack:
    outputs = {"CasesTable": "cases", "DueShards": str(SHARDS)}
    return Stack(lambda service: dynamo, outputs, "moto")


def filed(store: DynamoCases, count: int) -> list[str]:
    """Cases of two agencies; every third one waits for its complainant."""
    references = []
    for number in range(count):
        category = "no_answer" if number % 2 else "detention"
        change = file(
            a_complaint(category=category),
            OLD,
            Actor(Role.COMPLAINANT, "form"),
            RECEIVED + timedelta(minutes=number),
            reference=f"XT-0000-{number:04d}-0",
            code_hash="",
            operation_id=f"file-{number}",
        )
        store.file(change, None, None)
        if number % 3 == 0:
            _paused(store, change.case)
        references.append(change.case.reference)
    return references


def _paused(store: DynamoCases, case: Case) -> None:
    for command in (Acknowledge(), RequestInformation("Which form?")):
        moment = Moment.at(RECEIVED + timedelta(hours=6))
        change = decide(case, command, OLD, OFFICER, moment, f"op-{command.name}")
        case = store.commit(change)


def recalculation(stack: Stack, policy: Policy, direction: Direction = "all") -> BatchRecalculation:
    return BatchRecalculation(stack, policy, lambda version: OLD, direction, ADMIN, NOW)


def previewed(stack: Stack, policy: Policy) -> Preview:
    wanted = open_cases.references(stack, ["health", "justice"])
    return preview(open_cases.cases(stack, wanted), lambda version: OLD, policy, NOW)


def run(moved: BatchRecalculation, wanted: list[str]) -> Run:
    within = moved.policy.version.__ne__
    return moved.run(wanted, "run", lambda count: None, lambda case: within(case.policy_version))


def test_every_open_case_is_found_once_the_paused_ones_too(
    stack: Stack, store: DynamoCases
) -> None:
    references = filed(store, 7)
    assert sorted(open_cases.references(stack, ["health", "justice"])) == sorted(references)


def test_an_ended_case_is_not_even_read(stack: Stack, store: DynamoCases) -> None:
    ended, *going_on = filed(store, 4)
    withdrawal, moment = Withdraw(), Moment.at(RECEIVED + timedelta(days=1))
    case = store.load(ended)
    store.commit(decide(case, withdrawal, OLD, Actor(Role.COMPLAINANT, "form"), moment, "end"))
    assert sorted(open_cases.references(stack, ["health", "justice"])) == sorted(going_on)
    assert [one.reference for one in open_cases.cases(stack, [ended, *going_on])] == going_on


def test_agencies_of_an_older_policy_are_looked_at_as_long_as_it_is_kept(
    stack: Stack, store: DynamoCases, dynamo: "DynamoDBClient"
) -> None:
    """Their cases live on under it; rows of cases and of the chain are no policies."""
    filed(store, 2)
    water = json.loads(json.dumps(OLD.document))
    water["agencies"] = {"water": water["agencies"]["health"]}
    for version in ("test.0", "test.00"):
        dynamo.put_item(TableName="cases", Item=policy_item(water | {"version": version}))
    assert agencies_of(stack, OLD.document) == ["health", "justice", "water"]
    assert agencies_of(stack) == ["water"]


@pytest.mark.parametrize("hours", [8, 80])
@pytest.mark.parametrize("direction", ["all", "extend-only"])
def test_what_the_plan_says_is_what_is_done(
    stack: Stack, store: DynamoCases, hours: int, direction: Direction
) -> None:
    references = filed(store, 7)
    promised = previewed(stack, resolving_in(hours))
    expected = promised.everything if direction == "all" else promised.extend_only
    done = run(recalculation(stack, resolving_in(hours), direction), references)
    assert asdict(done.sums) == asdict(expected)
    moved = hours == 80 or direction == "all"
    for reference in references:
        case = store.load(reference)
        assert case.policy_version == ("test.2" if moved else "test.1")
        assert verify(reference, store.events(reference), case.head, case.seq) is None


def test_a_second_run_moves_nothing(stack: Stack, store: DynamoCases) -> None:
    references = filed(store, 6)
    run(recalculation(stack, resolving_in(80)), references)
    again = run(recalculation(stack, resolving_in(80)), references)
    assert again.sums.open_cases == 0
    assert [e.name for e in store.events(references[1])].count(EventName.RECALCULATED) == 1


class Cut(BaseException):
    """The machine went away."""


class CuttingClient:
    """Goes away at the nth transaction, before or after it was done."""

    def __init__(self, client: Any, at: int, *, after: bool) -> None:
        self._client, self._left, self._after = client, at, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def transact_write_items(self, **request: Any) -> Any:
        self._left -= 1
        if self._left == 0 and not self._after:
            raise Cut
        answer = self._client.transact_write_items(**request)
        if self._left == 0:
            raise Cut
        return answer


@pytest.mark.parametrize("at", [1, 5])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("hours", [8, 80])
def test_an_interrupted_run_goes_on_and_counts_every_case_once(
    stack: Stack,
    store: DynamoCases,
    monkeypatch: pytest.MonkeyPatch,
    at: int,
    after: bool,
    hours: int,
) -> None:
    monkeypatch.setattr("infra.policy_tools.recalculate_batch.BATCH", 3)
    references = filed(store, 7)
    expected = previewed(stack, resolving_in(hours)).everything
    cutting = CuttingClient(stack.client("dynamodb"), at, after=after)
    cut = Stack(lambda service: cutting, stack.outputs, "cut")
    with pytest.raises(Cut):
        run(recalculation(cut, resolving_in(hours)), references)
    settled = recalculation(stack, resolving_in(hours))
    done = run(settled, references)
    assert asdict(done.sums) == asdict(expected)
    settled._settle(done)
    assert asdict(done.sums) == asdict(expected)  # what was counted isn't counted again
    for reference in references:
        assert [e.name for e in store.events(reference)].count(EventName.RECALCULATED) == 1


def test_a_case_that_changes_meanwhile_is_moved_as_it_is_then(
    stack: Stack, store: DynamoCases
) -> None:
    (reference,) = filed(store, 2)[1:]
    moved = recalculation(stack, resolving_in(80))
    stale = store.load(reference)
    store.commit(decide(stale, Acknowledge(), OLD, OFFICER, Moment.at(NOW), "op"))
    moved._recalculate(stale, "run")
    names = [event.name for event in store.events(reference)]
    assert names == ["filed", "acknowledged", "retimed"]
