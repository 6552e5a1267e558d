"""For a module whose handlers belong to several functions, each with an environment of its own."""

from collections.abc import Callable
from functools import cache
from typing import Any

from shared.runtime.observability import guarded


def made_when_asked(**makers: Callable[[], Any]) -> Callable[[str], Any]:
    """The module's `__getattr__`; of its handlers' errors only kind and place get out.

    Lambda asks for its one handler when it starts, so that one is made, and a setting that it lacks
    fails the start; the others, whose settings aren't there, are never made.
    """

    @cache
    def attribute(name: str) -> Any:
        if name not in makers:
            raise AttributeError(name)
        return guarded(makers[name]())

    return attribute
