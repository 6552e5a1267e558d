"""What people ask of a case. Each is plain data; `deciding` says what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from shared.domain.evidence_commands import EvidenceCommand

OUTCOMES = ("upheld", "partly_upheld", "not_upheld", "resolved_informally")


@dataclass(frozen=True)
class FileComplaint:
    """`received_at` is set by staff who record a letter or a visit; None means now."""

    name: ClassVar[str] = "file"
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


@dataclass(frozen=True)
class Acknowledge:
    """A person has read the complaint and tells the complainant so."""

    name: ClassVar[str] = "acknowledge"
    message: str | None = None


@dataclass(frozen=True)
class Assess:
    """Whether the office may take the complaint up: `accepted`, or `not_accepted` on a ground."""

    name: ClassVar[str] = "assess"
    result: str
    message: str
    ground: str | None = None


@dataclass(frozen=True)
class Triage:
    """An officer's correction of what the form's answers, or the sender's choice, led to."""

    name: ClassVar[str] = "triage"
    reason: str
    urgency: str | None = None
    category: str | None = None
    agency: str | None = None


@dataclass(frozen=True)
class Extend:
    """More days for one clock, told to the complainant before its deadline."""

    name: ClassVar[str] = "extend"
    clock: str
    days: int
    reason: str


@dataclass(frozen=True)
class Assign:
    name: ClassVar[str] = "assign"
    assignee: str


@dataclass(frozen=True)
class Note:
    """`audience` is `internal` (the office) or `agency`."""

    name: ClassVar[str] = "note"
    text: str
    audience: str


@dataclass(frozen=True)
class Reply:
    """Words to the complainant."""

    name: ClassVar[str] = "reply"
    text: str


@dataclass(frozen=True)
class RequestInformation:
    """A question to the complainant; clocks that the policy names stand still until the answer."""

    name: ClassVar[str] = "request-information"
    question: str


@dataclass(frozen=True)
class ProposeDecision:
    name: ClassVar[str] = "propose-decision"
    outcome: str
    summary: str
    remedies: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class SignOff:
    """The second person's consent: never the proposer's own."""

    name: ClassVar[str] = "sign-off"


@dataclass(frozen=True)
class Return:
    """The second person sends a proposal back, and says why."""

    name: ClassVar[str] = "return"
    reason: str


@dataclass(frozen=True)
class Close:
    name: ClassVar[str] = "close"


@dataclass(frozen=True)
class AddMessage:
    """The complainant adds something, or answers a question."""

    name: ClassVar[str] = "messages"
    text: str


@dataclass(frozen=True)
class Withdraw:
    name: ClassVar[str] = "withdraw"
    reason: str | None = None


@dataclass(frozen=True)
class Take:
    """Somebody who was alerted takes an urgent case; the call-out ends."""

    name: ClassVar[str] = "take"
    contact_id: str
    user: str | None = None


@dataclass(frozen=True)
class RecordAlerts:
    """What became of the alerts of one level: contact, channel and state each, no addresses."""

    name: ClassVar[str] = "record-alerts"
    cause: str
    level: int
    alerts: tuple[Mapping[str, str], ...]


Command = (
    Acknowledge
    | Assess
    | Triage
    | Extend
    | Assign
    | Note
    | Reply
    | RequestInformation
    | ProposeDecision
    | SignOff
    | Return
    | Close
    | AddMessage
    | Withdraw
    | Take
    | RecordAlerts
    | EvidenceCommand
)
