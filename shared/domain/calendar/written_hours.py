"""Hours as people write them, checked and brought into one form."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.domain.calendar.civil_time import DAY, CalendarError, Hours, Periods

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Written = Sequence[Sequence[str]]
Breaks = Written | Mapping[str, Written]


def seconds_of(text: str) -> int:
    """'HH:MM' or 'HH:MM:SS' as seconds of the day; '24:00' is its end. Raises CalendarError."""
    parts = text.split(":")
    if len(parts) not in (2, 3) or not all(len(p) == 2 and p.isdecimal() for p in parts):
        raise CalendarError(f"{text!r} is not a time of day; write it like 08:30")
    hour, minute, second = (int(part) for part in [*parts, "00"][:3])
    total = hour * 3600 + minute * 60 + second
    if minute > 59 or second > 59 or total > DAY:
        raise CalendarError(f"{text!r} is not a time of day; a day ends at 24:00")
    return total


def periods_of(written: Written) -> Periods:
    """Periods of one day in order, overlaps joined. Raises CalendarError for one without length."""
    periods = sorted((seconds_of(opening), seconds_of(closing)) for opening, closing in written)
    for opening, closing in periods:
        if opening >= closing:
            raise CalendarError(
                f"hours {list(map(list, written))} go backward; write a night as two, up to 24:00 "
                "and from 00:00"
            )
    return _joined(periods)


def _joined(periods: Iterable[tuple[int, int]]) -> Periods:
    joined: list[tuple[int, int]] = []
    for opening, closing in periods:
        if joined and opening <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closing, joined[-1][1]))
        else:
            joined.append((opening, closing))
    return tuple(joined)


def hours_of(
    name: str,
    time_zone: str,
    weekly_hours: Mapping[str, Written],
    always_open: bool,
    holidays: Iterable[date],
    shifts: Mapping[date, Written],
    breaks: Breaks,
    years: Sequence[int] | None,
) -> Hours:
    """One form of hours however they were written; refuses those from which no deadline comes."""
    whole_days = (((0, DAY),),) * 7
    hours = Hours(
        name=name,
        time_zone=check_zone(time_zone),
        week=whole_days if always_open else week_of(weekly_hours),
        holidays=frozenset(day.toordinal() for day in holidays),
        shifts=dated(shifts),
        breaks=weekly_breaks(breaks),
        dated_breaks=dated_breaks(breaks),
        always_open=always_open,
        years=check_years(years),
    )
    if not any(hours.week) and not any(periods for _, periods in hours.shifts):
        raise CalendarError(f"calendar {name!r} has no working hours at all")
    return hours


def week_of(written: Mapping[str, Written]) -> tuple[Periods, ...]:
    """Seven days of periods from Monday. Raises CalendarError for a key that is no weekday."""
    unknown = set(written) - set(WEEKDAYS)
    if unknown:
        raise CalendarError(f"{sorted(unknown)} are not among {', '.join(WEEKDAYS)}")
    return tuple(periods_of(written.get(weekday, ())) for weekday in WEEKDAYS)


def dated(written: Mapping[date, Written]) -> tuple[tuple[int, Periods], ...]:
    """Periods by the ordinal of their date, in order."""
    return tuple(sorted((day.toordinal(), periods_of(hours)) for day, hours in written.items()))


def weekly_breaks(written: Breaks) -> tuple[Periods, ...]:
    """Breaks of each weekday from Monday: a plain list holds for all of them."""
    if not isinstance(written, Mapping):
        return (periods_of(written),) * 7
    return week_of({key: hours for key, hours in written.items() if not _is_date(key)})


def dated_breaks(written: Breaks) -> tuple[tuple[int, Periods], ...]:
    """Breaks of single dates, which a mapping names in ISO form."""
    if not isinstance(written, Mapping):
        return ()
    days = {key: hours for key, hours in written.items() if _is_date(key)}
    return dated({day_of(key): hours for key, hours in days.items()})


def day_of(text: str) -> date:
    """An ISO date. Raises CalendarError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CalendarError(f"{text!r} is not a date; write it like 2026-01-31") from error


def check_zone(key: str) -> str:
    """The key of a time zone that this machine knows. Raises CalendarError."""
    try:
        return ZoneInfo(key).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CalendarError(f"{key!r} is no time zone; write one like Africa/Dakar") from error


def check_years(years: Sequence[int] | None) -> tuple[int, int] | None:
    """The first and the last known year. Raises CalendarError for anything else."""
    if years is None:
        return None
    if len(years) != 2 or years[0] > years[1]:
        raise CalendarError(f"years {list(years)} should be the first and the last one")
    return years[0], years[1]


def _is_date(key: str) -> bool:
    return key[:1].isdecimal()
