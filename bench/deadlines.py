"""Deadlines a second: forty working hours, Monday to Friday 08–16, twelve holidays a year.

Every library goes from the same aware instant to a deadline, one call at a time, in its fastest
honest form. Those that know only days add five working days at the same clock time, which is less
than we do: they don't move a start out of hours. Ratios within one run, the libraries taking turns
and the median of the rounds, so that a busy machine slows all of them alike.
"""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from rich.progress import Progress

from bench.size import Size
from shared.domain.calendar import Calendar
from tests.reference_calendar import ReferenceCalendar

Ask = Callable[[datetime], object]

ZONE = ZoneInfo("Africa/Ouagadougou")
FORTY_HOURS = timedelta(hours=40)
FORTY_MONTHS = timedelta(hours=40 * 8 * 21)
STARTS, STARTS_OF_SMOKE, ROUNDS = 20_000, 20, 7
FEWER = {"workalendar": 2_000, "pandas": 500, "businesstimedelta": 200}
FEASTS = ((1, 1), (1, 3), (3, 8), (4, 6), (5, 1), (5, 14), (6, 9), (8, 5), (8, 15), (11, 1),
          (12, 11), (12, 25))  # fmt: skip
YEARS = range(2023, 2034)
HOLIDAYS = [date(year, month, day) for year in YEARS for month, day in FEASTS]
WEEK = {day: [["08:00", "16:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def ours(length: timedelta) -> Ask:
    calendar = Calendar(
        "bench", ZONE.key, WEEK, holidays=frozenset(HOLIDAYS), years=(YEARS[0], YEARS[-1])
    )
    return lambda start: calendar.deadline(start, length)


def bizdays() -> Ask:
    calendar = import_module("bizdays").Calendar(
        HOLIDAYS,
        ["Saturday", "Sunday"],
        startdate=f"{YEARS[0]}-01-01",
        enddate=f"{YEARS[-1]}-12-31",
        name="bench",
    )

    def ask(start: datetime) -> datetime:
        civil = start.astimezone(ZONE)
        return datetime.combine(calendar.offset(civil.date(), 5), civil.timetz())

    return ask


def workalendar() -> Ask:
    core = import_module("workalendar.core")
    feasts = [(month, day, "holiday") for month, day in FEASTS]
    kind = type("Bench", (core.WesternMixin, core.Calendar), {"FIXED_HOLIDAYS": feasts})
    calendar: Any = kind()

    def ask(start: datetime) -> datetime:
        civil = start.astimezone(ZONE)
        return datetime.combine(calendar.add_working_days(civil.date(), 5), civil.timetz())

    return ask


def numpy_busday_offset() -> Ask:
    numpy = import_module("numpy")
    days = numpy.busdaycalendar(holidays=[day.isoformat() for day in HOLIDAYS])

    def ask(start: datetime) -> datetime:
        civil = start.astimezone(ZONE)
        day = numpy.busday_offset(civil.date(), 5, "forward", busdaycal=days).item()
        return datetime.combine(day, civil.timetz())

    return ask


def businesstimedelta() -> Ask:
    library, zone = import_module("businesstimedelta"), import_module("pytz").timezone(ZONE.key)
    hours = library.WorkDayRule(
        start_time=clock(8),
        end_time=clock(16),
        working_days=[0, 1, 2, 3, 4],
        tz=zone,
    )
    holidays = library.HolidayRule(dict.fromkeys(HOLIDAYS, "holiday"), tz=zone)
    length = library.BusinessTimeDelta(library.Rules([hours, holidays]), hours=40)
    return lambda start: start + length


def pandas_business_hours() -> Ask:
    pandas = import_module("pandas")
    offset = pandas.offsets.CustomBusinessHour(40, start="08:00", end="16:00", holidays=HOLIDAYS)
    return lambda start: start.astimezone(ZONE) + offset


def run(progress: Progress, size: Size) -> dict[str, Any]:
    """Median microseconds of one deadline per library, the two ratios that have limits, and errors.

    `ratio` of a library is how many times faster we are; of forty months what they cost us in forty
    hours; `limit` is the least of the first and the most of the second. `differences` counts the
    starts for which the calendar that walks day by day says something else: there must be none.
    """
    asks = {
        "redress": ours(FORTY_HOURS),
        "redress, forty months": ours(FORTY_MONTHS),
        "bizdays": bizdays(),
        "workalendar": workalendar(),
        "numpy.busday_offset": numpy_busday_offset(),
        "businesstimedelta": businesstimedelta(),
        "pandas": pandas_business_hours(),
    }
    starts = _starts(size.of(STARTS, STARTS_OF_SMOKE))
    times = _timed(asks, starts, size.of(ROUNDS, 1), progress)
    differences = _differences(asks["redress"], starts)
    assert differences == 0
    own = times["redress"]
    rows = {name: _row(value, value / own) for name, value in times.items()}
    libraries = {name: value for name, value in times.items() if not name.startswith("redress")}
    fastest = min(libraries, key=libraries.__getitem__)
    return rows | {
        f"the fastest, {fastest}": {"ratio": round(libraries[fastest] / own, 2)} | size.limit(2),
        "redress, forty months": rows["redress, forty months"] | size.limit(2),
        "against walking day by day": {"differences": differences},
    }


def _starts(wanted: int) -> list[datetime]:
    """The same random seconds of three years in every run."""
    dice, first = random.Random(40), datetime(2025, 1, 1, tzinfo=UTC)  # noqa: S311  # no secret
    seconds = 3 * 365 * 86_400
    return [first + timedelta(seconds=dice.randrange(seconds)) for _ in range(wanted)]


def _timed(
    asks: dict[str, Ask], starts: Sequence[datetime], rounds: int, progress: Progress
) -> dict[str, float]:
    """Median seconds of one call, the libraries taking turns in every round."""
    taken: dict[str, list[float]] = {name: [] for name in asks}
    task = progress.add_task("deadlines", total=rounds * len(asks))
    for _ in range(rounds):
        for name, ask in asks.items():
            some = starts[: FEWER.get(name, len(starts))]
            taken[name].append(_seconds(ask, some) / len(some))
            progress.advance(task)
    return {name: statistics.median(values) for name, values in taken.items()}


def _seconds(ask: Ask, starts: Sequence[datetime]) -> float:
    begun = time.perf_counter()
    for start in starts:
        ask(start)
    return time.perf_counter() - begun


def _row(seconds: float, ratio: float) -> dict[str, float]:
    return {
        "microseconds": round(seconds * 1e6, 2),
        "a second": round(1 / seconds),
        "ratio": round(ratio, 2),
    }


def _differences(ask: Ask, starts: Sequence[datetime]) -> int:
    days = [day.isoformat() for day in HOLIDAYS]
    slow = ReferenceCalendar({"time_zone": ZONE.key, "weekly_hours": WEEK, "holidays": days})
    return sum(ask(start) != slow.deadline(start, FORTY_HOURS) for start in starts)
