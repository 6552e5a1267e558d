"""Offices that tests work in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from shared.domain.calendar import Calendar

HOUR = timedelta(hours=1)
NO_TIME = timedelta(0)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
FRIDAY, SATURDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)


def office(time_zone: str = "UTC", hours: Any = (("08:00", "16:00"),), **more: Any) -> Calendar:
    """Monday to Friday, 08:00 to 16:00 unless told."""
    return Calendar("office", time_zone, dict.fromkeys(WEEKDAYS, hours), **more)


def every_day(time_zone: str, *hours: tuple[str, str]) -> Calendar:
    return Calendar("every day", time_zone, dict.fromkeys((*WEEKDAYS, "sat", "sun"), hours))


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
