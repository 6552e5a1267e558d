"""Calendars as they are written, equal ones, wrong ones, shared ones."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.domain.calendar import Calendar, CalendarError, calendar_from
from shared.domain.calendar.working_time import EPOCH, MICROSECOND, NOTHING, Book
from shared.domain.calendar.written_hours import hours_of
from tests.offices import FRIDAY, HOUR, office, utc


def test_a_calendar_reads_its_canonical_json() -> None:
    document = {
        "name": "ouagadougou",
        "time_zone": "Africa/Ouagadougou",
        "weekly_hours": {"fri": [["07:00", "12:30"], ["13:30", "16:00:30"]]},
        "always_open": False,
        "holidays": ["2026-03-13"],
        "shifts": {"2026-03-14": [["08:00", "12:00"]]},
        "breaks": [["10:00", "10:15"]],
        "years": [2026, 2027],
    }
    calendar = calendar_from(document)
    assert calendar.name == "ouagadougou"
    assert calendar.closing_of(FRIDAY) == utc(2026, 3, 6, 16) + timedelta(seconds=30)
    assert calendar.first_working_moment(utc(2026, 3, 7)) == utc(2026, 3, 14, 8)
    assert calendar == calendar_from(document)
    assert hash(calendar) == hash(calendar_from(document))
    assert calendar != calendar_from({**document, "years": [2026, 2026]})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"weekly_hours": {}}, "no working hours at all"),
        ({"weekly_hours": {"monday": [["08:00", "16:00"]]}}, "monday"),
        ({"weekly_hours": {"mon": [["22:00", "06:00"]]}}, "write a night as two"),
        ({"weekly_hours": {"mon": [["08:00", "08:00"]]}}, "go backward"),
        ({"weekly_hours": {"mon": [["8:00", "16:00"]]}}, "write it like 08:30"),
        ({"weekly_hours": {"mon": [["08:00", "24:01"]]}}, "a day ends at 24:00"),
        ({"time_zone": "Africa/Nowhere"}, "Africa/Nowhere"),
        ({"holidays": ["1st of May"]}, "1st of May"),
        ({"years": [2027, 2026]}, "first and the last"),
        ({"years": [2026]}, "first and the last"),
    ],
)
def test_a_calendar_that_can_t_be_is_refused_with_the_remedy(
    wrong: dict[str, Any], message: str
) -> None:
    right = {"time_zone": "UTC", "weekly_hours": {"mon": [["08:00", "16:00"]]}}
    with pytest.raises(CalendarError, match=message):
        calendar_from({**right, **wrong})


@pytest.mark.parametrize(
    "ask",
    [
        lambda at: office().deadline(at, HOUR),
        lambda at: office().backward(at, HOUR),
        lambda at: office().elapsed(utc(2026, 3, 6), at),
        lambda at: office().first_working_moment(at),
        lambda at: office().working_days_at_clock_time(at, 1),
        lambda at: office().deadline_with_pauses(utc(2026, 3, 6), HOUR, [(at, at)]),
    ],
)
def test_an_instant_without_a_zone_is_refused(ask: Callable[[datetime], object]) -> None:
    with pytest.raises(CalendarError, match="no time zone"):
        ask(datetime(2026, 3, 6, 9))  # noqa: DTZ001  # the naive instant is what is tested


def test_threads_that_ask_for_different_years_at_once_all_get_the_right_answer() -> None:
    starts = [utc(2000 + year % 60, 1 + year % 12, 5, 9) for year in range(240)]
    asked = Calendar("asked by many", "Europe/Paris", {"mon": [("08:00", "16:00")]})
    alone = Calendar("asked by one", "Europe/Paris", {"mon": [("08:00", "16:00")]})
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda start: asked.deadline(start, 40 * HOUR), starts))
    assert together == [alone.deadline(start, 40 * HOUR) for start in starts]


def test_a_question_keeps_the_years_it_began_with_when_another_grows_the_book() -> None:
    week = {"mon": [["08:00", "16:00"]]}
    book = Book(hours_of("grown", "UTC", week, False, (), {}, (), None))
    book.with_year(book.span, 2030)
    own = book.with_year(NOTHING, 2024)
    grown = book.around(own, (utc(2025, 6, 1) - EPOCH) // MICROSECOND)
    assert (grown.first_year, grown.last_year) == (2024, 2025)
