"""Who may and may not be near a case, and who was."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from shared.domain.commands.base import Command
from shared.domain.vocabulary import CommandName


@dataclass(frozen=True)
class View(Command):
    """Somebody has read the case, or its audit: written down before it is shown."""

    name: ClassVar[CommandName] = CommandName.VIEW
    what: str = "case"


@dataclass(frozen=True)
class Recuse(Command):
    """Somebody has an interest in the case and hands it over."""

    name: ClassVar[CommandName] = CommandName.RECUSE
    reason: str


@dataclass(frozen=True)
class NameSubject(Command):
    """A member of staff whom the complaint concerns: they and their chain of command are out."""

    name: ClassVar[CommandName] = CommandName.NAME_SUBJECT
    user: str
    reason: str


@dataclass(frozen=True)
class Hold(Command):
    """Nothing of the case may be forgotten while it is held for a court or an inquiry."""

    name: ClassVar[CommandName] = CommandName.HOLD
    on: bool
    reason: str


@dataclass(frozen=True)
class BreakGlass(Command):
    """Somebody needs to know who complained, and asks a second person for it."""

    name: ClassVar[CommandName] = CommandName.BREAK_GLASS
    reason: str


@dataclass(frozen=True)
class ApproveBreakGlass(Command):
    """The second person's consent, for so many hours as the policy says."""

    name: ClassVar[CommandName] = CommandName.APPROVE_BREAK_GLASS
    user: str


@dataclass(frozen=True)
class InviteExpert(Command):
    """Named documents of this case for somebody outside, until a day; who it is is a text."""

    name: ClassVar[CommandName] = CommandName.INVITE_EXPERT
    expert_id: str
    code_hash: str
    who: str
    evidence_ids: tuple[str, ...]
    until: datetime


@dataclass(frozen=True)
class RevokeExpert(Command):
    name: ClassVar[CommandName] = CommandName.REVOKE_EXPERT
    expert_id: str
