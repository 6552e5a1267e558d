"""An index of working time: any instant ↔ how much working time had passed by then.

A span holds whole civil years. Within one working period an instant is the working time plus the
idle time before it; so the openings, with the working and idle time before each, are enough to find
either from the other by bisection: a deadline costs the same forty hours or forty months away. A
book holds the span of one office's hours and adds years as questions need them. Spans never change:
growing one makes another, which counts from where the first did. Two threads may grow different
ones, so a question stays with its own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from shared.domain.calendar.civil_time import CalendarError, CalendarYearMissing, Hours

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MAX_YEARS = 400
_FIRST = (datetime.min.replace(tzinfo=UTC) - EPOCH) // MICROSECOND
_LAST = (datetime.max.replace(tzinfo=UTC) - EPOCH) // MICROSECOND


@dataclass(frozen=True, slots=True)
class Span:
    """Civil years `first_year` to `last_year`: from `openings[0]` up to, not with, `ends`.

    Times are microseconds, instants those since 1970. The first period is empty and opens with the
    first year, so that a period opens at or before every instant. `worked_before` has one entry
    more than there are periods: that before the end. `days` are the ordinals of the working days.
    """

    first_year: int
    last_year: int
    ends: int
    openings: Sequence[int]
    worked_before: Sequence[int]
    idle_before: Sequence[int]
    days: Sequence[int]

    def covers(self, instant: int) -> bool:
        return bool(self.openings) and self.openings[0] <= instant < self.ends

    def worked(self, instant: int) -> int:
        """Working time before an instant that the span covers."""
        place = bisect_right(self.openings, instant)
        return min(instant - self.idle_before[place - 1], self.worked_before[place])

    def earliest(self, worked: int) -> int:
        """The first instant by which so much was worked: a closing rather than the next opening."""
        return worked + self.idle_before[bisect_left(self.worked_before, worked) - 1]

    def latest(self, worked: int) -> int:
        """The last instant by which no more was worked: an opening rather than the last closing."""
        return worked + self.idle_before[bisect_right(self.worked_before, worked) - 1]

    def later(self, instant: int, length: int) -> int | None:
        """When so much more is worked, `length` above zero; None where the span doesn't reach.

        `worked` and `earliest` in one, as this is what is asked most. An instant after the span is
        clipped to its end, from where any length leads out of it.
        """
        worked_before, idle_before = self.worked_before, self.idle_before
        place = bisect_right(self.openings, instant)
        if not place:
            return None
        worked = instant - idle_before[place - 1]
        if worked > worked_before[place]:
            worked = worked_before[place]
        worked += length
        if worked > worked_before[-1]:
            return None
        return worked + idle_before[bisect_left(worked_before, worked, place) - 1]


NOTHING = Span(0, -1, 0, (), (0,), (), ())
EVERYTHING = Span(
    date.min.year,
    date.max.year,
    _LAST + 1,
    (_FIRST,),
    (0, _LAST + 1 - _FIRST),
    (_FIRST,),
    range(date.min.toordinal(), date.max.toordinal() + 1),
)


class Book:
    """The working time of one office's hours, year by year as far as anybody has asked.

    Raises CalendarYearMissing where the holidays of a year aren't known, and CalendarError for a
    question that spans more than 400 years or leaves the years 1 to 9999.
    """

    __slots__ = ("_days", "hours", "span")

    def __init__(self, hours: Hours) -> None:
        self._days: dict[int, list[tuple[int, int]]] = {}
        self.hours = hours
        self.span = EVERYTHING if hours.never_closes else NOTHING

    def on(self, ordinal: int) -> list[tuple[int, int]]:
        """`Hours.instants_on`, worked out once for each day that somebody asked for."""
        if ordinal not in self._days:
            self._days[ordinal] = self.hours.instants_on(ordinal)
        return self._days[ordinal]

    def around(self, span: Span, instant: int) -> Span:
        """The span, grown until the civil year of this instant is in it."""
        try:
            civil = (EPOCH + instant * MICROSECOND).astimezone(self.hours.zone)
        except OverflowError as error:
            raise CalendarError("there is no calendar before the year 1 or after 9999") from error
        return self.with_year(span, civil.year)

    def with_year(self, span: Span, year: int) -> Span:
        """The span, grown to this civil year with every year between."""
        if span is NOTHING:
            span = self._grown(span, year)
        while year < span.first_year:
            span = self.earlier(span)
        while year > span.last_year:
            span = self.later(span)
        return span

    def earlier(self, span: Span) -> Span:
        return self._grown(span, span.first_year - 1)

    def later(self, span: Span) -> Span:
        return self._grown(span, span.last_year + 1)

    def earliest(self, span: Span, worked: int) -> int:
        """`Span.earliest`, the span grown as far as that needs."""
        while worked > span.worked_before[-1]:
            span = self.later(span)
        while worked <= span.worked_before[0]:
            span = self.earlier(span)
        return span.earliest(worked)

    def latest(self, span: Span, worked: int) -> int:
        """`Span.latest`, the span grown as far as that needs."""
        while worked >= span.worked_before[-1]:
            span = self.later(span)
        while worked < span.worked_before[0]:
            span = self.earlier(span)
        return span.latest(worked)

    def check_year(self, year: int) -> None:
        """Raises CalendarYearMissing when the holidays of this year aren't known."""
        years = self.hours.years
        if years and not self.hours.never_closes and not years[0] <= year <= years[1]:
            raise CalendarYearMissing(self.hours.name, year)
        if not date.min.year <= year <= date.max.year:
            raise CalendarError("there is no calendar before the year 1 or after 9999")

    def _grown(self, span: Span, year: int) -> Span:
        self.check_year(year)
        if span.last_year - span.first_year >= MAX_YEARS:
            raise CalendarError(
                f"calendar {self.hours.name!r} would have to reach over more than {MAX_YEARS} years"
            )
        added = _year(self.hours, year)
        if span is not NOTHING:
            added = _joined(span, added) if year > span.last_year else _joined(added, span, 1)
        if added.last_year - added.first_year > self.span.last_year - self.span.first_year:
            self.span = added
        return added


