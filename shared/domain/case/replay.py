"""A case as what its events add up to."""

from collections.abc import Iterable
from dataclasses import replace

from shared.domain.case.case import Case
from shared.domain.case.case_document import MANY, from_document, to_document
from shared.domain.case.events import Event, by_somebody


def apply(case: Case, event: Event) -> Case:
    """Returns the case after the event, whatever policy or calendar there is."""
    before = to_document(case)
    merged = {**before, **event.changes}
    for many in MANY:
        merged[many] = before.get(many, {}) | event.changes.get(many, {})
    counted = case.version + (1 if by_somebody(event) else 0)
    return replace(from_document(merged), seq=event.seq, head=event.hash, version=counted)


def replay(reference: str, events: Iterable[Event]) -> Case:
    case = Case(reference)
    for event in events:
        case = apply(case, event)
    return case
