"""What complainants ask of their own case."""

from dataclasses import dataclass
from typing import ClassVar

from shared.domain.commands.base import Command
from shared.domain.vocabulary import CommandName


@dataclass(frozen=True)
class AddMessage(Command):
    """The complainant adds something, or answers a question."""

    name: ClassVar[CommandName] = CommandName.MESSAGES
    text: str


@dataclass(frozen=True)
class Withdraw(Command):
    name: ClassVar[CommandName] = CommandName.WITHDRAW
    reason: str | None = None


@dataclass(frozen=True)
class Accept(Command):
    """The complainant is content with the decision."""

    name: ClassVar[CommandName] = CommandName.ACCEPT


@dataclass(frozen=True)
class Appeal(Command):
    """The complainant asks that somebody else looks at it again."""

    name: ClassVar[CommandName] = CommandName.APPEAL
    reason: str


@dataclass(frozen=True)
class Feedback(Command):
    """How the complainant was served, from 1 (badly) to 5 (well)."""

    name: ClassVar[CommandName] = CommandName.FEEDBACK
    rating: int
    text: str | None = None


@dataclass(frozen=True)
class AnswerMediation(Command):
    """The complainant's own yes or no to a mediation."""

    name: ClassVar[CommandName] = CommandName.MEDIATION
    consent: bool
    text: str | None = None
