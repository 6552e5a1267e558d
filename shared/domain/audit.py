"""The proof over a chain of events: complete, ordered, unchanged."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared.domain.events import GENESIS, Event, sealed


@dataclass(frozen=True)
class BrokenLink:
    """The first place where the chain doesn't hold, and how."""

    reference: str
    seq: int
    reason: str


def verify(
    reference: str, events: Iterable[Event], head: str | None = None, length: int | None = None
) -> BrokenLink | None:
    """None when the chain holds; with `head` and `length` also that nothing is cut off its end."""
    previous, expected = GENESIS, 1
    for event in events:
        reason = _fault(event, reference, expected, previous)
        if reason:
            return BrokenLink(reference, expected, reason)
        previous, expected = event.hash, expected + 1
    if length is not None and expected - 1 != length:
        return BrokenLink(reference, expected, "events are missing at the end")
    if head is not None and previous != head:
        return BrokenLink(reference, expected - 1, "the case names another last event")
    return None


def _fault(event: Event, reference: str, expected: int, previous: str) -> str | None:
    if event.reference != reference:
        return "the event belongs to another case"
    if event.seq != expected:
        return "an event is missing or out of order"
    if event.previous != previous:
        return "the event doesn't follow the one before it"
    if sealed(event, event.previous).hash != event.hash:
        return "the event was changed after it was written"
    return None
