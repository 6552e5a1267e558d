"""What the casework needs of the world outside: only where a fake exists beside the real thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import Event
from shared.domain.case.texts import Text
from shared.domain.policy.model import Policy


@dataclass(frozen=True)
class Receipt:
    """What a repeated filing is answered with: nonce and caller's key give the code again."""

    key_hash: str
    body_hash: str
    nonce: bytes
    reference: str
    answer: Mapping[str, Any]
    expires_at: datetime


@dataclass(frozen=True)
class QueueQuery:
    """Cases of these agencies, soonest deadline first, finished ones last.

    With `ended_since` only those that have ended since that instant.
    """

    agencies: tuple[str, ...]
    limit: int
    after: str | None = None
    status: str | None = None
    assignee: str | None = None
    clock: str | None = None
    ended_since: datetime | None = None


class CaseStore(Protocol):
    """Cases, events, texts. Reads of one case are strongly consistent."""

    def load(self, reference: str) -> Case:
        """Raises CaseNotFound."""

    def commit(self, change: Change, *, once: bool = False) -> Case:
        """Commits all of the change or nothing. Raises Conflict when the case has moved on.

        A change that this very operation has already committed counts as committed. With `once` the
        operation's id is kept, and a later change of the same operation raises Repeated.
        """

    def file(
        self, change: Change, identity: Mapping[str, Any] | None, receipt: Receipt | None
    ) -> None:
        """Commits a new case with its identity and receipt.

        Raises Conflict when the reference or the receipt's key exists already.
        """

    def receipt(self, key_hash: str) -> Receipt | None: ...

    def identity(self, reference: str) -> Mapping[str, Any] | None:
        """Returns who complained, if they said. Ask `access` for the right to it first."""

    def unsent_complaint(self, key_hash: str, now: datetime) -> Mapping[str, Any] | None:
        """Returns what a visitor has answered so far, if it is kept still."""

    def keep_unsent_complaint(
        self, key_hash: str, answers: Mapping[str, Any], until: datetime
    ) -> None:
        """Keeps answers, which may name people, in place of what was kept under this key."""

    def event(self, reference: str, seq: int) -> Event | None: ...

    def events(self, reference: str) -> Sequence[Event]:
        """Returns the chain from its beginning; empty when there is no such case."""

    def texts(self, reference: str) -> Sequence[Text]:
        """Returns the texts that are kept still."""

    def load_many(self, references: Sequence[str]) -> Sequence[Case]:
        """Returns the cases that there are, in the order asked for."""

    def complaints(self, references: Sequence[str]) -> dict[str, str]:
        """Returns what was complained of, by reference; without those whose words are gone."""

    def due(self, shard: int, now: datetime) -> Iterator[str]:
        """Yields references whose time has come before `now`, oldest first; maybe stale."""

    def queue(self, query: QueueQuery) -> tuple[Sequence[Mapping[str, Any]], str | None]:
        """Returns entries and the cursor of the next page."""

    def reachable(self) -> bool:
        """Tells whether the store answers."""


class Policies(Protocol):
    """The policy in force, and every older one that some case still lives under."""

    def current(self) -> Policy: ...

    def version(self, version: str) -> Policy: ...


COMPLAINANT = "complainant"
TOPIC = "topic"


@dataclass(frozen=True)
class Delivery:
    """One message to one recipient on one channel, because of one event: sent once.

    `recipient` is a contact's id, COMPLAINANT or TOPIC; never an address.
    """

    reference: str
    seq: int
    recipient: str
    channel: str


class Claim(StrEnum):
    """Who sends: we do, somebody did, or somebody else is at it (or died at it) just now."""

    OURS = "ours"
    SENT = "sent"
    BUSY = "busy"


class PendingEvidence(Protocol):
    def __call__(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Reference and evidence id of each file that has been pending too long, oldest first."""


class Deliveries(Protocol):
    """What became of each delivery, as rows beside the case."""

    def claim(self, delivery: Delivery, attempt: str, now: datetime) -> Claim:
        """Claims the delivery, unless it was sent or another attempt claimed it a moment ago."""

    def sent(self, delivery: Delivery, message_id: str, now: datetime) -> None: ...

    def failed(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Records a failure: it may be claimed again at once. Never undoes `sent`."""

    def states(self, reference: str, seq: int) -> Mapping[Delivery, str]:
        """Returns `sending`, `sent` or `failed` for each delivery tried for the event."""


@dataclass(frozen=True)
class Letter:
    """A mail. `alert_id` is the same however often the letter is sent, for who filters doubles."""

    to: str
    subject: str
    text: str
    html: str
    alert_id: str


class Mail(Protocol):
    def send(self, letter: Letter) -> str:
        """Returns the message's id. Raises Undeliverable, or Unavailable: try again."""


class Topic(Protocol):
    def publish(self, message: Mapping[str, Any], attributes: Mapping[str, str]) -> str:
        """Returns the message's id. Raises Undeliverable or Unavailable."""


class Phone(Protocol):
    def send(self, number: str, text: str) -> str:
        """Returns the message's id. Raises Undeliverable or Unavailable."""


@dataclass(frozen=True)
class OpenAlert:
    """A contact who can take an urgent case with a one-time token.

    `user` is the contact's sign-in name, if they have one; `task_token` is the workflow's task that
    waits for them, if one does.
    """

    reference: str
    contact_id: str
    user: str | None = None
    task_token: str | None = None


class AlertTokens(Protocol):
    """Only a token's hash is kept; it is the alert's id, and tells nobody the token."""

    def save(self, token: str, alert: OpenAlert) -> str:
        """Keeps the alert and returns its id."""

    def await_take(self, alert_id: str, task_token: str) -> None:
        """Lets whoever takes the case from now on tell this task of the workflow."""


class Executions(Protocol):
    def start(self, name: str, document: Mapping[str, Any]) -> None:
        """Starts it once a name: one that was started goes on as it is. Raises Unavailable."""


class Queue(Protocol):
    def send(self, bodies: Sequence[str]) -> None:
        """Sends all of them, some perhaps twice. Raises Unavailable."""
