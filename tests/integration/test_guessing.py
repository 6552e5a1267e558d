"""A wrong code and a reference that nobody has: not told apart by time, and never quick."""

import os
import random
import time
from collections.abc import Callable

import pytest

from shared.application.casework import Casework
from shared.application.guess_delay import STEP_SECONDS, Held
from shared.aws.cases import DynamoCases
from shared.domain.case.events import Actor
from shared.domain.errors import CaseNotFound
from shared.domain.reference import access_code, new_reference
from tests.fakes import NOON, a_complaint, policies
from tests.ranks import told_apart

SAMPLES = 150
STRICT = 0.0001
STEP = 0.02  # the real one is fifteen times as long, so this is the harder test


def _casework(store: DynamoCases, held: Held) -> Casework:
    return Casework(store, policies(), os.urandom, held)


def _filed(store: DynamoCases) -> str:
    command = a_complaint(description="A long story. " * 600)
    filed = _casework(store, Held()).file(
        command,
        Actor("complainant", "complainant"),
        NOON,
        lambda case: {"reference": case.reference},
    )
    return str(filed.answer["reference"])


def _timed(casework: Casework, reference: str) -> float:
    code = access_code(os.urandom(16), "guess")
    began = time.perf_counter()
    with pytest.raises(CaseNotFound):
        casework.open_with_code(reference, code)
    return time.perf_counter() - began


def _samples(hit: Callable[[], float], miss: Callable[[], float]) -> tuple[list[float], ...]:
    """Taken in turns, and which goes first is thrown: a slow second of the machine hits both."""
    found: tuple[list[float], ...] = ([], [])
    for _ in range(SAMPLES):
        order = [(0, hit), (1, miss)]
        random.shuffle(order)
        for lot, ask in order:
            found[lot].append(ask())
    return found


def _nobodys() -> str:
    return new_reference("BF", os.urandom(8))


def test_a_wrong_code_and_an_unknown_reference_take_equally_long(store: DynamoCases) -> None:
    reference, casework = _filed(store), _casework(store, Held(STEP))
    hits, misses = _samples(
        lambda: _timed(casework, reference), lambda: _timed(casework, _nobodys())
    )
    assert told_apart(hits, misses) > STRICT
    assert min(hits + misses) >= STEP


def test_without_holding_refusals_back_the_same_test_tells_them_apart(store: DynamoCases) -> None:
    """Else the test above would pass whatever the code did."""
    reference, casework = _filed(store), _casework(store, Held())
    hits, misses = _samples(
        lambda: _timed(casework, reference), lambda: _timed(casework, _nobodys())
    )
    assert told_apart(hits, misses) < STRICT


def test_a_guess_costs_a_third_of_a_second(store: DynamoCases) -> None:
    reference, casework = _filed(store), _casework(store, Held(STEP_SECONDS))
    times = [_timed(casework, one) for one in (reference, _nobodys()) for _ in range(3)]
    assert min(times) >= 0.3


def test_who_knows_the_code_does_not_wait(store: DynamoCases) -> None:
    slept: list[float] = []
    casework = _casework(store, Held(STEP_SECONDS, sleep=slept.append))
    filed = casework.file(
        a_complaint(),
        Actor("complainant", "complainant"),
        NOON,
        lambda case: {"reference": case.reference},
    )
    casework.open_with_code(str(filed.answer["reference"]), filed.code)
    assert slept == []


@pytest.mark.parametrize(("took", "waits"), [(0.0, 0.3), (0.1, 0.2), (0.45, 0.15), (1.0, 0.2)])
def test_work_that_outlasts_a_step_is_answered_at_the_end_of_the_next(
    took: float, waits: float
) -> None:
    times, slept = iter([5.0, 5.0 + took]), list[float]()
    with pytest.raises(CaseNotFound), Held(0.3, lambda: next(times), slept.append)():
        raise CaseNotFound("BF")
    assert slept == [pytest.approx(waits)]
