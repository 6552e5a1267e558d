"""What an act needs beside its case, and what was found of it."""

from dataclasses import dataclass

from shared.domain.case.case import Case
from shared.domain.case.events import Event
from shared.domain.policy.model import Policy


@dataclass(frozen=True)
class Needs:
    """Names another case by its reference, or an event of this case by its number."""

    case: str | None = None
    event: int | None = None


@dataclass(frozen=True)
class Loaded:
    """Holds what was found, None for what isn't there; `policy` is the other case's."""

    case: Case | None = None
    policy: Policy | None = None
    event: Event | None = None


NOTHING_MORE, NOTHING_LOADED = Needs(), Loaded()
