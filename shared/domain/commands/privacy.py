"""What is shared of somebody, and what must not be any more."""

from dataclasses import dataclass
from typing import ClassVar

from shared.domain.commands.base import Command
from shared.domain.vocabulary import CommandName


@dataclass(frozen=True)
class Consent(Command):
    """The complainant's yes or no to the agency's learning who they are; later views obey."""

    name: ClassVar[CommandName] = CommandName.CONSENT
    share_identity: bool


@dataclass(frozen=True)
class Erase(Command):
    """The complainant asks that their identity is forgotten; the record is kept."""

    name: ClassVar[CommandName] = CommandName.ERASE


@dataclass(frozen=True)
class Redact(Command):
    """The office gives agencies other words to read instead; it goes on reading the original."""

    name: ClassVar[CommandName] = CommandName.REDACT
    message_id: str
    text: str
