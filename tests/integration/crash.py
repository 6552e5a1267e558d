"""Killing a function just before and just after each of its AWS calls.

`sweep` counts a scenario's calls, then runs it afresh for each call and side, kills it there, lets
the platform try again, and asks whether what must hold holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Killed(BaseException):
    """Not an Exception: nothing in the code may catch it, as nothing survives a kill."""


@dataclass
class CrashPoint:
    """Counts the calls of a client and dies at the chosen one, once; no more when it is `over`."""

    at: int | None = None
    after: bool = False
    calls: int = 0
    over: bool = False

    def watch(self, client: Any) -> None:
        service = client.meta.service_model.service_name
        client.meta.events.register_first(f"before-call.{service}", self._before)
        client.meta.events.register_last(f"after-call.{service}", self._after)

    def _before(self, **_: object) -> None:
        self.calls += not self.over
        self._die(after=False)

    def _after(self, **_: object) -> None:
        self._die(after=True)

    def _die(self, *, after: bool) -> None:
        if self.at == self.calls and self.after is after:
            self.at = None
            raise Killed


def sweep(run: Callable[[CrashPoint], None]) -> int:
    """Runs `run` for each point; it must kill, retry and check. The number of points comes back."""
    counting = CrashPoint()
    run(counting)
    for call in range(1, counting.calls + 1):
        for after in (False, True):
            run(CrashPoint(call, after))
    return 2 * counting.calls


def until_done(act: Callable[[], Any]) -> Any:
    """The platform's retry: again after a kill, as often as it takes."""
    while True:
        try:
            return act()
        except Killed:
            continue
