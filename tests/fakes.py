"""Stand-ins for the world outside, and small honest examples of what goes through it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from shared.application.casework import Casework
from shared.aws import keys
from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import KEY_LENGTH, Event
from shared.domain.case.queue_entry import summary, waits_for
from shared.domain.case.replay import replay
from shared.domain.case.texts import Text
from shared.domain.errors import CaseNotFound, Conflict, Repeated, Unavailable
from shared.domain.policy.model import Policy, policy_from
from shared.domain.procedure.complaint import FileComplaint
from shared.ports import QueueQuery, Receipt
from tests.policy_document import document

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday


@dataclass
class FakeCases:
    """A CaseStore in memory, with the conditions of the real one."""

    chains: dict[str, list[Event]] = field(default_factory=dict)
    words: dict[str, list[Text]] = field(default_factory=dict)
    identities: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    drafts: dict[str, tuple[Mapping[str, Any], datetime]] = field(default_factory=dict)
    operations: set[tuple[str, str]] = field(default_factory=set)

    def load(self, reference: str) -> Case:
        if reference not in self.chains:
            raise CaseNotFound(reference)
        return replay(reference, self.chains[reference])

    def commit(self, change: Change, *, once: bool = False) -> Case:
        sides = [change, *([change.along] if change.along else [])]
        if not self._is_done(change):
            operation = (change.case.reference, change.operation_id[:KEY_LENGTH])
            if once and operation in self.operations:
                raise Repeated(change.operation_id)
            for one in sides:
                self._check_version(one)
            self.operations |= {operation} if once else set()
            for one in sides:
                self._append(one)
        return change.case

    def file(
        self, change: Change, identity: Mapping[str, Any] | None, receipt: Receipt | None
    ) -> None:
        reference = change.case.reference
        if self._is_done(change):
            return
        if reference in self.chains or (receipt and receipt.key_hash in self.receipts):
            raise Conflict(reference)
        self._append(change)
        if receipt:
            self.receipts[receipt.key_hash] = receipt
        if identity is not None:
            self.identities[reference] = identity

    def receipt(self, key_hash: str) -> Receipt | None:
        return self.receipts.get(key_hash)

    def identity(self, reference: str) -> Mapping[str, Any] | None:
        return self.identities.get(reference)

    def unsent_complaint(self, key_hash: str, now: datetime) -> Mapping[str, Any] | None:
        answers, until = self.drafts.get(key_hash, (None, now))
        return answers if until > now else None

    def keep_unsent_complaint(
        self, key_hash: str, answers: Mapping[str, Any], until: datetime
    ) -> None:
        self.drafts[key_hash] = (answers, until)

    def event(self, reference: str, seq: int) -> Event | None:
        chain = self.chains.get(reference, [])
        return chain[seq - 1] if 0 < seq <= len(chain) else None

    def events(self, reference: str) -> Sequence[Event]:
        return list(self.chains.get(reference, []))

    def texts(self, reference: str) -> Sequence[Text]:
        return list(self.words.get(reference, []))

    def load_many(self, references: Sequence[str]) -> Sequence[Case]:
        return [self.load(one) for one in references if one in self.chains]

    def complaints(self, references: Sequence[str]) -> dict[str, str]:
        words = {one: self.words.get(one, []) for one in references}
        return {
            reference: str(text.body["description"])
            for reference, texts in words.items()
            for text in texts
            if text.kind == "complaint"
        }

    def due(self, shard: int, now: datetime) -> Iterator[str]:
        waiting = [(case.wake_at, ref) for ref, case in self._cases() if case.wake_at]
        here = [(at, ref) for at, ref in waiting if keys.due_shard(ref, 8) == f"due#{shard}"]
        yield from [ref for at, ref in sorted(here) if at < now]

    def queue(self, query: QueueQuery) -> tuple[Sequence[Mapping[str, Any]], str | None]:
        entries = sorted(
            (keys.queue_key(case.next_due, case.closed_at, ref), summary(case))
            for ref, case in self._cases()
            if case.agency in query.agencies and _wanted(case, query)
        )
        since = query.ended_since and keys.queue_key(None, query.ended_since, "")
        begin = max(query.after or "", since or "")
        later = [entry for entry in entries if entry[0] > begin]
        page = later[: query.limit]
        more = len(later) > query.limit
        return [entry for _, entry in page], page[-1][0] if more else None

    def reachable(self) -> bool:
        return True

    def _is_done(self, change: Change) -> bool:
        """Whether this very change was committed before, its answer having been lost."""
        return bool(change.events) and change.events[0] in self.events(change.case.reference)

    def _check_version(self, change: Change) -> None:
        reference = change.case.reference
        if len(self.chains.get(reference, [])) != change.before.seq or not change.before.seq:
            raise Conflict(reference)

    def _append(self, change: Change) -> None:
        reference = change.case.reference
        self.chains[reference] = [*self.chains.get(reference, []), *change.events]
        self.words[reference] = [*self.words.get(reference, []), *change.texts]
        if change.forgets_identity:
            self.identities.pop(reference, None)

    def _cases(self) -> list[tuple[str, Case]]:
        return [(ref, replay(ref, chain)) for ref, chain in self.chains.items()]


def _wanted(case: Case, query: QueueQuery) -> bool:
    return (
        query.status in (None, case.status)
        and query.assignee in (None, case.assignee or "nobody")
        and (query.clock is None or query.clock in waits_for(case))
    )


@dataclass
class FakePolicies:
    """Policies by version; the last one added is in force."""

    known: dict[str, Policy] = field(default_factory=dict)
    degraded: bool = False

    def current(self) -> Policy:
        return list(self.known.values())[-1]

    def version(self, version: str) -> Policy:
        if version not in self.known:
            raise Unavailable(f"policy {version} is not stored")
        return self.known[version]


def a_policy(**changes: Any) -> Policy:
    """The policy of `tests.policy_document`, with whole sections replaced."""
    written = document(**changes)
    return policy_from(written)


def policies(*known: Policy) -> FakePolicies:
    return FakePolicies({one.version: one for one in known or (a_policy(),)})


def counted_bytes() -> Any:
    """Randomness without surprise: every call gives other bytes, every run the same ones."""
    numbers = count(1)
    return lambda length: (next(numbers) * 2654435761 % 2**64).to_bytes(8, "big") * (length // 8)


def a_casework(store: FakeCases | None = None, *known: Policy) -> Casework:
    return Casework(store or FakeCases(), policies(*known), counted_bytes())


def a_complaint(**changes: Any) -> FileComplaint:
    return FileComplaint(
        **{
            "category": "no_answer",
            "description": "Nobody has answered the letter that was handed in.",
            "language": "en",
            **changes,
        }
    )
