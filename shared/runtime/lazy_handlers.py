"""Handlers of several functions in one module, each with an environment of its own."""

from collections.abc import Callable
from functools import cache
from typing import Any

from shared.runtime.observability import guarded


def lazy_handlers(**makers: Callable[[], Any]) -> Callable[[str], Any]:
    """Returns a module `__getattr__` that builds only the handler that Lambda asks for.

    Lambda asks for its one handler when it starts, so that one is made, and a setting that it lacks
    fails the start; the others, whose settings aren't there, are never made.
    """

    @cache
    def attribute(name: str) -> Any:
        if name not in makers:
            raise AttributeError(name)
        return guarded(makers[name]())

    return attribute
