"""An office's calendar: working time and working days, forward and backward.

Instants come in aware, in any zone, and go out in UTC; dates are civil dates in the calendar's
zone. A period of work holds its opening and not its closing. Every method raises
CalendarYearMissing when it would need a year whose holidays aren't known, and CalendarError for a
naive instant.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from shared.domain.calendar import working_days, written_hours
from shared.domain.calendar.civil_time import CalendarError
from shared.domain.calendar.working_time import EPOCH, MICROSECOND, Book, Span, book_of
from shared.domain.calendar.written_hours import Breaks, Written

Boundary = Literal["end_of_period", "next_period_start"]
PauseRule = Literal["working_time", "wall_time"]
Pauses = Sequence[tuple[datetime, datetime]]
NO_TIME = timedelta(0)


@dataclass(frozen=True, eq=False)
class Calendar:
    """When an office works. Equal hours make equal calendars, which share what they have computed.

    `weekly_hours` maps mon…sun to periods of ("HH:MM", "HH:MM"); `always_open` overrides it. A
    shift replaces the hours of its date. `breaks` are taken out of every day, or of the weekdays
    and ISO dates that they are mapped from. A holiday closes its day whatever else is said of it.
    `years` are the first and the last year whose holidays are known; None means that none is
    missing. Raises CalendarError for hours that can't be, or that hold no work at all.
    """

    name: str
    time_zone: str
    weekly_hours: Mapping[str, Written] = field(default_factory=dict)
    always_open: bool = False
    holidays: frozenset[date] = frozenset()
    shifts: Mapping[date, Written] = field(default_factory=dict)
    breaks: Breaks = ()
    years: tuple[int, int] | None = None
    _book: Book = field(init=False, repr=False)

    def __post_init__(self) -> None:
        hours = written_hours.hours_of(
            self.name,
            self.time_zone,
            self.weekly_hours,
            self.always_open,
            self.holidays,
            self.shifts,
            self.breaks,
            self.years,
        )
        object.__setattr__(self, "_book", book_of(hours))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self._book.hours == other._book.hours

    def __hash__(self) -> int:
        return hash(self._book.hours)

    @property
    def zone(self) -> ZoneInfo:
        return self._book.hours.zone

    @property
    def never_closes(self) -> bool:
        """Always open, and not even closed on holidays: working time is all time."""
        return self._book.hours.never_closes

    def deadline(
        self, start: datetime, duration: timedelta, boundary: Boundary = "end_of_period"
    ) -> datetime:
        """When so much working time after `start` is used up.

        Used up exactly at closing time, it is that closing time (`end_of_period`: ERPNext, Frappe
        Helpdesk, business_time) or the next opening (`next_period_start`: biz, Zammad). No time at
        all is used up at once, or out of hours at the next opening; a negative duration counts
        backward.
        """
        length, instant = duration // MICROSECOND, _micros(start)
        if length > 0 and boundary == "end_of_period":
            due = self._book.span.later(instant, length)
            if due is not None:
                return EPOCH + due * MICROSECOND
        if length < 0:
            return self.backward(start, -duration, boundary)
        span = self._around(instant)
        stays = boundary == "end_of_period" and (length or self._works_from(instant - 1))
        find = self._book.earliest if stays else self._book.latest
        return EPOCH + find(span, span.worked(instant) + length) * MICROSECOND

    def backward(
        self, end: datetime, duration: timedelta, boundary: Boundary = "end_of_period"
    ) -> datetime:
        """When work must begin for so much working time to have passed by `end`.

        The mirror of `deadline`: used up exactly at an opening, it is that opening, or the closing
        before it under `next_period_start`; no time at all is `end`, or out of hours the last
        closing.
        """
        length = duration // MICROSECOND
        if length < 0:
            return self.deadline(end, -duration, boundary)
        instant = _micros(end)
        span = self._around(instant)
        stays = boundary == "end_of_period" and (length or self._works_from(instant))
        find = self._book.latest if stays else self._book.earliest
        return EPOCH + find(span, span.worked(instant) - length) * MICROSECOND

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Working time from `start` to `end`; none when `end` comes first."""
        return self.elapsed_with_pauses(start, end, ())

    def elapsed_with_pauses(self, start: datetime, end: datetime, pauses: Pauses) -> timedelta:
        """Working time from `start` to `end` outside the pauses, which may overlap."""
        begin, finish = _micros(start), _micros(end)
        if finish <= begin:
            return NO_TIME
        span = self._around(begin, finish)
        worked = span.worked(finish) - span.worked(begin)
        for stop, go in _stops(pauses, begin):
            worked -= span.worked(min(go, finish)) - span.worked(min(stop, finish))
        return worked * MICROSECOND

    def deadline_with_pauses(
        self,
        start: datetime,
        duration: timedelta,
        pauses: Pauses,
        pause: PauseRule = "working_time",
        boundary: Boundary = "end_of_period",
    ) -> datetime:
        """`deadline` on a clock that stood still in these pauses, which may overlap.

        `working_time` gives back the working time that a pause took (Zammad, Frappe Helpdesk,
        GLPI), as if it were a break; `wall_time` moves the deadline by all of it (ERPNext), be it
        out of hours. A pause that begins once the time is used up changes nothing, and none touches
        a duration of zero or less.
        """
        if not pauses or duration <= NO_TIME:
            return self.deadline(start, duration, boundary)
        if pause == "wall_time":
            return self.extended(self.deadline(start, duration, boundary), start, pauses, pause)
        instant = _micros(start)
        span = self._around(instant)
        stays = boundary == "end_of_period"
        worked = span.worked(instant) + duration // MICROSECOND
        find = self._book.earliest if stays else self._book.latest
        for begin, end in _stops(pauses, instant):
            due = find(span, worked)
            if begin > due or (stays and begin == due):
                break
            span = self._around(begin, end, span=span)
            worked += span.worked(end) - span.worked(begin)
        return EPOCH + find(span, worked) * MICROSECOND

    def extended(
        self,
        due: datetime,
        start: datetime,
        pauses: Pauses,
        pause: PauseRule = "working_time",
        boundary: Boundary = "end_of_period",
    ) -> datetime:
        """A deadline moved by what the pauses between `start` and it took, one after the other.

        Working time taken is given back in working time, wall time is simply added.
        """
        for begin, end in _stops(pauses, _micros(start)):
            if begin >= _micros(due):
                break
            since, until = EPOCH + begin * MICROSECOND, EPOCH + end * MICROSECOND
            if pause == "wall_time":
                due += until - since
            elif taken := self.elapsed(since, until):
                due = self.deadline(due, taken, boundary)
        return EPOCH + _micros(due) * MICROSECOND

    def first_working_moment(self, at: datetime) -> datetime:
        """This instant if work is on, else the next opening."""
        return self.deadline(at, NO_TIME, "next_period_start")

    def last_working_moment(self, at: datetime) -> datetime:
        """This instant if work was on until it, else the closing before it."""
        return self.backward(at, NO_TIME, "next_period_start")

    def is_working_day(self, day: date) -> bool:
        return working_days.is_working_day(self._book, day)

    def first_working_day(self, day: date) -> date:
        """This day if it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def add_working_days(self, day: date, count: int) -> date:
        """The nth working day after (before, if negative) a day that is itself day zero.

        Source: Freedom of Information Act 2000 (UK), s. 10; FixMyStreet. Zero is the day itself.
        """
        return working_days.nth_working_day(self._book, day, count) if count else day

    def roll_then_count(self, start: datetime, count: int) -> datetime:
        """So many working days after the first working moment, at its clock time (business_time).

        Where no work is done then, the next opening. A negative count mirrors all this.
        """
        roll = self.first_working_moment if count >= 0 else self.last_working_moment
        moved = self.civil(roll(start))
        day = self.add_working_days(moved.date(), count)
        due = working_days.at_clock_time(day, moved.time(), self.zone) if count else moved
        at_work = due in (self.first_working_moment(due), self.last_working_moment(due))
        return due.astimezone(UTC) if at_work else roll(due)

    def working_days_at_clock_time(self, start: datetime, count: int) -> datetime:
        """So many working days later at the same clock time, but not after closing time (GLPI).

        A start on a day without work counts from the opening of the next working day (the last one
        before, for a negative count).
        """
        civil = self.civil(start)
        if not self.is_working_day(civil.date()):
            day = self.add_working_days(civil.date(), 1 if count >= 0 else -1)
            civil = self.civil(self.opening_of(day))
        day = self.add_working_days(civil.date(), count)
        due = working_days.at_clock_time(day, civil.time(), self.zone) if count else civil
        return min(due.astimezone(UTC), self.closing_of(day))

    def civil(self, at: datetime) -> datetime:
        """An instant on the calendar's own clock."""
        return (EPOCH + _micros(at) * MICROSECOND).astimezone(self.zone)

    def opening_of(self, day: date) -> datetime:
        """When work begins on a working day. Raises CalendarError on any other day."""
        return EPOCH + min(begin for begin, _ in self._instants_on(day)) * MICROSECOND

    def end_of(self, day: date) -> datetime:
        """Midnight after a day, whether work is done on it or not."""
        return EPOCH + self._book.hours.begins(day.toordinal() + 1) * MICROSECOND

    def last_civil_day(self, end: datetime) -> date:
        """The last day of a time that ends then: midnight ends the day before it."""
        return (self.civil(end) - timedelta(microseconds=1)).date()

    def closing_of(self, day: date) -> datetime:
        """When work ends on a working day. Raises CalendarError on any other day."""
        return EPOCH + max(end for _, end in self._instants_on(day)) * MICROSECOND

    def _instants_on(self, day: date) -> list[tuple[int, int]]:
        self._book.check_year(day.year)
        instants = self._book.on(day.toordinal())
        if not instants:
            raise CalendarError(f"{day} is not a working day in calendar {self.name!r}")
        return instants

    def _works_from(self, instant: int) -> bool:
        span = self._around(instant)
        return span.worked(instant + 1) > span.worked(instant)

    def _around(self, *instants: int, span: Span | None = None) -> Span:
        span = span or self._book.span
        for instant in instants:
            if not span.covers(instant):
                span = self._book.around(span, instant)
        return span


def calendar_from(document: Mapping[str, Any]) -> Calendar:
    """A calendar from its canonical JSON. Only `time_zone` must be there. Raises CalendarError."""
    return Calendar(
        name=document.get("name", ""),
        time_zone=document["time_zone"],
        weekly_hours=document.get("weekly_hours", {}),
        always_open=document.get("always_open", False),
        holidays=frozenset(written_hours.day_of(day) for day in document.get("holidays", ())),
        shifts={
            written_hours.day_of(day): hours for day, hours in document.get("shifts", {}).items()
        },
        breaks=document.get("breaks", ()),
        years=written_hours.check_years(document.get("years")),
    )


def _micros(instant: datetime) -> int:
    try:
        return (instant - EPOCH) // MICROSECOND
    except TypeError as error:
        raise CalendarError(f"{instant} has no time zone, so it names no instant") from error


def _stops(pauses: Pauses, start: int) -> Iterator[tuple[int, int]]:
    """The pauses from `start` on, in order and apart. Raises CalendarError if one runs back."""
    reached = start
    for since, until in sorted((_micros(since), _micros(until)) for since, until in pauses):
        if until < since:
            raise CalendarError("a pause ends before it begins")
        if until > reached:
            yield max(since, reached), until
            reached = until
