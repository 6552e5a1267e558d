"""Events: what happened to a case, chained so that nothing can be taken out or put in unseen.

An event has `data` (why: who decided what) and `changes` (the fields of the case that are
different now). Both are JSON of text, numbers, booleans and nulls, and hold no personal data: words
that people wrote are kept apart as texts, of which an event names the id and the SHA-256.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shared.domain.instants import from_text, to_text
from shared.domain.vocabulary import RECORDS, EventName, Role

GENESIS = "0" * 64
POLICY_CHAIN = "policy"  # the reference of the chain of policy changes, which has no case
KEY_LENGTH = 32  # of an operation id, the part that stands for the caller's idempotency key


@dataclass(frozen=True)
class Actor:
    """Who acts: a role, a stable name within it, and for agency staff their agency."""

    role: Role
    name: str
    agency: str | None = None


SYSTEM = Actor(Role.SYSTEM, "sla")


@dataclass(frozen=True)
class Event:
    """`occurred_at` is when it happened in the world, `recorded_at` when we learned of it."""

    reference: str
    seq: int
    name: EventName
    occurred_at: datetime
    recorded_at: datetime
    actor: Actor
    operation_id: str
    data: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)
    previous: str = GENESIS
    hash: str = ""


def by_somebody(event: Event) -> bool:
    """Tells whether a person acted: what the system does by itself leaves the version alone."""
    return event.name not in RECORDS and event.actor.role != SYSTEM.role


def same_key(one: str, other: str) -> bool:
    """Tells whether two operation ids came from one key of one caller, whatever was asked."""
    return one[:KEY_LENGTH] == other[:KEY_LENGTH]


def canonical(document: Any) -> str:
    """Writes a document as it is written before it is hashed or compared."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(event: Event, previous: str) -> Event:
    """Makes the event a link of the chain: it holds the hash of the one before, and its own."""
    linked = replace(event, previous=previous)
    return replace(linked, hash=sha256(canonical(to_document(linked))))


def to_document(event: Event) -> dict[str, Any]:
    """Writes everything that the hash covers."""
    return {
        "reference": event.reference,
        "seq": event.seq,
        "name": event.name,
        "occurred_at": to_text(event.occurred_at),
        "recorded_at": to_text(event.recorded_at),
        "actor": {"role": event.actor.role, "name": event.actor.name, "agency": event.actor.agency},
        "operation_id": event.operation_id,
        "data": dict(event.data),
        "changes": dict(event.changes),
        "previous": event.previous,
    }


def from_document(document: Mapping[str, Any], event_hash: str) -> Event:
    """Reads an event as it was written: unknown names stay, for the audit to judge."""
    return Event(
        reference=document["reference"],
        seq=document["seq"],
        name=document["name"],
        occurred_at=from_text(document["occurred_at"]),
        recorded_at=from_text(document["recorded_at"]),
        actor=Actor(**document["actor"]),
        operation_id=document["operation_id"],
        data=document["data"],
        changes=document["changes"],
        previous=document["previous"],
        hash=event_hash,
    )
