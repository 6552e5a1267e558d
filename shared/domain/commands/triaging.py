"""Receipt: filed, acknowledged, assessed, triaged, handed over, joined with another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from shared.domain.commands.base import Command
from shared.domain.vocabulary import Assessment, CommandName


@dataclass(frozen=True)
class FileComplaint(Command):
    """`received_at` is set by staff who record a letter or a visit; None means now.

    `already_before` is `court` or `other_body`; `related_to` is the case that this one is about.
    """

    name: ClassVar[CommandName] = CommandName.FILE
    category: str
    description: str
    language: str
    agency: str | None = None
    urgent_answers: Mapping[str, bool] = field(default_factory=dict)
    location: Mapping[str, Any] | None = None
    occurred_on: date | None = None
    identity: Mapping[str, Any] | None = None
    share_identity: bool = False
    co_complainants_count: int = 0
    channel: str = "form"
    received_at: datetime | None = None
    external_reference: str | None = None
    already_before: str | None = None
    related_to: str | None = None


@dataclass(frozen=True)
class Acknowledge(Command):
    """A person has read the complaint and tells the complainant so."""

    name: ClassVar[CommandName] = CommandName.ACKNOWLEDGE
    message: str | None = None


@dataclass(frozen=True)
class Assess(Command):
    """Whether the office may take the complaint up: `accepted`, or `not_accepted` on a ground."""

    name: ClassVar[CommandName] = CommandName.ASSESS
    result: Assessment
    message: str
    ground: str | None = None


@dataclass(frozen=True)
class Triage(Command):
    """An officer's correction of what the form's answers, or the sender's choice, led to."""

    name: ClassVar[CommandName] = CommandName.TRIAGE
    reason: str
    urgency: str | None = None
    category: str | None = None
    agency: str | None = None


@dataclass(frozen=True)
class Refer(Command):
    """Handed over to the body that can help: one of the policy's, or one named in words."""

    name: ClassVar[CommandName] = CommandName.REFER
    to: str
    message: str


@dataclass(frozen=True)
class Merge(Command):
    """The case goes on as part of another, whose decision it follows."""

    name: ClassVar[CommandName] = CommandName.MERGE
    into: str


@dataclass(frozen=True)
class Join(Command):
    """The other side of a merge: the leading case knows those that follow it."""

    name: ClassVar[CommandName] = CommandName.JOIN
    reference: str
    complainants: int
    excluded: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
