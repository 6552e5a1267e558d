"""When a target is due: the one way in which the rest of Redress asks about time.

`Calendar` knows when an office works (`working_calendar`), `due_at` what a target of a policy means
in it, `fraction_at` when to warn. Instants come in aware and go out in UTC.
"""

import math
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, get_args

from shared.domain.calendar.civil_time import CalendarError
from shared.domain.calendar.working_calendar import (
    Boundary,
    Calendar,
    PauseRule,
    Pauses,
)
from shared.domain.calendar.working_days import at_clock_time
from shared.domain.calendar.working_time import MICROSECOND

DayCount = Literal["receipt_is_day_zero", "roll_first", "same_clock_time"]
DayRoll = Literal["none", "forward"]

ROUND_THE_CLOCK = Calendar("24x7", "UTC", always_open=True)

_SECONDS = {"minutes": 60, "hours": 3600, "working_hours": 3600}
WHOLE_UNITS = ("working_days", "calendar_days", "months")
UNITS = (*_SECONDS, *WHOLE_UNITS)


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
        return timedelta(seconds=self.amount * _SECONDS[self.unit])

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
      `roll_first`: the day of the first working moment is; due at that moment's clock time, or at
      the next opening when no work is done then;
      `same_clock_time`: as before, but due at closing time when that comes before the clock time.
    `pause`: paused working time is given back, or all paused time is.
    `calendar_day_roll`: a last day without work stays the last day, or the next working day's
    opening takes its place.
    """

    boundary: Boundary = "end_of_period"
    day_count: DayCount = "receipt_is_day_zero"
    pause: PauseRule = "working_time"
    calendar_day_roll: DayRoll = "none"

    def __post_init__(self) -> None:
        for value, kind in (
            (self.boundary, Boundary),
            (self.day_count, DayCount),
            (self.pause, PauseRule),
            (self.calendar_day_roll, DayRoll),
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
    )


def due_at(
    calendar: Calendar, start: datetime, target: Target, rules: Rules, pauses: Pauses = ()
) -> datetime:
    """The instant at which the target that began at `start` is due.

    Minutes and hours run round the clock (in an always open calendar with holidays, not on those),
    working hours in working time; days and months are counted in civil time.
    A pause that begins before the target is due gives its time back: to minutes and hours all of
    it; to the others its working time, appended as working time, or by the rule `wall_time` all.
    Below zero everything counts backward, and no pause moves it. Zero is due at the start, in
    working time at the first working moment, and under `receipt_is_day_zero` at the close of that
    moment's day.
    Raises CalendarYearMissing, and CalendarError for naive instants and pauses that run back.
    """
    if target.unit in _SECONDS:
        in_calendar = target.unit == "working_hours" or calendar.always_open
        clock = calendar if in_calendar else ROUND_THE_CLOCK
        return clock.deadline_with_pauses(
            start, target.duration, pauses, rules.pause, rules.boundary
        )
    due = counted_due_at(calendar, start, target, rules)
    return calendar.extended(due, start, pauses, rules.pause, rules.boundary)


def counted_due_at(calendar: Calendar, start: datetime, target: Target, rules: Rules) -> datetime:
    """When a target in days or months is due on a clock that was never paused."""
    if target.unit == "working_days":
        return _working_days_due(calendar, start, target.count, rules.day_count)
    civil = calendar.civil(start)
    try:
        day = _later(civil.date(), target)
    except (OverflowError, ValueError) as error:
        raise CalendarError(f"{target.count} {target.unit} from {start} lead nowhere") from error
    if rules.calendar_day_roll == "forward" and not calendar.is_working_day(day):
        return calendar.opening_of(calendar.first_working_day(day))
    due = at_clock_time(day, civil.time(), calendar.zone) if target.count else civil
    return due.astimezone(UTC)


def fraction_at(
    calendar: Calendar, start: datetime, due: datetime, fraction: float, pauses: Pauses = ()
) -> datetime:
    """When this fraction of the working time from `start` to `due`, pauses apart, has passed.

    Where no work is done in between, wall time is shared out instead. Before `due` for any fraction
    below 1; `due` itself when it isn't after `start`. Raises CalendarError for a negative fraction.
    """
    if fraction < 0:
        raise CalendarError(f"{fraction} is no fraction of a target")
    if due <= start:
        return due.astimezone(UTC)
    worked = calendar.elapsed_with_pauses(start, due, pauses)
    if not worked:
        return start.astimezone(UTC) + _share(due - start, fraction)
    share = _share(worked, fraction)
    return calendar.deadline_with_pauses(start, share, pauses) if share else start.astimezone(UTC)


def _working_days_due(
    calendar: Calendar, start: datetime, count: int, day_count: DayCount
) -> datetime:
    if day_count == "roll_first":
        return calendar.roll_then_count(start, count)
    if day_count == "same_clock_time":
        roll = calendar.first_working_moment if count >= 0 else calendar.last_working_moment
        return calendar.working_days_at_clock_time(roll(start), count)
    if not count:
        moment = calendar.civil(calendar.first_working_moment(start))
        return calendar.closing_of(calendar.first_working_day(moment.date()))
    return calendar.closing_of(calendar.add_working_days(calendar.civil(start).date(), count))


def _later(day: date, target: Target) -> date:
    """So many days or months later; a month without that day ends on its last one."""
    if target.unit == "calendar_days":
        return day + timedelta(days=target.count)
    year, month = divmod(day.year * 12 + day.month - 1 + target.count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _share(length: timedelta, fraction: float) -> timedelta:
    whole = length // MICROSECOND
    part = round(whole * fraction)
    return (min(part, whole - 1) if fraction < 1 else part) * MICROSECOND
