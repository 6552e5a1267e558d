"""Who gets a case that nobody has: by the agency's rule, once, and never who has a part in it."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import Any

import pytest
from aws_lambda_powertools import Logger

from functions.assign.assign_cases import ASSIGN, AssignCases
from shared.application.casework import Casework
from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.errors import Unavailable
from shared.domain.policy.model import Policy
from shared.domain.procedure.complainant import Withdraw
from shared.domain.procedure.handling import Assign
from shared.domain.procedure.safeguards import NameSubject, Recuse
from shared.domain.vocabulary import Role
from tests.fakes import NOON, FakeCases, a_casework, a_complaint, a_policy
from tests.moments import CITIZEN
from tests.policy_document import document

SOON = NOON + timedelta(minutes=1)
ANNA, BEN, CHIEF = "anna", "ben", "chief"
STAFF = {
    ANNA: {"agency": "health"},
    BEN: {"agency": "health"},
    CHIEF: {"agency": "health"},
    "judge": {"agency": "justice"},
}


@dataclass
class FakeTurns:
    """Only ever counts upwards, in each agency for itself."""

    taken: Counter[str] = field(default_factory=Counter)
    one: Lock = field(default_factory=Lock)

    def take(self, agency: str) -> int:
        with self.one:
            self.taken[agency] += 1
            return self.taken[agency] - 1


class BusyCases(FakeCases):
    """A store in which somebody else assigns the case just before the first commit."""

    faster: Any = None

    def commit(self, change: Change, *, once: bool = False) -> Case:
        faster, self.faster = self.faster, None
        if faster is not None and change.actor == ASSIGN:
            faster()
        return super().commit(change, once=once)


def policy_with(rule: str, *among: str, staff: Any = STAFF) -> Policy:
    written = document(staff=staff)
    written["agencies"]["health"]["assignment"] = {"rule": rule, "among": list(among)}
    return a_policy(**written)


@dataclass
class World:
    policy: Policy
    store: FakeCases = field(default_factory=FakeCases)
    turns: FakeTurns = field(default_factory=FakeTurns)

    def __post_init__(self) -> None:
        self.casework: Casework = a_casework(self.store, self.policy)
        log = Logger(service="test")
        self.give_out = AssignCases(self.casework, self.turns, lambda: SOON, log)

    def file(self, **changes: Any) -> str:
        before = set(self.store.chains)
        self.casework.file(a_complaint(**changes), CITIZEN, NOON, lambda case: {})
        (reference,) = set(self.store.chains) - before
        return reference

    def do(self, reference: str, command: Any, user: str = CHIEF) -> None:
        actor = Actor(Role.SUPERVISOR, user, "health") if user != "complainant" else CITIZEN
        self.casework.perform(reference, command, actor, Moment.at(SOON))

    def tell(self, *references: str, seq: int = 1) -> list[str]:
        records = [
            {"messageId": one, "body": json.dumps({"reference": one, "seq": seq, "name": "filed"})}
            for one in references
        ]
        answer = self.give_out({"Records": records}, None)
        return [one["itemIdentifier"] for one in answer["batchItemFailures"]]

    def holder(self, reference: str) -> str | None:
        return self.store.load(reference).assignee

    def given(self, reference: str) -> int:
        return sum(one.name == "assigned" for one in self.store.chains[reference])


def test_in_turn_each_gets_the_next_case() -> None:
    world = World(policy_with("round_robin", ANNA, BEN))
    cases = [world.file() for _ in range(4)]
    assert world.tell(*cases) == []
    assert [world.holder(one) for one in cases] == [ANNA, BEN, ANNA, BEN]


def test_whoever_has_least_gets_the_next_case() -> None:
    world = World(policy_with("least_loaded", ANNA, BEN))
    for _ in range(2):
        world.do(world.file(), Assign(ANNA))
    cases = [world.file() for _ in range(2)]
    world.tell(*cases)
    assert [world.holder(one) for one in cases] == [BEN, BEN]


def test_cases_that_have_ended_burden_nobody() -> None:
    world = World(policy_with("least_loaded", ANNA, BEN))
    for _ in range(2):
        ended = world.file()
        world.do(ended, Assign(ANNA))
        world.do(ended, Withdraw(), "complainant")
    world.do(world.file(), Assign(BEN))
    new = world.file()
    world.tell(new)
    assert world.holder(new) == ANNA


def test_equals_are_served_in_turn() -> None:
    world = World(policy_with("least_loaded", ANNA, BEN))
    first, second = world.file(), world.file()
    world.tell(first)
    world.tell(second)
    assert {world.holder(first), world.holder(second)} == {ANNA, BEN}


@pytest.mark.parametrize("rule", ["round_robin", "least_loaded"])
def test_whom_a_case_concerns_never_gets_it(rule: str) -> None:
    world = World(policy_with(rule, ANNA, BEN))
    cases = [world.file() for _ in range(3)]
    for one in cases:
        world.do(one, NameSubject(ANNA, "It is about her."))
    world.tell(*cases)
    assert {world.holder(one) for one in cases} == {BEN}


def test_a_case_whose_assignee_has_recused_themselves_goes_to_another() -> None:
    world = World(policy_with("round_robin", ANNA, BEN))
    reference = world.file()
    world.tell(reference)
    world.do(reference, Recuse("A relative."), ANNA)
    assert world.holder(reference) is None
    world.tell(reference, seq=3)
    assert world.holder(reference) == BEN


def test_a_message_that_comes_again_gives_nothing_twice() -> None:
    world = World(policy_with("round_robin", ANNA, BEN))
    reference = world.file()
    world.tell(reference)
    assert world.tell(reference, reference) == []
    world.do(reference, Recuse("A relative."), ANNA)
    assert world.tell(reference) == []  # the old message, late: the newer event has its own
    assert world.given(reference) == 1


def test_a_case_that_somebody_has_stays_theirs() -> None:
    world = World(policy_with("round_robin", ANNA, BEN))
    reference = world.file()
    world.do(reference, Assign(CHIEF))
    assert world.tell(reference) == []
    assert world.holder(reference) == CHIEF


def test_whoever_is_chosen_by_hand_meanwhile_keeps_the_case() -> None:
    store = BusyCases()
    world = World(policy_with("round_robin", ANNA, BEN), store)
    reference = world.file()
    store.faster = lambda: world.do(reference, Assign(CHIEF))
    assert world.tell(reference) == []
    assert world.holder(reference) == CHIEF


def test_a_finished_case_is_left_alone() -> None:
    world = World(policy_with("round_robin", ANNA, BEN))
    reference = world.file()
    world.do(reference, Withdraw(), "complainant")
    assert world.tell(reference) == []
    assert world.holder(reference) is None


@pytest.mark.parametrize(
    "policy",
    [
        policy_with("by_hand", ANNA, BEN),
        policy_with("round_robin"),
        policy_with("round_robin", "judge", "stranger"),
    ],
    ids=["by hand", "among nobody", "among strangers"],
)
def test_where_the_policy_names_nobody_who_may_nothing_is_done(policy: Policy) -> None:
    world = World(policy)
    reference = world.file()
    assert world.tell(reference) == []
    assert world.holder(reference) is None
    assert not world.turns.taken


def test_a_case_of_the_office_is_given_out_by_hand() -> None:
    world = World(policy_with("round_robin", ANNA, BEN))
    reference = world.file(agency="office")
    assert world.tell(reference) == []
    assert world.holder(reference) is None


def test_an_urgent_case_that_was_given_out_still_calls_people_until_it_is_taken() -> None:
    world = World(policy_with("round_robin", ANNA, BEN))
    reference = world.file(urgent_answers={"danger_now": True})
    before = world.store.load(reference).climbs["call_out"]
    world.tell(reference)
    assert world.holder(reference) == ANNA
    assert world.store.load(reference).climbs["call_out"] == before


def test_one_bad_message_never_stops_the_others() -> None:
    world = World(policy_with("round_robin", ANNA, BEN))
    reference = world.file()
    assert world.tell("XT-0000-0000-0", reference) == ["XT-0000-0000-0"]
    answer = world.give_out({"Records": [{"messageId": "poison", "body": "[]"}]}, None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "poison"}]}
    assert world.holder(reference) == ANNA


def test_while_the_table_is_down_the_message_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(policy_with("round_robin", ANNA, BEN))
    reference = world.file()

    def down(_agency: str) -> int:
        raise Unavailable("down")

    monkeypatch.setattr(world.turns, "take", down)
    assert world.tell(reference) == [reference]
    monkeypatch.undo()
    assert world.tell(reference) == []
    assert world.holder(reference) == ANNA
