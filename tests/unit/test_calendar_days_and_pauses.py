"""Working days, and clocks that stood still."""

import pytest

from shared.domain.calendar import CalendarError
from tests.offices import FRIDAY, HOUR, MONDAY, SATURDAY, office, utc


def test_the_day_of_receipt_is_day_zero_working_or_not() -> None:
    assert office().add_working_days(FRIDAY, 1) == MONDAY
    assert office().add_working_days(SATURDAY, 1) == MONDAY
    assert office().add_working_days(SATURDAY, 0) == SATURDAY
    assert office().add_working_days(SATURDAY, -1) == FRIDAY


def test_rolling_first_makes_monday_day_zero_of_a_weekend() -> None:
    assert office().roll_then_count(utc(2026, 3, 7, 11), 1) == utc(2026, 3, 10, 8)
    assert office().roll_then_count(utc(2026, 3, 6, 11), 1) == utc(2026, 3, 9, 11)
    assert office().roll_then_count(utc(2026, 3, 7, 11), -1) == utc(2026, 3, 5, 16)


def test_on_a_shorter_day_the_clock_time_rolls_on_or_stops_at_closing() -> None:
    short = office(shifts={MONDAY: [("08:00", "12:00")]})
    start = utc(2026, 3, 6, 15)
    assert short.roll_then_count(start, 1) == utc(2026, 3, 10, 8)
    assert short.working_days_at_clock_time(start, 1) == utc(2026, 3, 9, 12)


def test_the_same_clock_time_is_meant_in_the_offices_zone() -> None:
    paris = office("Europe/Paris")
    assert paris.working_days_at_clock_time(utc(2026, 3, 27, 9), 1) == utc(2026, 3, 30, 8)


def test_a_start_on_a_closed_day_counts_from_the_opening_of_the_next() -> None:
    assert office().working_days_at_clock_time(utc(2026, 3, 7, 11), 1) == utc(2026, 3, 10, 8)
    assert office().working_days_at_clock_time(utc(2026, 3, 7, 11), 0) == utc(2026, 3, 9, 8)
    assert office().working_days_at_clock_time(utc(2026, 3, 7, 11), -1) == utc(2026, 3, 5, 8)


def test_only_a_working_day_has_an_opening_and_a_closing() -> None:
    split = office(hours=(("08:00", "12:00"), ("13:00", "16:00")))
    assert split.opening_of(FRIDAY) == utc(2026, 3, 6, 8)
    assert split.closing_of(FRIDAY) == utc(2026, 3, 6, 16)
    with pytest.raises(CalendarError, match="2026-03-07 is not a working day"):
        split.closing_of(SATURDAY)


def test_overlapping_pauses_in_any_order_stop_the_clock_once() -> None:
    noon, one, two = utc(2026, 3, 6, 12), utc(2026, 3, 6, 13), utc(2026, 3, 6, 14)
    pauses = [(one, two), (noon, two), (noon, one)]
    assert office().deadline_with_pauses(utc(2026, 3, 6, 11), 2 * HOUR, pauses) == utc(
        2026, 3, 6, 15
    )


def test_working_time_paused_is_given_back_as_working_time_and_wall_time_as_it_is() -> None:
    start, night = utc(2026, 3, 5, 15), [(utc(2026, 3, 5, 15, 30), utc(2026, 3, 6, 9))]
    assert office().deadline_with_pauses(start, HOUR, night) == utc(2026, 3, 6, 9, 30)
    on_the_wall = office().deadline_with_pauses(start, HOUR, night, "wall_time")
    assert on_the_wall == utc(2026, 3, 6, 9, 30)
    weekend = [(utc(2026, 3, 6, 15, 30), utc(2026, 3, 8, 9))]
    assert office().deadline_with_pauses(start, 9 * HOUR, weekend) == utc(2026, 3, 9, 8, 30)
    assert office().deadline_with_pauses(start, 9 * HOUR, weekend, "wall_time") == utc(
        2026, 3, 8, 9, 30
    )


def test_a_pause_that_begins_when_the_time_is_up_changes_nothing() -> None:
    start, stop = utc(2026, 3, 6, 9), utc(2026, 3, 6, 10)
    pauses = [(stop, stop + 3 * HOUR)]
    assert office().deadline_with_pauses(start, HOUR, pauses) == stop
    assert office().deadline_with_pauses(start, HOUR, pauses, "wall_time") == stop


def test_a_pause_from_before_the_start_counts_from_the_start() -> None:
    pauses = [(utc(2026, 3, 5, 9), utc(2026, 3, 6, 10))]
    assert office().deadline_with_pauses(utc(2026, 3, 6, 9), HOUR, pauses) == utc(2026, 3, 6, 11)
    assert office().elapsed_with_pauses(utc(2026, 3, 6, 9), utc(2026, 3, 6, 12), pauses) == 2 * HOUR


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CalendarError, match="pause"):
        office().deadline_with_pauses(
            utc(2026, 3, 6), HOUR, [(utc(2026, 3, 6, 10), utc(2026, 3, 6, 9))]
        )
