"""Packages whose contents are imported when somebody first uses them: a start pays for none.

A package writes its names out for the type checker, and finds them here at run time:

    if TYPE_CHECKING:
        from package import module as module
    else:
        __getattr__ = modules_of(__name__)
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def modules_of(package: str) -> Callable[[str], Any]:
    """A package's `__getattr__`, by which its modules are imported one by one."""

    def find(name: str) -> Any:
        _leave_to_python(name)
        return import_module(f"{package}.{name}")

    return find


def names_of(module: str) -> Callable[[str], Any]:
    """A package's `__getattr__`, by which this module is imported and gives its names."""

    def find(name: str) -> Any:
        _leave_to_python(name)
        return getattr(import_module(module), name)

    return find


def _leave_to_python(name: str) -> None:
    """The import system asks every package for names such as `__path__`."""
    if name.startswith("__"):
        raise AttributeError(name)
