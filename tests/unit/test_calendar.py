"""Working time in a week of hours, breaks, shifts and holidays."""

from datetime import datetime, timedelta

import pytest

from shared.domain.calendar import Calendar, CalendarError
from tests.offices import FRIDAY, HOUR, NO_TIME, SATURDAY, office, utc


def test_time_used_up_exactly_at_closing_is_due_then_or_at_the_next_opening() -> None:
    start = utc(2026, 3, 6, 14)
    assert office().deadline(start, 2 * HOUR) == utc(2026, 3, 6, 16)
    assert office().deadline(start, 2 * HOUR, "next_period_start") == utc(2026, 3, 9, 8)


def test_time_that_has_to_begin_exactly_at_opening_begins_then_or_at_the_closing_before() -> None:
    end = utc(2026, 3, 9, 10)
    assert office().backward(end, 2 * HOUR) == utc(2026, 3, 9, 8)
    assert office().backward(end, 2 * HOUR, "next_period_start") == utc(2026, 3, 6, 16)


def test_a_microsecond_more_than_the_day_holds_is_due_in_the_next() -> None:
    start = utc(2026, 3, 6, 8)
    due = office().deadline(start, 8 * HOUR + timedelta(microseconds=1))
    assert due == utc(2026, 3, 9, 8) + timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (utc(2026, 3, 6, 9), utc(2026, 3, 6, 9)),
        (utc(2026, 3, 6, 16), utc(2026, 3, 6, 16)),
        (utc(2026, 3, 6, 16, 1), utc(2026, 3, 9, 8)),
        (utc(2026, 3, 7, 12), utc(2026, 3, 9, 8)),
    ],
)
def test_no_time_at_all_is_used_up_at_once_or_at_the_next_opening(
    start: datetime, due: datetime
) -> None:
    assert office().deadline(start, NO_TIME) == due


@pytest.mark.parametrize(
    ("end", "begins"),
    [
        (utc(2026, 3, 9, 9), utc(2026, 3, 9, 9)),
        (utc(2026, 3, 9, 8), utc(2026, 3, 9, 8)),
        (utc(2026, 3, 9, 7, 59), utc(2026, 3, 6, 16)),
        (utc(2026, 3, 7, 12), utc(2026, 3, 6, 16)),
    ],
)
def test_no_time_backward_is_the_end_itself_or_the_closing_before(
    end: datetime, begins: datetime
) -> None:
    assert office().backward(end, NO_TIME) == begins


def test_a_negative_duration_counts_the_other_way() -> None:
    at = utc(2026, 3, 9, 10)
    assert office().deadline(at, -3 * HOUR) == office().backward(at, 3 * HOUR)
    assert office().backward(at, -9 * HOUR) == office().deadline(at, 9 * HOUR)


def test_a_period_holds_its_opening_and_not_its_closing() -> None:
    assert office().first_working_moment(utc(2026, 3, 6, 8)) == utc(2026, 3, 6, 8)
    assert office().first_working_moment(utc(2026, 3, 6, 16)) == utc(2026, 3, 9, 8)
    assert office().last_working_moment(utc(2026, 3, 9, 8)) == utc(2026, 3, 6, 16)


def test_elapsed_time_leaves_out_nights_and_is_nothing_when_the_end_comes_first() -> None:
    assert office().elapsed(utc(2026, 3, 6, 15), utc(2026, 3, 9, 9)) == 2 * HOUR
    assert office().elapsed(utc(2026, 3, 9, 9), utc(2026, 3, 6, 15)) == NO_TIME


def test_a_deadline_decades_away_is_the_same_as_one_found_year_by_year() -> None:
    start, twenty_years = utc(2026, 1, 1), timedelta(hours=8 * 5218)
    halfway = office().deadline(start, twenty_years / 2)
    assert office().deadline(start, twenty_years) == office().deadline(halfway, twenty_years / 2)
    assert office().elapsed(start, office().deadline(start, twenty_years)) == twenty_years
    assert office().deadline(start, twenty_years) == utc(2046, 1, 1, 16)


def test_a_question_over_more_than_four_hundred_years_is_refused() -> None:
    lonely = Calendar("lonely", "UTC", {"mon": [("08:00", "08:01")]})
    with pytest.raises(CalendarError, match="400 years"):
        lonely.deadline(utc(2026, 1, 1), 2000 * HOUR)


def test_hours_that_end_at_24_00_run_on_into_the_next_day() -> None:
    night = Calendar("night", "UTC", {"fri": [("20:00", "24:00")], "sat": [("00:00", "04:00")]})
    assert night.deadline(utc(2026, 3, 6, 22), 5 * HOUR) == utc(2026, 3, 7, 3)
    assert night.deadline(utc(2026, 3, 6, 22), 2 * HOUR, "next_period_start") == utc(2026, 3, 7)
    assert night.closing_of(FRIDAY) == utc(2026, 3, 7)


def test_each_weekday_has_its_own_hours() -> None:
    uneven = Calendar("uneven", "UTC", {"mon": [("08:00", "18:00")], "fri": [("09:00", "10:00")]})
    assert uneven.deadline(utc(2026, 3, 6, 9, 30), 3 * HOUR) == utc(2026, 3, 9, 10, 30)


def test_a_break_takes_time_out_of_every_day_it_is_named_for() -> None:
    start = utc(2026, 3, 6, 11)
    assert office(breaks=[("12:30", "13:30")]).deadline(start, 2 * HOUR) == utc(2026, 3, 6, 14)
    fridays = office(breaks={"fri": [("11:00", "12:00")]})
    assert fridays.deadline(start, 2 * HOUR) == utc(2026, 3, 6, 14)
    once = office(breaks={"2026-03-09": [("11:00", "12:00")]})
    assert once.deadline(start, 2 * HOUR) == utc(2026, 3, 6, 13)
    assert once.deadline(utc(2026, 3, 9, 11), 2 * HOUR) == utc(2026, 3, 9, 14)


def test_a_shift_replaces_the_hours_of_its_date_and_opens_a_closed_one() -> None:
    short = office(shifts={FRIDAY: [("08:00", "12:00")], SATURDAY: [("10:00", "11:00")]})
    assert short.deadline(utc(2026, 3, 6, 11), 3 * HOUR) == utc(2026, 3, 9, 9)
    assert short.is_working_day(SATURDAY)
    assert not office(shifts={FRIDAY: []}).is_working_day(FRIDAY)


def test_a_holiday_closes_its_day_even_where_a_shift_was_planned() -> None:
    closed = office(holidays=frozenset({FRIDAY}), shifts={FRIDAY: [("08:00", "12:00")]})
    assert closed.first_working_moment(utc(2026, 3, 6, 9)) == utc(2026, 3, 9, 8)


def test_a_day_whose_break_swallows_its_hours_is_not_a_working_day() -> None:
    assert not office(breaks={"fri": [("00:00", "24:00")]}).is_working_day(FRIDAY)


def test_overlapping_hours_count_once() -> None:
    twice = office(hours=(("08:00", "12:00"), ("10:00", "16:00")))
    assert twice.elapsed(utc(2026, 3, 6), utc(2026, 3, 7)) == 8 * HOUR
