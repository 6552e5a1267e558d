"""Casework: load, decide, commit, and again when somebody else was faster.

Functions change cases by this alone. A command costs two round trips to the table. The
procedure is imported with the first filing or command: the minute's tick starts without it.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.application.guess_delay import NOT_HELD, Held
from shared.application.idempotency import complaint_hash, keyed_operation
from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.events import Actor, same_key, sha256
from shared.domain.case.moment import Moment
from shared.domain.case.needs import Loaded, Needs
from shared.domain.case.replay import replay
from shared.domain.deadlines import tick as ticking
from shared.domain.errors import (
    CaseNotFound,
    Conflict,
    KeyReused,
    NotPossible,
    Repeated,
    StaleVersion,
    Unavailable,
)
from shared.domain.reference import access_code, code_hash, new_reference, same_code
from shared.ports import CaseStore, Policies, Receipt

if TYPE_CHECKING:
    from shared.domain.procedure.command import Command
    from shared.domain.procedure.complaint import FileComplaint

ATTEMPTS = 4
RECEIPTS_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Filed:
    """Holds the answer to a filing; `code` is told once and not kept."""

    answer: Mapping[str, Any]
    code: str


@dataclass(frozen=True)
class Casework:
    """`random_bytes(n)` feeds references, nonces and operation ids; `held` slows guesses down."""

    store: CaseStore
    policies: Policies
    random_bytes: Callable[[int], bytes]
    held: Held = NOT_HELD

    def file(
        self,
        command: "FileComplaint",
        actor: Actor,
        now: datetime,
        describe: Callable[[Case], Mapping[str, Any]],
        idempotency_key: str | None = None,
    ) -> Filed:
        """Files a complaint once per key. Raises InvalidInput, KeyReused or Unavailable."""
        key = idempotency_key or self._operation_id()
        body_hash = complaint_hash(command, actor)
        for _ in range(ATTEMPTS):
            nonce = self.random_bytes(16)
            code = access_code(nonce, key)
            change = self._filing(command, actor, now, code)
            answer = describe(change.case)
            receipt = Receipt(
                sha256(key), body_hash, nonce, change.case.reference, answer, now + RECEIPTS_KEPT
            )
            try:
                self.store.file(change, command.identity, receipt)
            except Conflict:
                earlier = self.store.receipt(receipt.key_hash)
                if earlier is not None:
                    return _again(earlier, body_hash, key)
            else:
                return Filed(answer, code)
        raise Unavailable("no free reference was found")

    def _filing(self, command: "FileComplaint", actor: Actor, now: datetime, code: str) -> Change:
        policy = self.policies.current()
        from shared.domain.procedure import filing

        return filing.file(
            command,
            policy,
            actor,
            now,
            reference=new_reference(policy.office.reference_prefix, self.random_bytes(8)),
            code_hash=code_hash(code),
            operation_id=self._operation_id(),
        )

    def perform(
        self,
        reference: str,
        command: "Command",
        actor: Actor,
        moment: Moment,
        *,
        seen_version: int | None = None,
        idempotency_key: str | None = None,
    ) -> Case:
        """Returns the case after the command; a repeated key gets it as the first time left it.

        Raises KeyReused when the key came with another command, and what `decide` raises.
        """
        operation = (
            keyed_operation(reference, actor, idempotency_key, command)
            if idempotency_key
            else self._operation_id()
        )

        from shared.domain import access
        from shared.domain.procedure.decide import decide
        from shared.domain.procedure.table import possible

        def decided(case: Case) -> Change:
            policy = self.policies.version(case.policy_version)
            access.require_command(actor, command.name, case, possible(case, policy))
            loaded = self._loaded(reference, command.needs)
            return decide(case, command, policy, actor, moment, operation, seen_version, loaded)

        once = idempotency_key is not None
        try:
            return self._commit(reference, decided, once=once)
        except (StaleVersion, NotPossible, Conflict, Repeated):
            done = self._already_done(reference, operation) if once else None
            if done is None:
                raise
            return done

    def _loaded(self, reference: str, needs: Needs) -> Loaded:
        """Loads what the command needs beside its case; what isn't there is None."""
        event = None if needs.event is None else self.store.event(reference, needs.event)
        if needs.case is None:
            return Loaded(event=event)
        try:
            other = self.store.load(needs.case)
        except CaseNotFound:
            return Loaded(event=event)
        return Loaded(other, self.policies.version(other.policy_version), event)

    def tick(self, reference: str, now: datetime) -> ticking.Ticked:
        """Lets time pass for the case until `now`. Repeating it does nothing."""
        operation = self._operation_id()
        result = ticking.Ticked()

        def decided(case: Case) -> Change:
            nonlocal result
            policy = self.policies.version(case.policy_version)
            change = ticking.tick(case, policy, now, operation)
            result = ticking.Ticked.of(change)
            return change

        self._commit(reference, decided)
        return result

    def open_with_code(self, reference: str, code: str) -> Case:
        """Returns the complainant's case. A wrong code and an unknown reference fail alike."""
        with self.held():
            try:
                case = self.store.load(reference)
            except CaseNotFound:
                same_code(code, _NOBODYS)
                raise
            if not same_code(code, case.code_hash or _NOBODYS):
                del case  # freeing it after the wait would tell that there was one
                raise CaseNotFound(reference)
            return case

    def _commit(
        self, reference: str, decided: Callable[[Case], Change], *, once: bool = False
    ) -> Case:
        for _ in range(ATTEMPTS):
            change = decided(self.store.load(reference))
            if not change.events:
                return change.case
            with suppress(Conflict):
                return self.store.commit(change, once=once)
        raise Conflict(reference)

    def _already_done(self, reference: str, operation: str) -> Case | None:
        events = self.store.events(reference)
        keyed = [one for one in events if same_key(one.operation_id, operation)]
        if not keyed:
            return None
        if keyed[-1].operation_id != operation:
            raise KeyReused(reference)
        return replay(reference, [one for one in events if one.seq <= keyed[-1].seq])

    def _operation_id(self) -> str:
        return self.random_bytes(16).hex()


_NOBODYS = hashlib.sha256(b"").hexdigest()


def _again(earlier: Receipt, body_hash: str, key: str) -> Filed:
    if earlier.body_hash != body_hash:
        raise KeyReused(earlier.reference)
    return Filed(earlier.answer, access_code(earlier.nonce, key))
