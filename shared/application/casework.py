"""Casework: load, decide, commit, and again when somebody else was faster.

The one way in which functions change a case. A command costs two round trips to the table. What
only filing and commands need is loaded with the first of them: the minute's tick starts without it.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from shared.application.guess_delay import NOT_HELD, Held
from shared.domain import access
from shared.domain.case.case import Case, replay
from shared.domain.case.change import Change
from shared.domain.case.events import KEY_LENGTH, Actor, canonical, same_key, sha256
from shared.domain.case.moment import Moment
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
from shared.domain.procedure.table import possible
from shared.domain.reference import access_code, code_hash, new_reference, same_code
from shared.ports import CaseStore, Policies, Receipt

if TYPE_CHECKING:
    from shared.domain.commands import Command, FileComplaint

ATTEMPTS = 4
RECEIPTS_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Filed:
    """The answer to a filing; `code` is told once and not kept."""

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
        body_hash = sha256(canonical(_comparable(command, actor)))
        for _ in range(ATTEMPTS):
            nonce = self.random_bytes(16)
            code = access_code(nonce, key)
            change = self._draft(command, actor, now, code)
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

    def _draft(self, command: "FileComplaint", actor: Actor, now: datetime, code: str) -> Change:
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
        """The case after the command. A repeated key gets the case as the first time left it.

        Raises KeyReused when the key came with another command, and what `decide` raises.
        """
        operation = (
            keyed_operation(reference, actor, idempotency_key, command)
            if idempotency_key
            else self._operation_id()
        )

        from shared.domain import deciding

        def decided(case: Case) -> Change:
            policy = self.policies.version(case.policy_version)
            allowed = possible(case, policy)
            access.require_command(actor, command.name, case, allowed)
            change = deciding.decide(case, command, policy, actor, moment, operation, seen_version)
            return self._with_what_it_names(change, command)

        once = idempotency_key is not None
        try:
            return self._commit(reference, decided, once=once)
        except (StaleVersion, NotPossible, Conflict, Repeated):
            done = self._already_done(reference, operation) if once else None
            if done is None:
                raise
            return done

    def _with_what_it_names(self, change: Change, command: "Command") -> Change:
        """Two commands name something that the case itself doesn't hold: a case, a message."""
        from shared.domain.commands import Merge, Redact
        from shared.domain.deciding import privacy

        if isinstance(command, Redact):
            event = self.store.event(change.case.reference, privacy.told_at(command.message_id))
            privacy.require_told(command.message_id, event)
        return self._joined(change, command.into) if isinstance(command, Merge) else change

    def _joined(self, change: Change, into: str) -> Change:
        """The change of a merge with that of the case which it follows from now on."""
        from shared.domain.deciding import joining

        try:
            leading = self.store.load(into)
        except CaseNotFound:
            raise joining.no_such_case() from None
        policy = self.policies.version(leading.policy_version)
        return joining.joined(change, leading, policy)

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
        """The complainant's case. A wrong code and an unknown reference fail alike, and as late."""
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


def keyed_operation(reference: str, actor: Actor, key: str, command: "Command") -> str:
    """Its first half says whose key it is, its second what was asked with it."""
    asked = canonical([command.name, _written(vars(command))])
    return (
        sha256(f"{reference}\n{actor.role}\n{actor.name}\n{key}")[:KEY_LENGTH]
        + sha256(asked)[:KEY_LENGTH]
    )


def _written(fields: Mapping[str, Any]) -> dict[str, str]:
    """Names are written as their text, so that operations kept before the vocabulary still fit."""
    plain = {name: str(one) if isinstance(one, StrEnum) else one for name, one in fields.items()}
    return {name: repr(value) for name, value in plain.items()}


def _again(earlier: Receipt, body_hash: str, key: str) -> Filed:
    if earlier.body_hash != body_hash:
        raise KeyReused(earlier.reference)
    return Filed(earlier.answer, access_code(earlier.nonce, key))


def _comparable(command: "FileComplaint", actor: Actor) -> dict[str, Any]:
    document = {**vars(command), "actor": [actor.role, actor.name]}
    for name in ("occurred_on", "received_at"):
        value = document[name]
        document[name] = value.isoformat() if value else None
    return document
