"""Hashes of an idempotency key and of what came with it, by which a repeat is recognised."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from shared.domain.case.events import KEY_LENGTH, Actor, canonical, sha256

if TYPE_CHECKING:
    from shared.domain.procedure.command import Command
    from shared.domain.procedure.complaint import FileComplaint


def keyed_operation(reference: str, actor: Actor, key: str, command: "Command") -> str:
    """Makes an operation's id: its first half says whose key it is, its second what was asked."""
    asked = canonical([command.name, _written(vars(command))])
    return (
        sha256(f"{reference}\n{actor.role}\n{actor.name}\n{key}")[:KEY_LENGTH]
        + sha256(asked)[:KEY_LENGTH]
    )


def _written(fields: Mapping[str, Any]) -> dict[str, str]:
    """Writes names as their text, so that operations kept before the vocabulary still fit."""
    plain = {name: str(one) if isinstance(one, StrEnum) else one for name, one in fields.items()}
    return {name: repr(value) for name, value in plain.items()}


def complaint_hash(command: "FileComplaint", actor: Actor) -> str:
    """Hashes a complaint with its sender: a repeat has the same hash."""
    return sha256(canonical(_comparable(command, actor)))


def _comparable(command: "FileComplaint", actor: Actor) -> dict[str, Any]:
    document = {**vars(command), "actor": [actor.role, actor.name]}
    for name in ("occurred_on", "received_at"):
        value = document[name]
        document[name] = value.isoformat() if value else None
    return document
