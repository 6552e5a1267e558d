"""What alerts come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from shared.domain.commands.base import Command
from shared.domain.vocabulary import CommandName


@dataclass(frozen=True)
class Take(Command):
    """Somebody who was alerted takes an urgent case; the call-out ends."""

    name: ClassVar[CommandName] = CommandName.TAKE
    contact_id: str
    user: str | None = None


@dataclass(frozen=True)
class RecordAlerts(Command):
    """What became of the alerts of one level: contact, channel and state each, no addresses."""

    name: ClassVar[CommandName] = CommandName.RECORD_ALERTS
    cause: str
    level: int
    alerts: tuple[Mapping[str, str], ...]
