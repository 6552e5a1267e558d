"""Working time over the turn of years, in zones whose clocks are moved."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from shared.domain.calendar import ROUND_THE_CLOCK, Calendar, CalendarYearMissing
from tests.offices import HOUR, SATURDAY, every_day, office, utc


def test_the_turn_of_the_year_is_no_boundary() -> None:
    assert office().deadline(utc(2025, 12, 31, 12), 8 * HOUR) == utc(2026, 1, 1, 12)
    assert office().backward(utc(2026, 1, 1, 12), 8 * HOUR) == utc(2025, 12, 31, 12)
    assert office().add_working_days(date(2025, 12, 31), 1) == date(2026, 1, 1)
    assert office().add_working_days(date(2026, 1, 1), -1) == date(2025, 12, 31)


def test_a_leap_day_is_a_day_of_work() -> None:
    assert office().add_working_days(date(2024, 2, 28), 1) == date(2024, 2, 29)
    assert office().deadline(utc(2024, 2, 28, 12), 8 * HOUR) == utc(2024, 2, 29, 12)
    assert office().deadline(utc(2023, 2, 28, 12), 8 * HOUR) == utc(2023, 3, 1, 12)


@pytest.mark.parametrize(
    ("ask", "year"),
    [
        (lambda known: known.deadline(utc(2026, 12, 31, 15), 2 * HOUR), 2027),
        (lambda known: known.backward(utc(2026, 1, 1, 9), 2 * HOUR), 2025),
        (lambda known: known.first_working_moment(utc(2026, 12, 31, 18)), 2027),
        (lambda known: known.elapsed(utc(2025, 5, 1), utc(2026, 5, 1)), 2025),
        (lambda known: known.is_working_day(date(2027, 5, 1)), 2027),
        (lambda known: known.add_working_days(date(2026, 12, 30), 2), 2027),
        (lambda known: known.closing_of(date(2027, 5, 3)), 2027),
    ],
)
def test_a_year_without_known_holidays_is_an_error_that_names_it(
    ask: Callable[[Calendar], object], year: int
) -> None:
    with pytest.raises(CalendarYearMissing, match=str(year)) as caught:
        ask(office(years=(2026, 2026)))
    assert (caught.value.calendar, caught.value.year) == ("office", year)


def test_an_answer_that_stays_in_the_known_years_is_given() -> None:
    known = office(years=(2026, 2026))
    assert known.deadline(utc(2026, 12, 31, 15), HOUR) == utc(2026, 12, 31, 16)
    assert known.backward(utc(2026, 1, 1, 9), HOUR) == utc(2026, 1, 1, 8)
    assert known.elapsed(utc(2026, 1, 1), utc(2026, 12, 31, 23)) == 8 * 261 * HOUR


def test_the_known_years_are_those_of_the_calendars_own_zone() -> None:
    auckland = office("Pacific/Auckland", years=(2026, 2026))
    assert auckland.elapsed(utc(2025, 12, 31, 11), utc(2025, 12, 31, 23)) == 4 * HOUR
    with pytest.raises(CalendarYearMissing):
        auckland.first_working_moment(utc(2025, 12, 31, 10))


def test_a_calendar_that_never_closes_knows_every_year() -> None:
    start = utc(2026, 3, 6, 23)
    assert ROUND_THE_CLOCK.deadline(start, 10_000 * HOUR) == start + 10_000 * HOUR
    assert ROUND_THE_CLOCK.backward(start, 10_000 * HOUR) == start - 10_000 * HOUR
    always = Calendar("always", "Africa/Ouagadougou", always_open=True, years=(2026, 2026))
    assert always.elapsed(utc(1900, 1, 1), utc(2100, 1, 1)) == utc(2100, 1, 1) - utc(1900, 1, 1)
    assert always.add_working_days(date(2026, 12, 31), 400) == date(2028, 2, 4)


def test_a_calendar_that_is_always_open_still_keeps_its_holidays() -> None:
    always = Calendar("always", "UTC", always_open=True, holidays=frozenset({SATURDAY}))
    assert always.deadline(utc(2026, 3, 6, 23), 2 * HOUR) == utc(2026, 3, 8, 1)


def test_the_hours_are_those_on_the_wall_of_the_office() -> None:
    one = timedelta(hours=1)
    assert office("America/La_Paz").deadline(utc(2026, 3, 6), one) == utc(2026, 3, 6, 13)
    assert office("Asia/Kathmandu").deadline(utc(2026, 3, 6), one) == utc(2026, 3, 6, 3, 15)
    assert office("Pacific/Kiritimati").deadline(utc(2026, 3, 6), one) == utc(2026, 3, 6, 1)
    assert office("Pacific/Kiritimati").deadline(utc(2026, 3, 6, 3), one) == utc(2026, 3, 8, 19)


def test_a_start_may_come_in_any_zone_and_the_answer_is_in_utc() -> None:
    start = datetime(2026, 3, 6, 14, tzinfo=timezone(timedelta(hours=5)))
    due = office().deadline(start, HOUR)
    assert (due, due.tzinfo) == (utc(2026, 3, 6, 10), UTC)


def test_a_working_night_is_an_hour_shorter_when_the_clock_goes_forward() -> None:
    night = every_day("Europe/Paris", ("00:00", "06:00"))
    assert night.elapsed(utc(2026, 3, 28, 23), utc(2026, 3, 29, 22)) == 5 * HOUR
    assert night.elapsed(utc(2026, 10, 24, 22), utc(2026, 10, 25, 23)) == 7 * HOUR


def test_an_opening_in_the_gap_moves_forward_by_the_gap() -> None:
    early = every_day("Europe/Paris", ("02:30", "05:00"))
    assert early.opening_of(date(2026, 3, 29)) == utc(2026, 3, 29, 1, 30)
    assert early.elapsed(utc(2026, 3, 29), utc(2026, 3, 30)) == 1.5 * HOUR


def test_hours_that_lie_wholly_in_the_gap_move_forward_together() -> None:
    gone = every_day("Europe/Paris", ("02:00", "02:30"))
    assert gone.opening_of(date(2026, 3, 29)) == utc(2026, 3, 29, 1)
    assert gone.closing_of(date(2026, 3, 29)) == utc(2026, 3, 29, 1, 30)


def test_of_a_time_that_comes_twice_the_first_opens_and_the_last_closes() -> None:
    early = every_day("Europe/Paris", ("02:30", "05:00"))
    late = every_day("Europe/Paris", ("01:00", "02:30"))
    assert early.opening_of(date(2026, 10, 25)) == utc(2026, 10, 25, 0, 30)
    assert late.closing_of(date(2026, 10, 25)) == utc(2026, 10, 25, 1, 30)


def test_a_day_ends_where_the_next_begins_even_when_midnight_comes_twice() -> None:
    saturdays = Calendar("saturdays", "America/Havana", {"sat": [("00:00", "24:00")]})
    assert saturdays.closing_of(date(2026, 10, 31)) == utc(2026, 11, 1, 4)


def test_hours_that_a_clock_change_lays_over_each_other_count_once() -> None:
    newfoundland = every_day("America/St_Johns", ("00:00", "01:00"), ("23:00", "23:30"))
    assert newfoundland.elapsed(utc(2010, 11, 7, 1), utc(2010, 11, 7, 12)) == 3 * HOUR
    early = every_day("Europe/Paris", ("02:10", "02:50"), ("03:00", "04:00"))
    assert early.elapsed(utc(2026, 3, 29), utc(2026, 3, 30)) == HOUR


def test_in_morocco_ramadan_moves_the_hours_of_the_office_and_back() -> None:
    rabat = office("Africa/Casablanca", hours=(("09:00", "17:00"),))
    before, during, after = date(2026, 2, 13), date(2026, 2, 16), date(2026, 3, 23)
    assert rabat.opening_of(before) == utc(2026, 2, 13, 8)
    assert rabat.opening_of(during) == utc(2026, 2, 16, 9)
    assert rabat.opening_of(after) == utc(2026, 3, 23, 8)
    assert rabat.deadline(utc(2026, 2, 13, 15), 2 * HOUR) == utc(2026, 2, 16, 10)


def test_a_date_that_a_zone_skipped_was_no_working_day() -> None:
    apia = office("Pacific/Apia")
    assert not apia.is_working_day(date(2011, 12, 30))
    assert apia.add_working_days(date(2011, 12, 29), 1) == date(2012, 1, 2)
    assert apia.elapsed(utc(2011, 12, 30), utc(2011, 12, 31)) == 2 * HOUR
