"""The proof over a chain of events: complete, ordered, unchanged, and as it was attested."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shared.domain.attestation import Head
from shared.domain.events import GENESIS, Event, sealed


@dataclass(frozen=True)
class BrokenLink:
    """The first place where the chain doesn't hold, and how."""

    reference: str
    seq: int
    reason: str


@dataclass(frozen=True)
class Attested:
    """A head, and the day whose signature vouches for it."""

    head: Head
    day: date


def verify(
    reference: str,
    events: Iterable[Event],
    head: str | None = None,
    length: int | None = None,
    attested: Sequence[Attested] = (),
) -> BrokenLink | None:
    """None when the chain holds; with `head` and `length` also that nothing is cut off its end.

    `attested` are the chain's signed heads. They alone show a chain that was cut off, or hashed
    anew from a changed event on, by somebody who could write to the table.
    """
    chain = list(events)
    faults = [
        fault
        for fault in (_inside(reference, chain, head, length), _outside(reference, chain, attested))
        if fault is not None
    ]
    return min(faults, key=lambda fault: fault.seq, default=None)


def _inside(
    reference: str, chain: Sequence[Event], head: str | None, length: int | None
) -> BrokenLink | None:
    previous, expected = GENESIS, 1
    for event in chain:
        reason = _fault(event, reference, expected, previous)
        if reason:
            return BrokenLink(reference, expected, reason)
        previous, expected = event.hash, expected + 1
    if length is not None and expected - 1 != length:
        return BrokenLink(reference, expected, "events are missing at the end")
    if head is not None and previous != head:
        return BrokenLink(reference, expected - 1, "the case names another last event")
    return None


def _outside(
    reference: str, chain: Sequence[Event], attested: Sequence[Attested]
) -> BrokenLink | None:
    hashes = {event.seq: event.hash for event in chain}
    last = max(hashes, default=0)
    vouched = 0
    for one in sorted(attested, key=lambda each: each.head):
        seq, day = one.head.seq, one.day.isoformat()
        if seq > last:
            reason = f"events up to {seq} were attested on {day} and are missing"
            return BrokenLink(reference, last + 1, reason)
        if hashes.get(seq) != one.head.hash:
            reason = f"rewritten here or later, up to event {seq}: {day} attests another"
            return BrokenLink(reference, vouched + 1, reason)
        vouched = seq
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
