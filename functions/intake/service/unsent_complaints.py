"""A complaint that is still being written: kept for a day, found by its secret alone.

The row lies in the identities table under a hash of the secret: it may name people. The secret
gives the filing's idempotency key, too, so sending twice files once and tells the same code.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from functions.intake.service.dependencies import Deps
from shared.domain.case.events import sha256

KEPT = timedelta(hours=24)
# After sending only the reference is kept, and the code can be read again for this long.
SHOWN = timedelta(minutes=30)
SENT = "sent"
Answers = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class UnsentComplaint:
    """Answers by field as the form sent them, each a list: several boxes may be ticked."""

    secret: str
    answers: Answers

    def text(self, name: str) -> str:
        return (self.answers.get(name) or [""])[-1]

    def all(self, name: str) -> Sequence[str]:
        return self.answers.get(name, [])

    def with_answers(self, answers: Answers) -> "UnsentComplaint":
        return replace(self, answers={**self.answers, **answers})

    @property
    def was_sent(self) -> bool:
        return bool(self.text(SENT))

    def sent_as(self, reference: str) -> "UnsentComplaint":
        """What is left of it once it was sent."""
        return replace(self, answers={SENT: [reference]})

    @property
    def filing_key(self) -> str:
        """The idempotency key of its filing."""
        return sha256(f"filing\n{self.secret}")

    @property
    def lasts(self) -> timedelta:
        return SHOWN if self.was_sent else KEPT


def find_unsent(deps: Deps, secret: str) -> UnsentComplaint | None:
    """None when there is none, or its time is over."""
    answers = deps.casework.store.unsent_complaint(sha256(secret), deps.clock()) if secret else None
    return None if answers is None else UnsentComplaint(secret, answers)


def new_unsent(deps: Deps) -> UnsentComplaint:
    """Nothing is stored yet."""
    secret = base64.b32encode(deps.random_bytes(17)).decode("ascii").rstrip("=")
    return UnsentComplaint(secret, {})


def forget_unsent(deps: Deps, secret: str) -> None:
    """Overwrites what was written, at once: the row's own end may come days later."""
    if secret:
        deps.casework.store.keep_unsent_complaint(sha256(secret), {}, deps.clock())


def keep_unsent(deps: Deps, unsent: UnsentComplaint) -> None:
    until = deps.clock() + unsent.lasts
    deps.casework.store.keep_unsent_complaint(sha256(unsent.secret), unsent.answers, until)
