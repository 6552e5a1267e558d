"""Says once what several documents have in common, so that a reader sees what differs."""

from collections.abc import Mapping, Sequence
from typing import Any

Document = Mapping[str, Any]

EVERY = "every"


def factored(members: Mapping[str, Document]) -> Document:
    """`every` first, then each member without it; a single member stays as it is."""
    if len(members) == 1:
        return members
    every = _common(list(members.values()))
    left = {name: _less(each, every) for name, each in members.items()}
    return {EVERY: every, **left} if every else left


def _common(documents: Sequence[Document]) -> dict[str, Any]:
    first, *others = documents
    found: dict[str, Any] = {}
    for name, value in first.items():
        values = [value, *(other.get(name) for other in others)]
        if all(each == value for each in values):
            found[name] = value
        elif all(_is_document(each) for each in values) and (inner := _common(values)):
            found[name] = inner
    return found


def _is_document(value: Any) -> bool:
    """A dict of one key may be a function of CloudFormation, which is told whole."""
    return isinstance(value, dict) and len(value) > 1


def _less(document: Document, every: Document) -> dict[str, Any]:
    left = {}
    for name, value in document.items():
        if name not in every:
            left[name] = value
        elif value != every[name]:
            left[name] = _less(value, every[name])
    return left
