"""Who is alerted how long after a deadline was missed, and which urgency calls people out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain.calendar import Target, target_from
from shared.domain.vocabulary import LadderAct

REPEAT = Target("calendar_days", 7)  # where a policy says nothing
DEFAULT_LADDER = "default"  # climbed where neither the clock nor the urgency names another


@dataclass(frozen=True)
class Level:
    """A rung: whom to alert how long after the start of the climb, and what to do with the case.

    `repeat` is the last one's: how long after it the same people are alerted, again and again.
    """

    level: int
    after: Target
    alert: tuple[str, ...]
    act: LadderAct = LadderAct.NOTIFY
    wait_minutes: int = 0
    repeat: Target = REPEAT


@dataclass(frozen=True)
class UrgencyPolicy:
    """Weights of the questions, the least sum for each level, and who is called out at once.

    `levels` are the office's own words, the most urgent first.
    """

    weights: Mapping[str, int]
    thresholds: Mapping[str, int]
    levels: tuple[str, ...]
    call_out: Mapping[str, str]
    calendar: str


def level_from(document: Mapping[str, Any]) -> Level:
    return Level(
        document["level"],
        target_from(document["after"]),
        tuple(document["alert"]),
        LadderAct(document.get("act", Level.act)),
        document.get("wait_minutes", Level.wait_minutes),
        target_from(document["repeat"]) if document.get("repeat") else Level.repeat,
    )


def urgency_from(document: Mapping[str, Any]) -> UrgencyPolicy:
    return UrgencyPolicy(
        document["matrix"],
        document["thresholds"],
        tuple(document["levels"]),
        document.get("call_out", {}),
        document["calendar"],
    )
