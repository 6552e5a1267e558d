"""Civil time: an office's hours, and the instants that they stand for.

Seconds of a civil day (0 to 86,400) go in, microseconds since 1970-01-01T00:00Z come out. A civil
time that a clock change skips moves forward by the gap; of one that happens twice an opening takes
the first and a closing the last. A day's end (24:00) is the first beginning of the next day. A date
that a zone skipped altogether (Samoa, 2011-12-30) has no hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

DAY = 86_400
SECOND = 1_000_000
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_LAST_ORDINAL = date.max.toordinal()

Periods = tuple[tuple[int, int], ...]


class CalendarError(ValueError):
    """A calendar, a target or a question to them that has no right answer."""


class CalendarYearMissing(CalendarError):
    """The arithmetic needs a year whose holidays nobody has entered: an error, never a guess."""

    def __init__(self, calendar: str, year: int) -> None:
        super().__init__(f"calendar {calendar!r} doesn't know the holidays of {year}")
        self.calendar = calendar
        self.year = year


def without(periods: Periods, breaks: Periods) -> Periods:
    """What is left of the periods when the breaks are taken out."""
    for gone_from, gone_to in breaks:
        periods = tuple(
            (opening, closing)
            for begin, end in periods
            for opening, closing in ((begin, min(end, gone_from)), (max(begin, gone_to), end))
            if opening < closing
        )
    return periods


@dataclass(frozen=True)
class Hours:
    """When an office works, in civil time. Equal hours are interchangeable: a key for caches.

    `week` and `breaks` have seven entries from Monday; the dated ones name a day by its ordinal. A
    shift replaces its date's weekly hours; breaks and holidays take time away, from shifts, too.
    """

    name: str
    time_zone: str
    week: tuple[Periods, ...]
    holidays: frozenset[int] = frozenset()
    shifts: tuple[tuple[int, Periods], ...] = ()
    breaks: tuple[Periods, ...] = ((),) * 7
    dated_breaks: tuple[tuple[int, Periods], ...] = ()
    always_open: bool = False
    years: tuple[int, int] | None = None

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @cached_property
    def _on_dates(self) -> Mapping[int, Periods]:
        return dict(self.shifts)

    @cached_property
    def _breaks_on_dates(self) -> Mapping[int, Periods]:
        return dict(self.dated_breaks)

    @property
    def never_closes(self) -> bool:
        has_exceptions = self.holidays or self.shifts or any(self.breaks) or self.dated_breaks
        return self.always_open and not has_exceptions

    def on(self, ordinal: int) -> Periods:
        """The working periods of one civil day, in seconds of that day."""
        if ordinal in self.holidays:
            return ()
        weekday = (ordinal - 1) % 7
        periods = self._on_dates.get(ordinal, self.week[weekday])
        periods = without(periods, self.breaks[weekday])
        return without(periods, self._breaks_on_dates.get(ordinal, ()))

    def instants_on(self, ordinal: int) -> list[tuple[int, int]]:
        """The same as instants, without those that a clock change swallowed.

        Where it moved or doubled a time they may overlap, within the day and with its neighbours.
        """
        found = (
            (_opened(self.zone, ordinal, opening), _closed(self.zone, ordinal, closing))
            for opening, closing in self.on(ordinal)
            if not _is_skipped(self.zone, ordinal, opening)
        )
        return sorted((begin, end) for begin, end in found if begin < end)

    def begins(self, ordinal: int) -> int:
        """The instant at which a civil day begins."""
        return _opened(self.zone, ordinal, 0)


def _opened(zone: ZoneInfo, ordinal: int, second: int) -> int:
    return _as_utc(ordinal, second, _offset(zone, ordinal, second, fold=0))


def _closed(zone: ZoneInfo, ordinal: int, second: int) -> int:
    if second == DAY:
        return _opened(zone, ordinal + 1, 0)
    first, last = (_offset(zone, ordinal, second, fold) for fold in (0, 1))
    return _as_utc(ordinal, second, min(first, last))


def _is_skipped(zone: ZoneInfo, ordinal: int, second: int) -> bool:
    before, after = (_offset(zone, ordinal, second, fold) for fold in (0, 1))
    return after - before >= DAY


def _as_utc(ordinal: int, second: int, offset: int) -> int:
    return ((ordinal - _EPOCH_ORDINAL) * DAY + second - offset) * SECOND


def _offset(zone: ZoneInfo, ordinal: int, second: int, fold: int) -> int:
    """Seconds east of UTC at a civil time; before and after a gap by PEP 495's two folds."""
    civil = datetime.fromordinal(min(ordinal, _LAST_ORDINAL)) + timedelta(seconds=second)
    offset = zone.utcoffset(civil.replace(fold=fold))
    return offset.days * DAY + offset.seconds if offset is not None else 0
