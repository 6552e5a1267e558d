"""Instants are UTC, aware, whole seconds; as text they sort as they follow one another."""

import re
from datetime import UTC, datetime

_SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def to_text(instant: datetime) -> str:
    """Writes RFC 3339 in UTC, always 20 characters, so that index keys sort by time."""
    return f"{in_utc(instant).isoformat()[:19]}Z"


def from_text(text: str) -> datetime:
    """Reads what `to_text` writes. Raises ValueError on anything else."""
    if not _SHAPE.fullmatch(text):
        raise ValueError(f"{text!r} is no instant; write it like 2026-01-31T08:30:00Z")
    return datetime.fromisoformat(text)


def in_utc(instant: datetime) -> datetime:
    """Returns the instant in UTC without fractions. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone is nobody's")
    there = instant.astimezone(UTC)
    return there.replace(microsecond=0) if there.microsecond else there


def maybe_text(instant: datetime | None) -> str | None:
    return None if instant is None else to_text(instant)


def maybe_instant(text: str | None) -> datetime | None:
    return None if text is None else from_text(text)