@lru_cache(maxsize=64)
def book_of(hours: Hours) -> Book:
    """One book for equal hours: policies are read often and calendars built anew each time."""
    return Book(hours)


def _year(hours: Hours, year: int) -> Span:
    first, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
    begins, ends = hours.begins(first), hours.begins(end)
    openings, worked, days, closed = [begins], [0, 0], [], begins
    for ordinal in range(first, end):
        periods = hours.instants_on(ordinal)
        if periods:
            days.append(ordinal)
        for opening, closing in periods:
            begin, closed = max(opening, closed), max(closed, min(closing, ends))
            if begin < closed:
                openings.append(begin)
                worked.append(worked[-1] + closed - begin)
    return Span(year, year, ends, openings, worked, _idle(openings, worked), days)


def _joined(before: Span, after: Span, anchor: int = 0) -> Span:
    """Two neighbours as one, counting from where `before` (anchor 0) or `after` (1) counts from."""
    gap = before.worked_before[-1] - after.worked_before[0]
    shift_before, shift_after = ((0, gap), (-gap, 0))[anchor]
    openings = [*before.openings, *after.openings]
    worked = [
        *(worked + shift_before for worked in before.worked_before[:-1]),
        *(worked + shift_after for worked in after.worked_before),
    ]
    idle, days = _idle(openings, worked), [*before.days, *after.days]
    return Span(before.first_year, after.last_year, after.ends, openings, worked, idle, days)


def _idle(openings: Sequence[int], worked: Sequence[int]) -> list[int]:
    return [opening - before for opening, before in zip(openings, worked, strict=False)]
