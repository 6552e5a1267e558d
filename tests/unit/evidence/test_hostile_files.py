"""Every hostile file ends in the state it should, in a bounded time and a bounded memory."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from functions.evidence.examination.examine import DERIVATIVE, receive
from functions.evidence.examination.sandbox import judge_in_sandbox
from functions.evidence.examination.signature_scanner import SignatureScanner
from shared.domain.evidence.limits import Limits
from tests.steps import processor_seconds_of_children
from tests.unit.evidence.corpus import CORPUS, Hostile

LIMITS = Limits()
MOST_MEMORY = 160_000_000
MOST_SECONDS = 5.0


def test_the_corpus_has_at_least_forty_files_and_every_reason_a_file_can_give() -> None:
    assert len({one.what for one in CORPUS}) == len(CORPUS) >= 40
    assert len({one.reason for one in CORPUS}) == 6


@pytest.fixture(scope="module")
def record() -> Iterator[list[tuple[float, float, str]]]:
    """The most that any file took: in the test's output, beside the bounds."""
    measured: list[tuple[float, float, str]] = []
    yield measured
    memory, _, largest = max(measured)
    took, slowest = max((took, what) for _, took, what in measured)
    print(f"\nmost memory {memory:.0f} MB of {MOST_MEMORY / 1e6:.0f} MB: {largest}")
    print(f"most time {took:.2f} s of {MOST_SECONDS} s: {slowest}")


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda one: one.what)
def test_a_hostile_file_is_refused_within_bounds(
    hostile: Hostile,
    tmp_path: Path,
    record: list[tuple[float, float, str]],
    record_property: Callable[[str, object], None],
) -> None:
    received = receive(_pieces(hostile.make()), tmp_path, LIMITS)
    before = processor_seconds_of_children()
    judged = judge_in_sandbox(hostile.declared, received, tmp_path, LIMITS, SignatureScanner())
    took = processor_seconds_of_children() - before
    assert judged.verdict.reason is hostile.reason
    assert not judged.verdict.derivative
    assert judged.memory is not None
    assert judged.memory < MOST_MEMORY
    assert took < MOST_SECONDS
    record_property("peak_megabytes", round(judged.memory / 1e6, 1))
    record_property("seconds", round(took, 2))
    record.append((judged.memory / 1e6, took, hostile.what))
    assert not (tmp_path / DERIVATIVE).exists()


def _pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), 1 << 20):
        yield content[start : start + (1 << 20)]
