"""The decision, and what comes after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from shared.domain.commands.base import Command
from shared.domain.vocabulary import CommandName, Outcome


@dataclass(frozen=True)
class ProposeDecision(Command):
    name: ClassVar[CommandName] = CommandName.PROPOSE_DECISION
    outcome: Outcome
    summary: str
    remedies: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class SignOff(Command):
    """The second person's consent: never the proposer's own."""

    name: ClassVar[CommandName] = CommandName.SIGN_OFF


@dataclass(frozen=True)
class Return(Command):
    """The second person sends a proposal back, and says why."""

    name: ClassVar[CommandName] = CommandName.RETURN
    reason: str


@dataclass(frozen=True)
class Close(Command):
    """`lessons` are tags of the policy: what should be done otherwise from now on."""

    name: ClassVar[CommandName] = CommandName.CLOSE
    lessons: tuple[str, ...] = ()


@dataclass(frozen=True)
class FollowUp(Command):
    """What became of a promised remedy (its place in the decision, from 1), or of a hand-over."""

    name: ClassVar[CommandName] = CommandName.FOLLOW_UP
    text: str
    done: bool
    remedy: int | None = None


@dataclass(frozen=True)
class Reopen(Command):
    name: ClassVar[CommandName] = CommandName.REOPEN
    reason: str
