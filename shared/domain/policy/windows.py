"""For how long something stays possible or is kept, and what holds where a policy is silent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain.calendar import Target, target_from

# Until how long after its end a case can be appealed against, or reopened.
WINDOWS: Mapping[str, Target] = {
    "appeal": Target("calendar_days", 60),
    "reopen": Target("calendar_days", 180),
}
DUPLICATES_WINDOW = Target("calendar_days", 30)
BREAK_GLASS_HOURS = 4  # for which somebody who was let in may know who complained


# What is forgotten, in this order, once its time is over.
RETAINED = ("identity", "messages", "evidence", "case")


@dataclass(frozen=True)
class Duplicates:
    """How far back to look for the same complaint, and from which likeness, of 100, to show it."""

    window: Target = DUPLICATES_WINDOW
    similarity: int = 70


def windows_from(document: Mapping[str, Any]) -> Mapping[str, Target]:
    return {**WINDOWS, **{name: target_from(target) for name, target in document.items()}}


def duplicates_from(document: Mapping[str, Any]) -> Duplicates:
    window = document.get("window")
    return Duplicates(
        target_from(window) if window else Duplicates.window,
        document.get("similarity", Duplicates.similarity),
    )
