"""A complaint that is still being written: kept for a day, found by the visitor's cookie alone.

The row lies in the identities table under a hash of the cookie: it may name people. The same secret
is the filing's idempotency key, so sending twice files once and tells the same code.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from chalice.app import Request

from functions.intake.pages.web.visit import Visit
from functions.intake.service.dependencies import Deps
from shared.domain.case.events import sha256

COOKIE = "draft"
KEPT = timedelta(hours=24)
# After sending only the reference is kept, and the code can be read again for this long.
SHOWN = timedelta(minutes=30)
SENT = "sent"
Answers = Mapping[str, list[str]]


@dataclass(frozen=True)
class Draft:
    """Answers by field as the form sent them, each a list: several boxes may be ticked."""

    secret: str
    answers: Answers

    def text(self, name: str) -> str:
        return (self.answers.get(name) or [""])[-1]

    def all(self, name: str) -> list[str]:
        return self.answers.get(name, [])

    def but(self, answers: Answers) -> "Draft":
        return replace(self, answers={**self.answers, **answers})

    @property
    def key(self) -> str:
        """The idempotency key of its filing."""
        return sha256(f"filing\n{self.secret}")


def draft_of(deps: Deps, request: Request) -> Draft | None:
    """None when there is none, or its day is over."""
    secret = Visit(deps, request).cookies.get(COOKIE, "")
    answers = deps.casework.store.unsent_complaint(sha256(secret), deps.clock()) if secret else None
    return None if answers is None else Draft(secret, answers)


def new_draft(deps: Deps) -> Draft:
    raw = deps.casework.random_bytes(17)
    return Draft(base64.b32encode(raw).decode("ascii").rstrip("="), {})


def keep(deps: Deps, request: Request, draft: Draft, *, lasts: timedelta = KEPT) -> str:
    """Stores the draft; the cookie with which it is found again."""
    until = deps.clock() + lasts
    deps.casework.store.keep_unsent_complaint(sha256(draft.secret), draft.answers, until)
    return Visit(deps, request).cookie(COOKIE, draft.secret, seconds=int(lasts.total_seconds()))
