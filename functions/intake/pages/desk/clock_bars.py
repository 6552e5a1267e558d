"""The clocks as a picture: for each a bar from the complaint's arrival to its deadline, and now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

WIDTH = 600
COLOURS = {
    "running": "#1d70b8",
    "paused": "#6f777b",
    "met": "#00703c",
    "met_late": "#00703c",
    "missed": "#d4351c",
    "cancelled": "#b1b4b6",
}


@dataclass(frozen=True)
class Bar:
    """From `x`; all bars of a case have one scale, and `now` is the same place in each."""

    x: int
    width: int
    colour: str
    now: int


def timeline(
    begun: datetime, now: datetime, clocks: Sequence[tuple[str, datetime]], direction: str
) -> list[Bar]:
    """Of each clock's state and deadline; drawn from the side on which the language begins."""
    last = max([now, *(due for _, due in clocks)])
    whole = max(1.0, (last - begun).total_seconds())
    flipped = direction == "rtl"

    def at(instant: datetime) -> int:
        return max(4, round(WIDTH * (instant - begun).total_seconds() / whole))

    return [
        Bar(
            WIDTH - at(due) if flipped else 0,
            at(due),
            COLOURS[state],
            WIDTH - at(now) if flipped else at(now) - 4,
        )
        for state, due in clocks
    ]
