"""The clocks as a picture: a bar for each, from the complaint's arrival to its deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

WIDTH, ROW, BAR = 600, 26, 14
COLOURS = {
    "running": "#1d70b8",
    "paused": "#6f777b",
    "met": "#00703c",
    "met_late": "#00703c",
    "missed": "#d4351c",
    "cancelled": "#b1b4b6",
}


@dataclass(frozen=True)
class Timeline:
    """`bars` are x, y, width, colour; drawn from the side on which the language begins."""

    height: int
    bars: Sequence[tuple[int, int, int, str]]


def timeline(
    begun: datetime, clocks: Sequence[tuple[str, str, datetime]], direction: str
) -> Timeline:
    last = max((due for _, _, due in clocks), default=begun)
    whole = max(1.0, (last - begun).total_seconds())
    bars = []
    for number, (_, state, due) in enumerate(clocks):
        width = max(4, round(WIDTH * (due - begun).total_seconds() / whole))
        x = WIDTH - width if direction == "rtl" else 0
        bars.append((x, number * ROW, width, COLOURS[state]))
    return Timeline(max(1, len(clocks)) * ROW, bars)
