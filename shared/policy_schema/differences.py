"""What differs between two policies, value by value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Difference:
    """One value: where, what is in force and what is planned; None where there is nothing."""

    path: str
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    old, new = dict(_leaves(before)), dict(_leaves(after))
    return [
        Difference(path, old.get(path), new.get(path))
        for path in sorted({*old, *new})
        if old.get(path) != new.get(path)
    ]


def _leaves(value: Any, path: str = "", key: str = "") -> Iterator[tuple[str, Any]]:
    """Values by path; what a list holds is named by its id where it has one, a date by itself."""
    if isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else str(name), str(name))
    elif isinstance(value, list) and key in ("holidays", "estimated"):
        for day in value:
            yield f"{path}.{day}", True
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for place, inner in enumerate(value):
            name = inner.get("id", inner.get("level", place))
            yield from _leaves(inner, f"{path}.{name}")
    else:
        yield path, value
