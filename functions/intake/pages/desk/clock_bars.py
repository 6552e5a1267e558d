"""The clocks as a picture: for each a bar from the complaint's arrival to its deadline, and now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.domain.vocabulary import ClockState

WIDTH = 600
COLOURS: Mapping[str, str] = {
    ClockState.RUNNING: "#1d70b8",
    ClockState.PAUSED: "#6f777b",
    ClockState.MET: "#00703c",
    ClockState.MET_LATE: "#00703c",
    ClockState.MISSED: "#d4351c",
    ClockState.CANCELLED: "#b1b4b6",
}


@dataclass(frozen=True)
class Bar:
    """From `x`; all bars of a case have one scale, and `now` is the same place in each."""

    x: int
    width: int
    colour: str
    now: int


def bars(
    begun: datetime, now: datetime, clocks: Sequence[tuple[str, datetime]], direction: str
) -> list[Bar]:
    """Of each clock's state and deadline; drawn from the side on which the language begins."""
    last = max([now, *(due for _, due in clocks)])
    whole = max(1.0, (last - begun).total_seconds())
    flipped = direction == "rtl"

    def place(instant: datetime) -> int:
        return max(4, round(WIDTH * (instant - begun).total_seconds() / whole))

    return [
        Bar(
            WIDTH - place(due) if flipped else 0,
            place(due),
            COLOURS[state],
            WIDTH - place(now) if flipped else place(now) - 4,
        )
        for state, due in clocks
    ]
