"""Casework: who does it, what was found out, what was said and asked."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from shared.domain.commands.base import Command
from shared.domain.vocabulary import Audience, CommandName, MediationStep, Party, RecordKind


@dataclass(frozen=True)
class Extend(Command):
    """More days for one clock, told to the complainant before its deadline."""

    name: ClassVar[CommandName] = CommandName.EXTEND
    clock: str
    days: int
    reason: str


@dataclass(frozen=True)
class Assign(Command):
    name: ClassVar[CommandName] = CommandName.ASSIGN
    assignee: str


@dataclass(frozen=True)
class Note(Command):
    """`audience` is `internal` (the office) or `agency`."""

    name: ClassVar[CommandName] = CommandName.NOTE
    text: str
    audience: Audience


@dataclass(frozen=True)
class Reply(Command):
    """Words to the complainant."""

    name: ClassVar[CommandName] = CommandName.REPLY
    text: str


@dataclass(frozen=True)
class RequestInformation(Command):
    """A question to the complainant; clocks that the policy names stand still until the answer."""

    name: ClassVar[CommandName] = CommandName.REQUEST_INFORMATION
    question: str


@dataclass(frozen=True)
class AskAgency(Command):
    """A question to the agency concerned, with a clock of its own."""

    name: ClassVar[CommandName] = CommandName.REQUEST_INFORMATION
    question: str


@dataclass(frozen=True)
class AnswerRequest(Command):
    """What the agency answers to what it was asked."""

    name: ClassVar[CommandName] = CommandName.ANSWER_REQUEST
    text: str


@dataclass(frozen=True)
class Record(Command):
    """A step of the investigation: `interview`, `site_visit`, `finding`, `legal_basis`, `plan`."""

    name: ClassVar[CommandName] = CommandName.RECORD
    kind: RecordKind
    text: str
    held_on: date | None = None


@dataclass(frozen=True)
class CompleteStep(Command):
    """A step of the action plan is done."""

    name: ClassVar[CommandName] = CommandName.COMPLETE_STEP
    step: str
    text: str | None = None


@dataclass(frozen=True)
class Mediate(Command):
    """`propose`, `consent`, `session`, `agreement` or `failure`; `party` is who consents."""

    name: ClassVar[CommandName] = CommandName.MEDIATE
    step: MediationStep
    text: str
    party: Party | None = None
