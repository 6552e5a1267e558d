"""A wrong code and a reference that nobody has: not told apart by time, and never quick.

Time here is counted: what the store does and what a refusal waits for move a clock of the test.
`make bench` looks at real time.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import ref

import pytest

from shared.application.casework import Casework
from shared.application.guess_delay import STEP_SECONDS, Held
from shared.aws import composition
from shared.aws.cases import DynamoCases
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.errors import CaseNotFound
from shared.domain.reference import access_code, new_reference
from shared.domain.vocabulary import Role
from tests.deployed import environment_of
from tests.fakes import NOON, a_complaint, policies
from tests.steps import calls_of
from tests.tables import SHARDS

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

STEP = 0.3
ASKING, READING = 0.004, 0.05


@dataclass
class Clock:
    """Moved by work and by waiting, and by nothing else."""

    now: float = 5.0
    slept: list[float] = field(default_factory=list)
    read: Callable[[], Case | None] = lambda: None
    still_held: Case | None = None

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.still_held = self.read()
        self.slept.append(seconds)
        self.now += seconds


@dataclass(frozen=True)
class Slow(DynamoCases):
    """A table in which a case takes longer to read than its absence."""

    clock: Clock

    def load(self, reference: str) -> Case:
        self.clock.now += ASKING
        case = super().load(reference)
        self.clock.now += READING
        self.clock.read = ref(case)
        return case


@dataclass(frozen=True)
class Desk:
    """Where codes are tried, and the clock on its wall."""

    casework: Casework
    clock: Clock

    @classmethod
    def over(cls, client: "DynamoDBClient", step: float) -> "Desk":
        clock = Clock()
        store = Slow(client, "cases", "identities", SHARDS, clock)
        held = Held(step, clock, clock.sleep)
        return cls(Casework(store, policies(), os.urandom, held), clock)

    def file(self) -> tuple[str, str]:
        """The reference and the code."""
        filed = self.casework.file(
            a_complaint(description="A long story. " * 600),
            Actor(Role.COMPLAINANT, "complainant"),
            NOON,
            lambda case: {"reference": case.reference},
        )
        return str(filed.answer["reference"]), filed.code

    def guess(self, reference: str) -> float:
        """After how many seconds a wrong code is refused."""
        began = self.clock.now
        with pytest.raises(CaseNotFound):
            self.casework.open_with_code(reference, access_code(os.urandom(16), "guess"))
        return self.clock.now - began


def nobodys() -> str:
    return new_reference("BF", os.urandom(8))


def test_a_wrong_code_and_an_unknown_reference_are_refused_at_the_same_instant(
    dynamo: "DynamoDBClient",
) -> None:
    desk = Desk.over(dynamo, STEP)
    reference, _ = desk.file()
    assert desk.guess(reference) == pytest.approx(STEP)
    assert desk.guess(nobodys()) == pytest.approx(STEP)


def test_without_holding_refusals_back_the_same_test_tells_them_apart(
    dynamo: "DynamoDBClient",
) -> None:
    """Else the test above would pass whatever the code did."""
    desk = Desk.over(dynamo, 0)
    reference, _ = desk.file()
    assert desk.guess(reference) == pytest.approx(ASKING + READING)
    assert desk.guess(nobodys()) == pytest.approx(ASKING)


def test_either_refusal_takes_one_read_and_one_comparison(dynamo: "DynamoDBClient") -> None:
    asked: Counter[str] = Counter()

    def look(model: Any, **_: object) -> None:
        asked[model.name] += 1

    desk = Desk.over(dynamo, STEP)
    reference, _ = desk.file()
    dynamo.meta.events.register("before-call.dynamodb", look)
    for guessed in (reference, nobodys()):
        asked.clear()
        compared = calls_of(lambda guessed=guessed: desk.guess(guessed))["compare_digest"]  # type: ignore[misc]
        assert (asked, compared) == ({"GetItem": 1}, 1)


def test_a_case_that_was_read_is_freed_before_the_wait_and_not_after_it(
    dynamo: "DynamoDBClient",
) -> None:
    """Freeing takes as long as the case is large, which was to be told by rank."""
    desk = Desk.over(dynamo, STEP)
    reference, _ = desk.file()
    desk.guess(reference)
    assert desk.clock.slept
    assert desk.clock.still_held is None


def test_a_function_holds_a_guess_back_for_a_third_of_a_second(
    dynamo: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment_of("IntakeFunction").items():
        monkeypatch.setenv(name, value)
    assert composition.casework(dynamo).held == Held(STEP_SECONDS, time.perf_counter, time.sleep)
    assert STEP_SECONDS >= 0.3


def test_who_knows_the_code_does_not_wait(dynamo: "DynamoDBClient") -> None:
    desk = Desk.over(dynamo, STEP)
    reference, code = desk.file()
    desk.casework.open_with_code(reference, code)
    assert desk.clock.slept == []


@pytest.mark.parametrize(("took", "waits"), [(0.0, 0.3), (0.1, 0.2), (0.45, 0.15), (1.0, 0.2)])
def test_work_that_outlasts_a_step_is_answered_at_the_end_of_the_next(
    took: float, waits: float
) -> None:
    clock = Clock()
    with suppress(CaseNotFound), Held(0.3, clock, clock.sleep)():
        clock.now += took
        raise CaseNotFound("BF")
    assert clock.slept == [pytest.approx(waits)]
