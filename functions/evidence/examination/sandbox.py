"""Judging in a process of its own: whatever a hostile file does to a parser ends there.

The operating system holds the limits on memory, time and disk. A file that outgrows them is too
big; one that crashes its reader is damaged; the function goes on to the next.
"""

import os
import resource
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from signal import SIGKILL, SIGXCPU

from functions.evidence.examination.examine import Received, judge
from functions.evidence.examination.ports import Scanner
from shared.domain.errors import Unavailable
from shared.domain.evidence.evidence import Declared, Verdict
from shared.domain.evidence.limits import Limits
from shared.domain.vocabulary import Reason

_FORK = get_context("fork")  # spawning would import every parser again for each file
_GRACE_SECONDS = 15
_OUTGREW = frozenset({-SIGKILL, -SIGXCPU})


@dataclass(frozen=True)
class Judged:
    """The verdict and what it took: bytes of memory beyond what the function had before."""

    verdict: Verdict
    memory: int | None = None


def judge_in_sandbox(
    declared: Declared, received: Received, folder: Path, limits: Limits, scanner: Scanner
) -> Judged:
    """As `judge`, within the limits whatever the file is. Raises Unavailable as it does."""
    answers, answer = _FORK.Pipe(duplex=False)
    child = _FORK.Process(
        target=_judge, args=(answer, declared, received, folder, limits, scanner), daemon=True
    )
    child.start()
    answer.close()
    try:
        judged = answers.recv() if answers.poll(limits.cpu_seconds + _GRACE_SECONDS) else None
    except EOFError:
        judged = None
    finally:
        child.join(1)
        child.kill()
        child.join()
    if isinstance(judged, Judged):
        return judged
    if judged is not None:
        raise Unavailable(f"not examined: {judged}")
    outgrew = child.exitcode in _OUTGREW
    reason = Reason.TOO_BIG if outgrew else Reason.NOT_UPLOADED
    return Judged(Verdict(reason, None, received.size_bytes, received.sha256))


def _judge(
    answer: Connection,
    declared: Declared,
    received: Received,
    folder: Path,
    limits: Limits,
    scanner: Scanner,
) -> None:
    """In the child. It says its answer and nothing else: an error's text may quote the file."""
    before = _peak()
    _limit(limits)
    told: Judged | str | None = None
    try:
        told = Judged(judge(declared, received, folder, limits, scanner), _peak() - before)
    except MemoryError:
        too_big = Verdict(Reason.TOO_BIG, None, received.size_bytes, received.sha256)
        told = Judged(too_big, _peak() - before)
    except Exception as error:  # not the file's fault: it stays in quarantine
        told = type(error).__name__
    finally:
        if told is not None:
            answer.send(told)
        os._exit(0)


def _limit(limits: Limits) -> None:
    """Memory counts from what the function itself has mapped already."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    mapped = pages * os.sysconf("SC_PAGE_SIZE")
    for what, most in (
        (resource.RLIMIT_AS, mapped + limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, 2 * limits.max_unpacked),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
