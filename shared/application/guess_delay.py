"""Slows guesses at access codes down, so that their duration tells nothing."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from shared.domain.errors import CaseNotFound

STEP_SECONDS = 0.3


@dataclass(frozen=True)
class Held:
    """Keeps a refusal back until the next full step since the question.

    Whether a case was read, how large it was and what was compared all happen before that instant,
    so a wrong code and an unknown reference are answered at the same one. `step` 0 holds nothing.
    """

    step: float = 0.0
    clock: Callable[[], float] = time.perf_counter
    sleep: Callable[[float], None] = time.sleep

    @contextmanager
    def __call__(self) -> Iterator[None]:
        began = self.clock()
        try:
            yield
        except CaseNotFound:
            if self.step:
                self.sleep(self.step - (self.clock() - began) % self.step)
            raise


NOT_HELD = Held()
