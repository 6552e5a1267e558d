"""What the casework needs of the world outside: only where a fake exists beside the real thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from shared.domain.case import Case
from shared.domain.draft import Draft, Text
from shared.domain.events import Event
from shared.domain.policy import Policy


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
    """Cases of these agencies, soonest deadline first, finished ones last."""

    agencies: tuple[str, ...]
    limit: int
    after: str | None = None
    status: str | None = None
    assignee: str | None = None
    clock: str | None = None


class CaseStore(Protocol):
    """Cases, events, texts. Reads of one case are strongly consistent."""

    def load(self, reference: str) -> Case:
        """Raises CaseNotFound."""

    def commit(self, draft: Draft, *, once: bool = False) -> Case:
        """All of the draft or nothing. Raises Conflict when the case has moved on.

        A draft that this very operation has already committed counts as committed. With `once` the
        operation's id is kept, and a later draft of the same operation raises Repeated.
        """

    def file(
        self, draft: Draft, identity: Mapping[str, Any] | None, receipt: Receipt | None
    ) -> None:
        """A new case with its identity and receipt. Raises Conflict when the reference or the
        receipt's key exists already."""

    def receipt(self, key_hash: str) -> Receipt | None: ...

    def identity(self, reference: str) -> Mapping[str, Any] | None:
        """Who complained; None when nobody said. Ask `access` for the right to it first."""

    def events(self, reference: str) -> Sequence[Event]:
        """The chain from its beginning; empty when there is no such case."""

    def texts(self, reference: str) -> Sequence[Text]: ...

    def due(self, shard: int, now: datetime) -> Iterator[str]:
        """References whose time has come before `now`, oldest first. May be stale: read again."""

    def queue(self, query: QueueQuery) -> tuple[Sequence[Mapping[str, Any]], str | None]:
        """Entries and the cursor of the next page."""

    def reachable(self) -> bool:
        """Whether the store answers."""


class Policies(Protocol):
    """The policy in force, and every older one that some case still lives under."""

    def current(self) -> Policy: ...

    def version(self, version: str) -> Policy: ...
