"""A case as what its events add up to."""

from collections.abc import Iterable
from dataclasses import replace

from shared.domain.case.case import Case
from shared.domain.case.case_document import changed_fields
from shared.domain.case.events import Event, by_somebody


def apply(case: Case, event: Event) -> Case:
    """Returns the case after the event, whatever policy or calendar there is."""
    counted = case.version + (1 if by_somebody(event) else 0)
    changed = changed_fields(case, event.changes)
    return replace(case, **changed | {"seq": event.seq, "head": event.hash, "version": counted})


def replay(reference: str, events: Iterable[Event]) -> Case:
    case = Case(reference)
    for event in events:
        case = apply(case, event)
    return case
