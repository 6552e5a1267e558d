"""Working days by their place in the span of a book, and civil clock times on a day."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from shared.domain.calendar.working_time import Book


def is_working_day(book: Book, day: date) -> bool:
    days = book.with_year(book.span, day.year).days
    return bisect_left(days, day.toordinal()) < bisect_right(days, day.toordinal())


def nth_working_day(book: Book, day: date, count: int) -> date:
    """The nth working day after this day, or before it for a negative count, which isn't zero."""
    span = book.with_year(book.span, day.year)
    place = _place(span.days, day, count)
    while not 0 <= place < len(span.days):
        span = book.later(span) if count > 0 else book.earlier(span)
        place = _place(span.days, day, count)
    return date.fromordinal(span.days[place])


def at_clock_time(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A civil time in UTC: one that a clock change skips moves forward; of two it is the first."""
    civil = datetime.combine(day, clock.replace(fold=0), tzinfo=zone)
    return civil.astimezone(UTC)


def _place(days: Sequence[int], day: date, count: int) -> int:
    if count > 0:
        return bisect_right(days, day.toordinal()) - 1 + count
    return bisect_left(days, day.toordinal()) + count
