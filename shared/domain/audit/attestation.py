"""Attestations: what each chain's last event was on a day, for a signature that nobody can redo.

A chain proves by itself that nothing inside it was changed unless everything after it was hashed
anew, and it can be cut off at its end. Against both stands the hash that was signed on an earlier
day. Each attestation holds the hash of the one before, so that none can be left out.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.domain.case.events import GENESIS, canonical, sha256
from shared.domain.instants import from_text, to_text

FIRST_DAYS = 7  # how far the very first attestation looks back: the schedule is as old as the stack


@dataclass(frozen=True, order=True)
class Head:
    """The last link of a chain: its place and its hash."""

    reference: str
    seq: int
    hash: str


@dataclass(frozen=True)
class Attestation:
    """`previous` is the fingerprint of the attestation before it, GENESIS for the first."""

    day: date
    made_at: datetime
    previous: str
    heads: tuple[Head, ...]


def write(attestation: Attestation) -> str:
    """Returns the text that is signed: the same heads are the same bytes."""
    return canonical(
        {
            "day": attestation.day.isoformat(),
            "made_at": to_text(attestation.made_at),
            "previous": attestation.previous,
            "heads": [[one.reference, one.seq, one.hash] for one in sorted(attestation.heads)],
        }
    )


def read(text: str) -> Attestation:
    """Reads what `write` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    document = json.loads(text)
    return Attestation(
        date.fromisoformat(document["day"]),
        from_text(document["made_at"]),
        document["previous"],
        tuple(Head(*one) for one in document["heads"]),
    )


def days_to_look_at(last: date | None, today: date) -> Sequence[date]:
    """Begins with the last attested day: what changed late that day isn't in its attestation."""
    first = today - timedelta(days=FIRST_DAYS) if last is None else last
    return [first + timedelta(days=number) for number in range((today - first).days + 1)]


def links(texts: Iterable[str]) -> Sequence[tuple[Attestation, str | None]]:
    """Yields each attestation, and why it doesn't follow the one before it."""
    found: list[tuple[Attestation, str | None]] = []
    previous, last = GENESIS, date.min
    for text in texts:
        one = read(text)
        reason = None
        if one.day <= last:
            reason = "the day is not after the one before it"
        elif one.previous != previous:
            reason = "the attestation before it is missing or is another"
        found.append((one, reason))
        previous, last = sha256(text), one.day
    return found
