"""What a log line may hold: each field by name, and by the shape of what we put there.

A shape is narrow enough that no name, number, address or sentence of a complaint fits it. What
isn't listed, or doesn't look as it should, never reaches a log.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from types import TracebackType
from typing import Any

from shared.domain.reference import read_reference

MOST = 1_000_000
MESSAGES = frozenset(
    [
        "alert",
        "assign",
        "attested",
        "batch",
        "download_quota_spent",
        "evidence",
        "evidence_failed",
        "evidence_reconciled",
        "not_assigned",
        "not_sent",
        "not_started",
        "notify",
        "people",
        "record",
        "relay",
        "request",
        "start",
        "tick",
        "tick_failed",
        "unread",
        "validate",
        "waiting",
    ]
)
_LOOKS = frozenset(
    [
        "awaiting_upload",
        "scanning",
        "available",
        "rejected",
        "expired",
        "unknown",
        "known",
        "foreign",
        "failed",
        "left",
    ]
)
_METHODS = frozenset(["GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
_WAYS = frozenset(["in_turn", "at_once", "not_needed"])
_CHANNELS = frozenset(["email", "sms", "topic", "page"])
_SERVICES = frozenset(
    [
        "assign",
        "audit",
        "evidence",
        "escalate",
        "insight",
        "intake",
        "notify",
        "policy",
        "relay",
        "sla",
    ]
)

Shape = Callable[[Any], bool]


def _count(value: Any) -> bool:
    return type(value) is int and 0 <= value < MOST


def _like(pattern: str) -> Shape:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _among(words: frozenset[str]) -> Shape:
    return lambda value: isinstance(value, str) and value in words


def _listed(one: Shape) -> Shape:
    return lambda value: isinstance(value, Sequence) and len(value) < 50 and all(map(one, value))


def _either(*shapes: Shape) -> Shape:
    return lambda value: any(shape(value) for shape in shapes)


def _looks(value: Any) -> bool:
    return isinstance(value, Mapping) and all(map(_count, value.values())) and set(value) <= _LOOKS


def _reference(value: Any) -> bool:
    return isinstance(value, str) and read_reference(value) == value


def _error(value: Any) -> bool:
    """The kind of an error that this process knows, and the line of a module that it has loaded."""
    if not isinstance(value, str):
        return False
    kind, _, place = value.partition(" at ")
    return kind in _kinds(BaseException) and (not place or _is_place(place))


def _kinds(of: type[BaseException]) -> frozenset[str]:
    found, open_ones = set(), [of]
    while open_ones:
        kind = open_ones.pop()
        found.add(kind.__name__)
        open_ones += type.__subclasses__(kind)
    return frozenset(found)


def _is_place(place: str) -> bool:
    name, _, line = place.partition(":")
    return place == "nowhere" or (line.isdigit() and len(line) < 6 and name in set(_modules()))


def _modules() -> Iterator[str]:
    for module in list(sys.modules.values()):
        yield PurePath(getattr(module, "__file__", None) or "nowhere").name


_CONTACT = _like(r"([a-z][a-z0-9_]{0,39}\.){1,3}\d{1,3}")
FIELDS: Mapping[str, Shape] = dict.fromkeys(
    [
        "cases",
        "failed",
        "messages",
        "assign",
        "groups",
        "mistakes",
        "unread",
        "escalation",
        "notify",
        "due",
        "warned",
        "missed",
        "escalated",
        "skipped",
        "handed_on",
        "heads",
        "duration_ms",
    ],
    _count,
) | {
    "case": _reference,
    "channels": _listed(_among(_CHANNELS)),
    "contact": _CONTACT,
    "contacts": _either(_count, _listed(_CONTACT)),
    "error": _error,
    "evidence": _like(r"[0-9a-f]{32}"),
    "looks": _looks,
    "method": _among(_METHODS),
    "request": _like(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "route": _like(r"(/([a-z][a-z0-9_.-]{0,30}|\{[a-z_]{1,30}\}))+|/"),
    "sent": _either(_count, _listed(_among(_CHANNELS))),
    "service": _among(_SERVICES),
    "status": lambda value: type(value) is int and 100 <= value < 600,
    "uploaded": _like(r"\d{1,9}|\d{4}(\.\d{1,3}){1,3}"),
    "way": _among(_WAYS),
}


def allowed(fields: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """The fields that may be written, and how many may not. None says nothing and isn't counted."""
    told = {name: value for name, value in fields.items() if value is not None}
    kept = {name: value for name, value in told.items() if _fits(name, value)}
    return kept, len(told) - len(kept)


def _fits(name: str, value: Any) -> bool:
    return name in FIELDS and FIELDS[name](value)


def kind_and_place(error: BaseException) -> str:
    """`KeyError at cases.py:12`: of an error what may be told, never its message."""
    return f"{type(error).__name__} at {place_of(error.__traceback__)}"


def place_of(trace: TracebackType | None) -> str:
    """Returns the file and line where an error was raised, never what stood there."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "nowhere"
    return f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
