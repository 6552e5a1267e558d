"""The decision, and what comes after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from shared.domain.commands.base import Command

OUTCOMES = ("upheld", "partly_upheld", "not_upheld", "resolved_informally")


@dataclass(frozen=True)
class ProposeDecision(Command):
    name: ClassVar[str] = "propose-decision"
    outcome: str
    summary: str
    remedies: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class SignOff(Command):
    """The second person's consent: never the proposer's own."""

    name: ClassVar[str] = "sign-off"


@dataclass(frozen=True)
class Return(Command):
    """The second person sends a proposal back, and says why."""

    name: ClassVar[str] = "return"
    reason: str


@dataclass(frozen=True)
class Close(Command):
    """`lessons` are tags of the policy: what should be done otherwise from now on."""

    name: ClassVar[str] = "close"
    lessons: tuple[str, ...] = ()


@dataclass(frozen=True)
class FollowUp(Command):
    """What became of a promised remedy (its place in the decision, from 1), or of a hand-over."""

    name: ClassVar[str] = "follow-up"
    text: str
    done: bool
    remedy: int | None = None


@dataclass(frozen=True)
class Reopen(Command):
    name: ClassVar[str] = "reopen"
    reason: str
