"""What alerts come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from shared.domain.commands.base import Command


@dataclass(frozen=True)
class Take(Command):
    """Somebody who was alerted takes an urgent case; the call-out ends."""

    name: ClassVar[str] = "take"
    contact_id: str
    user: str | None = None


@dataclass(frozen=True)
class RecordAlerts(Command):
    """What became of the alerts of one level: contact, channel and state each, no addresses."""

    name: ClassVar[str] = "record-alerts"
    cause: str
    level: int
    alerts: tuple[Mapping[str, str], ...]
