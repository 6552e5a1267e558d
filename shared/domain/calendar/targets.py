"""What a policy says of a deadline: how long it is, and how that is counted."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, get_args

from shared.domain.calendar.civil_time import CalendarError
from shared.domain.calendar.working_calendar import Boundary, PauseRule

DayCount = Literal["receipt_is_day_zero", "receipt_is_day_one", "roll_first", "same_clock_time"]
DayRoll = Literal["none", "forward"]
DayEnd = Literal["clock_time", "closing", "midnight"]
FirstDay = Literal["next", "receipt"]

SECONDS = {"minutes": 60, "hours": 3600, "working_hours": 3600}
WHOLE_UNITS = ("working_days", "calendar_days", "months")
UNITS = (*SECONDS, *WHOLE_UNITS)


@dataclass(frozen=True)
class Target:
    """How long: an amount of minutes, hours, working_hours, working_days, calendar_days or months.

    Days and months are whole numbers. A negative amount counts backward from the start. Raises
    CalendarError for another unit and for an amount that is no number or longer than any calendar.
    """

    unit: str
    amount: float

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise CalendarError(f"{self.unit!r} is not among {', '.join(UNITS)}")
        if not math.isfinite(self.amount) or abs(self.amount) > 10**9:
            raise CalendarError(f"{self.amount} {self.unit} is not a length of time")
        if self.unit in WHOLE_UNITS and self.amount != int(self.amount):
            raise CalendarError(f"{self.amount} {self.unit}: only whole days and months can be due")

    @property
    def duration(self) -> timedelta:
        """Minutes and hours as a length of time."""
        return timedelta(seconds=self.amount * SECONDS[self.unit])

    @property
    def count(self) -> int:
        """Days or months."""
        return int(self.amount)


@dataclass(frozen=True)
class Rules:
    """What laws and systems disagree on. Raises CalendarError for a value that isn't one of these.

    `boundary`: working time used up exactly at closing time is due then, or at the next opening.
    `day_count` of working days, from a receipt on day zero:
      `receipt_is_day_zero`: the receipt's date is; due when the nth working day after it closes;
      `receipt_is_day_one`: a working day of receipt counts as the first; due when the nth closes;
      `roll_first`: the day of the first working moment is; due at that moment's clock time, or at
      the next opening when no work is done then;
      `same_clock_time`: as before, but due at closing time when that comes before the clock time.
    `pause`: paused working time is given back, or all paused time is.
    Of calendar days and months:
    `calendar_day_roll`: a last day without work stays the last day, or the next working day takes
    its place until it closes (Regulation (EEC) 1182/71, art. 3(4); section 193 BGB);
    `day_end`: the last day ends at the clock time of the start, at closing (at midnight where no
    work is done on it), or at midnight (the same Regulation, art. 3(2));
    `first_day`: they begin with the day after the start, or on the day of receipt itself
    (SI 2012/3094, reg. 29: "6 months commencing on the day on which the complaint was received").
    """

    boundary: Boundary = "end_of_period"
    day_count: DayCount = "receipt_is_day_zero"
    pause: PauseRule = "working_time"
    calendar_day_roll: DayRoll = "none"
    day_end: DayEnd = "clock_time"
    first_day: FirstDay = "next"

    def __post_init__(self) -> None:
        for value, kind in (
            (self.boundary, Boundary),
            (self.day_count, DayCount),
            (self.pause, PauseRule),
            (self.calendar_day_roll, DayRoll),
            (self.day_end, DayEnd),
            (self.first_day, FirstDay),
        ):
            if value not in get_args(kind):
                raise CalendarError(f"{value!r} is not among {', '.join(get_args(kind))}")


def target_from(document: Mapping[str, float]) -> Target:
    """A target as policies write it: one unit with its amount. Raises CalendarError."""
    ((unit, amount),) = document.items()
    return Target(unit, amount)


def rules_from(document: Mapping[str, Any]) -> Rules:
    """The rules that a policy writes for itself or for one clock. Raises CalendarError."""
    return Rules(
        document.get("boundary", Rules.boundary),
        document.get("day_count", Rules.day_count),
        document.get("pause", Rules.pause),
        document.get("calendar_day_roll", Rules.calendar_day_roll),
        document.get("day_end", Rules.day_end),
        document.get("first_day", Rules.first_day),
    )
