"""The proof over a chain of events: complete, ordered, unchanged, and as it was attested."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.domain.audit.attestation import Head
from shared.domain.case.events import GENESIS, Event, sealed
from shared.domain.vocabulary import EventName


@dataclass(frozen=True)
class BrokenLink:
    """The first place where the chain doesn't hold, and how; `text` if words don't fit it."""

    reference: str
    seq: int
    reason: str
    text: str | None = None


@dataclass(frozen=True)
class Kept:
    """Says what is left of a text: the hash of its words, None once they were erased."""

    sha256: str | None
    audience: str


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
    """Returns the first broken link, or None when the chain holds.

    `head` and `length` show whether something was cut off its end.

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


def broken_texts(
    reference: str, events: Sequence[Event], kept: Mapping[str, Kept]
) -> Iterator[BrokenLink]:
    """Yields texts that aren't what their event names.

    Erased words are none if an event tells that they were forgotten; a redaction leaves the words
    that it stands for as they were.
    """
    forgotten = max((one.seq for one in events if _forgets_words(one)), default=0)
    for event in events:
        text_id = event.data.get("text")
        if text_id is None or "audience" not in event.data:
            continue
        reason = _text_fault(event.data, kept.get(text_id), forgotten=event.seq < forgotten)
        if reason is not None:
            yield BrokenLink(reference, event.seq, reason, text_id)


def _forgets_words(event: Event) -> bool:
    return event.name == EventName.FORGOTTEN and "messages" in event.data["kinds"]


def _text_fault(told: Mapping[str, Any], kept: Kept | None, *, forgotten: bool) -> str | None:
    if kept is None or kept.sha256 is None:
        how = "are missing" if kept is None else "were erased"
        return None if forgotten else f"its words {how}, and no event says why"
    if kept.sha256 != told["sha256"]:
        return "its words were changed after they were written"
    if kept.audience != told["audience"]:
        return "its words were written for others to read"
    return None


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
