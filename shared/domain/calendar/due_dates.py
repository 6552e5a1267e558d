"""When a target is due: the one way in which the rest of Redress asks about time.

`Calendar` knows when an office works (`working_calendar`), `due_at` what a target of a policy means
in it, `fraction_at` when to warn. Instants come in aware and go out in UTC.
"""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from shared.domain.calendar.civil_time import CalendarError
from shared.domain.calendar.targets import SECONDS, DayCount, Rules, Target
from shared.domain.calendar.working_calendar import Calendar, Pauses
from shared.domain.calendar.working_days import at_clock_time
from shared.domain.calendar.working_time import MICROSECOND

ROUND_THE_CLOCK = Calendar("24x7", "UTC", always_open=True)


def due_at(
    calendar: Calendar,
    start: datetime,
    target: Target,
    rules: Rules,
    pauses: Pauses = (),
    extension: int = 0,
) -> datetime:
    """The instant at which the target that began at `start` is due.

    Minutes and hours run round the clock (in an always open calendar with holidays, not on those),
    working hours in working time; days and months are counted in civil time.
    A pause that begins before the target is due gives its time back: to minutes and hours all of
    it; to the others its working time, appended as working time, or by the rule `wall_time` all.
    Where the last day must be one of work, it is one after a pause, too.
    An extension adds days to the target, working days where it counts working time: one of k days
    to a target of n days ends where n + k days from the same start end.
    Below zero everything counts backward, and no pause moves it. Zero is due at the start, in
    working time at the first working moment, and under `receipt_is_day_zero` at the close of that
    moment's day.
    Raises CalendarYearMissing, and CalendarError for naive instants and pauses that run back.
    """
    if target.unit in SECONDS:
        in_calendar = target.unit == "working_hours" or calendar.always_open
        clock = calendar if in_calendar else ROUND_THE_CLOCK
        due = clock.deadline_with_pauses(
            start, target.duration, pauses, rules.pause, rules.boundary
        )
        return _days_later(calendar, due, target, rules, extension) if extension else due
    due = counted_due_at(calendar, start, target, rules, extension)
    paused = calendar.extended(due, start, pauses, rules.pause, rules.boundary)
    return paused if paused == due else _on_a_day_that_counts(calendar, paused, target, rules)


def counted_due_at(
    calendar: Calendar, start: datetime, target: Target, rules: Rules, extension: int = 0
) -> datetime:
    """When a target in days or months is due on a clock that was never paused."""
    if target.unit == "working_days":
        return _working_days_due(calendar, start, target.count + extension, rules.day_count)
    day = last_day(calendar, start, target, rules, extension)
    if rules.calendar_day_roll == "forward" and not calendar.is_working_day(day):
        return _end_of(calendar, calendar.first_working_day(day), rules)
    if rules.day_end != "clock_time":
        return _end_of(calendar, day, rules)
    civil = calendar.civil(start)
    due = at_clock_time(day, civil.time(), calendar.zone) if target.count or extension else civil
    return due.astimezone(UTC)


def last_day(
    calendar: Calendar, start: datetime, target: Target, rules: Rules, extension: int = 0
) -> date:
    """The last of so many calendar days or months, whether work is done on it or not."""
    begun = calendar.civil(start).date()
    included = rules.first_day == "receipt" and target.count > 0
    try:
        return _later(begun, target) + timedelta(days=extension - included)
    except (OverflowError, ValueError) as error:
        raise CalendarError(f"{target.count} {target.unit} from {start} lead nowhere") from error


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
    day = calendar.civil(start).date()
    if day_count == "receipt_is_day_one" and count > 0 and calendar.is_working_day(day):
        count -= 1
    return calendar.closing_of(calendar.add_working_days(day, count))


def _end_of(calendar: Calendar, day: date, rules: Rules) -> datetime:
    """A day that took another one's place lasts until it closes."""
    if rules.day_end == "midnight" or not calendar.is_working_day(day):
        return calendar.end_of(day)
    return calendar.closing_of(day)


def _on_a_day_that_counts(
    calendar: Calendar, due: datetime, target: Target, rules: Rules
) -> datetime:
    """Where a pause in wall time has pushed a deadline onto a day without work."""
    if target.count < 0 or not (
        target.unit == "working_days" or rules.calendar_day_roll == "forward"
    ):
        return due
    day = calendar.last_civil_day(due)
    if calendar.is_working_day(day):
        return due
    first = calendar.first_working_day(day)
    in_working_days = target.unit == "working_days"
    return calendar.closing_of(first) if in_working_days else _end_of(calendar, first, rules)


def _days_later(
    calendar: Calendar, due: datetime, target: Target, rules: Rules, count: int
) -> datetime:
    """An extension, in days, of a deadline in hours: at its clock time, or at closing time."""
    if target.unit != "working_hours":
        days = Target("calendar_days", count)
        return counted_due_at(calendar, due, days, replace(rules, first_day="next"))
    last, civil = calendar.last_civil_day(due), calendar.civil(due)
    day = calendar.add_working_days(last, count)
    closing = calendar.closing_of(day)
    if civil.date() != last:
        return closing
    return min(at_clock_time(day, civil.time(), calendar.zone), closing)


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
