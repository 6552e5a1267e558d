"""A case as JSON, and back."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from shared.domain.case import parts
from shared.domain.case.case import Case
from shared.domain.deadlines import clocks, escalation
from shared.domain.evidence import evidence as evidences
from shared.domain.instants import maybe_instant, maybe_text
from shared.domain.vocabulary import Status


def to_document(case: Case) -> dict[str, Any]:
    """Writes JSON from which `from_document` makes the equal case."""
    empty = Case(case.reference)
    document = {}
    for one in fields(Case):
        value = getattr(case, one.name)
        if one.metadata and value == getattr(empty, one.name):
            continue
        write, _ = _CODECS.get(one.name, _AS_IT_IS)
        document[one.name] = list(value) if isinstance(value, tuple) else write(value)
    return document


def from_document(document: Mapping[str, Any]) -> Case:
    return Case(**{name: _read(name, value) for name, value in document.items()})


def changed_fields(case: Case, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Reads an event's changes; of what a case holds many of, those not named stay."""
    read = {name: _read(name, value) for name, value in changes.items()}
    return read | {name: {**getattr(case, name), **read[name]} for name in MANY if name in read}


def _read(name: str, value: Any) -> Any:
    _, reader = _CODECS.get(name, _AS_IT_IS)
    return tuple(value) if isinstance(value, list) else reader(value)


Codec = tuple[Callable[[Any], Any], Callable[[Any], Any]]


def _maybe(write: Callable[[Any], Any], read: Callable[[Any], Any]) -> Codec:
    return (
        lambda value: None if value is None else write(value),
        lambda value: None if value is None else read(value),
    )


def _each(write: Callable[[Any], Any], read: Callable[[Any], Any]) -> Codec:
    return (
        lambda many: {name: write(one) for name, one in many.items()},
        lambda many: {name: read(one) for name, one in many.items()},
    )


_AS_IT_IS: Codec = (lambda value: value, lambda value: value)
_CODECS: Mapping[str, Codec] = {
    "status": (str, Status),
    "received_at": (maybe_text, maybe_instant),
    "closed_at": (maybe_text, maybe_instant),
    "decision": _maybe(parts.to_document, parts.decision_of),
    "mediation": _maybe(parts.to_document, parts.mediation_of),
    "clocks": _each(clocks.to_document, clocks.from_document),
    "climbs": _each(escalation.to_document, escalation.from_document),
    "evidence": _each(evidences.to_document, evidences.from_document),
    "grants": _each(parts.to_document, parts.grant_of),
    "experts": _each(parts.to_document, parts.expert_of),
}
MANY = ("clocks", "climbs", "evidence", "grants", "experts", "redactions")
