"""The child process: what a hostile file can do to its reader, the function survives."""

import faulthandler
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from functions.evidence.examination.examine import receive
from functions.evidence.examination.sandbox import Judged, judge_in_sandbox
from shared.domain.errors import Unavailable
from shared.domain.evidence.evidence import Declared, Malware
from shared.domain.evidence.limits import Limits
from shared.domain.vocabulary import Reason
from tests.steps import processor_seconds_of_children
from tests.unit.evidence.making import a_picture, jpeg

LIMITS = Limits(memory=100_000_000, cpu_seconds=1)


@dataclass(frozen=True)
class Saboteur:
    """Stands for a parser that a file has taken over: the scanner runs in the same child."""

    act: Callable[[], object]

    def scan(self, _path: Path) -> Malware:
        self.act()
        return Malware.CLEAN


def judged(act: Callable[[], object], folder: Path, content: bytes | None = None) -> Judged:
    received = receive([content or jpeg()], folder, LIMITS)
    return judge_in_sandbox(Declared("a.jpg"), received, folder, LIMITS, Saboteur(act))


def test_a_file_that_takes_all_memory_is_too_big(tmp_path: Path) -> None:
    found = judged(lambda: bytearray(400_000_000), tmp_path)
    assert found.verdict.reason is Reason.TOO_BIG


def test_a_file_that_never_ends_is_too_big(tmp_path: Path) -> None:
    def spin() -> None:
        while True:
            pass

    before = processor_seconds_of_children()
    assert judged(spin, tmp_path).verdict.reason is Reason.TOO_BIG
    assert processor_seconds_of_children() - before < 3 * LIMITS.cpu_seconds


def test_a_file_that_crashes_its_reader_is_damaged(tmp_path: Path) -> None:
    def crash() -> None:
        faulthandler.disable()
        os.kill(os.getpid(), signal.SIGSEGV)

    found = judged(crash, tmp_path)
    assert found.verdict.reason is Reason.NOT_UPLOADED


def test_an_error_of_ours_rejects_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(Unavailable, match="OSError"):
        judged(fail, tmp_path)


def test_a_scanner_without_an_answer_rejects_nothing(tmp_path: Path) -> None:
    class Silent:
        def scan(self, _path: Path) -> Malware:
            return Malware.UNKNOWN

    received = receive([jpeg()], tmp_path, LIMITS)
    with pytest.raises(Unavailable):
        judge_in_sandbox(Declared("a.jpg"), received, tmp_path, LIMITS, Silent())


def test_what_the_child_says_never_quotes_the_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ValueError("canary words of the file")

    with pytest.raises(Unavailable) as caught:
        judged(fail, tmp_path)
    told = capfd.readouterr()
    assert "canary" not in told.out + told.err + str(caught.value)


def test_a_telephones_photo_is_drawn_anew_in_less_memory_than_a_function_has(
    tmp_path: Path,
) -> None:
    photo = tmp_path / "photo.jpg"
    a_picture(size=(4_000, 3_000)).save(photo, "JPEG")
    received = receive([photo.read_bytes()], tmp_path, Limits())
    scanner = Saboteur(lambda: None)
    found = judge_in_sandbox(Declared("a.jpg"), received, tmp_path, Limits(), scanner)
    assert found.verdict.derivative
    assert found.memory is not None
    assert found.memory < 150_000_000
