"""What a target of a policy means, unit by unit and rule by rule."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.domain.calendar import (
    ROUND_THE_CLOCK,
    Calendar,
    CalendarError,
    CalendarYearMissing,
    Rules,
    Target,
    due_at,
    fraction_at,
)
from tests.offices import HOUR, MONDAY, SATURDAY, office, utc

THURSDAY_9, FRIDAY_14, SATURDAY_11 = utc(2026, 3, 5, 9), utc(2026, 3, 6, 14), utc(2026, 3, 7, 11)


def due(
    start: datetime,
    unit: str,
    amount: float,
    calendar: Calendar | None = None,
    pauses: Any = (),
    **rules: Any,
) -> datetime:
    return due_at(calendar or office(), start, Target(unit, amount), Rules(**rules), pauses)


def test_an_hour_for_an_urgent_case_runs_through_the_night_whatever_the_office_hours() -> None:
    assert due(FRIDAY_14, "hours", 24) == utc(2026, 3, 7, 14)
    assert due(FRIDAY_14, "minutes", 90) == utc(2026, 3, 6, 15, 30)
    assert due(FRIDAY_14, "hours", 24, ROUND_THE_CLOCK) == utc(2026, 3, 7, 14)


def test_hours_stop_on_the_holidays_of_a_calendar_that_is_otherwise_always_open() -> None:
    always = Calendar("always", "UTC", always_open=True, holidays=frozenset({SATURDAY}))
    assert due(FRIDAY_14, "hours", 24, always) == utc(2026, 3, 8, 14)


def test_working_hours_run_in_working_time_and_keep_to_the_boundary_rule() -> None:
    assert due(FRIDAY_14, "working_hours", 2) == utc(2026, 3, 6, 16)
    assert due(FRIDAY_14, "working_hours", 2, boundary="next_period_start") == utc(2026, 3, 9, 8)
    assert due(FRIDAY_14, "working_hours", 2.5) == utc(2026, 3, 9, 8, 30)


def test_from_day_zero_on_the_nth_working_day_is_due_when_it_closes() -> None:
    assert due(FRIDAY_14, "working_days", 1) == utc(2026, 3, 9, 16)
    assert due(SATURDAY_11, "working_days", 1) == utc(2026, 3, 9, 16)
    assert due(utc(2026, 3, 6, 23), "working_days", 2) == utc(2026, 3, 10, 16)


def test_the_day_of_receipt_is_the_date_in_the_offices_zone() -> None:
    auckland = office("Pacific/Auckland")
    assert due(utc(2026, 3, 8, 12), "working_days", 1, auckland) == utc(2026, 3, 10, 3)
    assert due(utc(2026, 3, 8, 10), "working_days", 1, auckland) == utc(2026, 3, 9, 3)


def test_rolling_first_counts_from_the_first_working_moment_to_its_clock_time() -> None:
    assert due(FRIDAY_14, "working_days", 1, day_count="roll_first") == utc(2026, 3, 9, 14)
    assert due(SATURDAY_11, "working_days", 1, day_count="roll_first") == utc(2026, 3, 10, 8)


def test_at_the_same_clock_time_a_start_at_night_counts_from_the_next_opening() -> None:
    rule: dict[str, Any] = {"day_count": "same_clock_time"}
    assert due(FRIDAY_14, "working_days", 1, **rule) == utc(2026, 3, 9, 14)
    assert due(utc(2026, 3, 5, 20), "working_days", 1, **rule) == utc(2026, 3, 9, 8)
    short = office(shifts={MONDAY: [("08:00", "12:00")]})
    assert due(FRIDAY_14, "working_days", 1, short, **rule) == utc(2026, 3, 9, 12)


def test_calendar_days_end_at_the_same_clock_time_over_a_clock_change() -> None:
    paris = office("Europe/Paris")
    assert due(utc(2026, 3, 20, 13), "calendar_days", 10, paris) == utc(2026, 3, 30, 12)
    assert due(utc(2026, 3, 28, 1, 30), "calendar_days", 1, paris) == utc(2026, 3, 29, 1, 30)
    assert due(utc(2026, 10, 24, 0, 30), "calendar_days", 1, paris) == utc(2026, 10, 25, 0, 30)


def test_calendar_days_that_end_on_a_closed_day_last_to_the_next_closing_if_the_law_says_so() -> (
    None
):
    assert due(FRIDAY_14, "calendar_days", 1) == utc(2026, 3, 7, 14)
    assert due(FRIDAY_14, "calendar_days", 1, calendar_day_roll="forward") == utc(2026, 3, 9, 16)
    assert due(FRIDAY_14, "calendar_days", 3, calendar_day_roll="forward") == utc(2026, 3, 9, 14)


def test_calendar_days_ask_for_holidays_only_where_they_may_roll() -> None:
    known = office(years=(2026, 2026))
    start = utc(2026, 12, 30, 9)
    assert due(start, "calendar_days", 5, known) == utc(2027, 1, 4, 9)
    with pytest.raises(CalendarYearMissing, match="2027"):
        due(start, "calendar_days", 5, known, calendar_day_roll="forward")


def test_a_month_ends_on_the_same_day_or_on_the_last_of_a_shorter_month() -> None:
    assert due(utc(2026, 1, 31, 9), "months", 1) == utc(2026, 2, 28, 9)
    assert due(utc(2024, 1, 31, 9), "months", 1) == utc(2024, 2, 29, 9)
    assert due(utc(2026, 11, 15, 9), "months", 3) == utc(2027, 2, 15, 9)
    assert due(utc(2026, 3, 31, 9), "months", -1) == utc(2026, 2, 28, 9)


@pytest.mark.parametrize(
    ("unit", "rules", "expected"),
    [
        ("hours", {}, SATURDAY_11),
        ("working_hours", {}, utc(2026, 3, 9, 8)),
        ("working_days", {"day_count": "receipt_is_day_zero"}, utc(2026, 3, 9, 16)),
        ("working_days", {"day_count": "roll_first"}, utc(2026, 3, 9, 8)),
        ("working_days", {"day_count": "same_clock_time"}, utc(2026, 3, 9, 8)),
        ("calendar_days", {}, SATURDAY_11),
        ("calendar_days", {"calendar_day_roll": "forward"}, utc(2026, 3, 9, 16)),
        ("months", {}, SATURDAY_11),
    ],
)
def test_a_target_of_zero_is_due_at_once_or_when_work_is_next_done(
    unit: str, rules: dict[str, Any], expected: datetime
) -> None:
    assert due(SATURDAY_11, unit, 0, **rules) == expected


def test_zero_days_after_closing_are_due_when_the_next_day_closes_and_never_in_the_past() -> None:
    assert due(utc(2026, 3, 6, 9), "working_days", 0) == utc(2026, 3, 6, 16)
    assert due(utc(2026, 3, 6, 17), "working_days", 0) == utc(2026, 3, 9, 16)


@pytest.mark.parametrize(
    ("unit", "rules", "expected"),
    [
        ("hours", {}, utc(2026, 3, 7, 10)),
        ("working_hours", {}, utc(2026, 3, 6, 15)),
        ("working_days", {"day_count": "receipt_is_day_zero"}, utc(2026, 3, 6, 16)),
        ("working_days", {"day_count": "roll_first"}, utc(2026, 3, 5, 16)),
        ("working_days", {"day_count": "same_clock_time"}, utc(2026, 3, 5, 16)),
        ("calendar_days", {}, utc(2026, 3, 6, 11)),
    ],
)
def test_a_negative_target_counts_backward_and_is_never_paused(
    unit: str, rules: dict[str, Any], expected: datetime
) -> None:
    stop = [(utc(2026, 3, 7, 12), utc(2026, 3, 10))]
    assert due(SATURDAY_11, unit, -1, **rules) == expected
    assert due(SATURDAY_11, unit, -1, pauses=stop, **rules) == expected


def test_a_pause_gives_a_clock_of_hours_back_all_its_time_even_at_night() -> None:
    night = [(utc(2026, 3, 6, 20), utc(2026, 3, 7, 6))]
    assert due(FRIDAY_14, "hours", 24, pauses=night) == utc(2026, 3, 8)
    assert due(FRIDAY_14, "hours", 24, pauses=night, pause="wall_time") == utc(2026, 3, 8)


def test_a_pause_gives_working_days_back_the_working_time_that_it_took() -> None:
    two_hours = [(utc(2026, 3, 6, 9), utc(2026, 3, 6, 11))]
    assert due(THURSDAY_9, "working_days", 2, pauses=two_hours) == utc(2026, 3, 10, 10)
    weekend = [(utc(2026, 3, 6, 16), utc(2026, 3, 9, 8))]
    assert due(THURSDAY_9, "working_days", 3, pauses=weekend) == utc(2026, 3, 10, 16)
    friday = [(utc(2026, 3, 6), utc(2026, 3, 7))]
    assert due(THURSDAY_9, "working_days", 2, pauses=friday) == utc(2026, 3, 10, 16)


def test_by_wall_time_a_pause_gives_back_all_of_itself() -> None:
    weekend = [(utc(2026, 3, 6, 16), utc(2026, 3, 9, 8))]
    late = due(THURSDAY_9, "working_days", 3, pauses=weekend, pause="wall_time")
    assert late == utc(2026, 3, 13, 8)
    late = due(THURSDAY_9, "calendar_days", 3, pauses=weekend, pause="wall_time")
    assert late == utc(2026, 3, 11, 1)


def test_two_pauses_of_which_the_second_begins_in_the_time_given_back_both_count() -> None:
    friday = (utc(2026, 3, 6), utc(2026, 3, 7))
    monday = (utc(2026, 3, 9, 8), utc(2026, 3, 9, 12))
    assert due(THURSDAY_9, "working_days", 1, pauses=[friday]) == utc(2026, 3, 9, 16)
    assert due(THURSDAY_9, "working_days", 1, pauses=[monday, friday]) == utc(2026, 3, 10, 12)
    assert due(THURSDAY_9, "working_days", 1, pauses=[monday]) == utc(2026, 3, 6, 16)


@pytest.mark.parametrize(
    ("unit", "amount", "message"),
    [
        ("weeks", 1, "not among"),
        ("working_days", 1.5, "whole days"),
        ("hours", float("nan"), "not a length of time"),
        ("minutes", 1e12, "not a length of time"),
    ],
)
def test_a_target_that_can_t_be_is_refused(unit: str, amount: float, message: str) -> None:
    with pytest.raises(CalendarError, match=message):
        Target(unit, amount)


def test_a_rule_that_nobody_knows_is_refused() -> None:
    with pytest.raises(CalendarError, match="roll_first"):
        Rules(day_count="day_one")  # type: ignore[arg-type]  # a policy may say anything


@pytest.mark.parametrize("unit", ["hours", "working_hours", "working_days", "calendar_days"])
def test_a_start_without_a_zone_is_refused(unit: str) -> None:
    with pytest.raises(CalendarError, match="no time zone"):
        due(datetime(2026, 3, 6, 9), unit, 1)  # noqa: DTZ001  # the naive instant is tested


def test_more_days_than_there_are_years_lead_nowhere() -> None:
    with pytest.raises(CalendarError, match="lead nowhere"):
        due(FRIDAY_14, "calendar_days", 10_000_000)


def test_a_warning_comes_after_its_share_of_working_time() -> None:
    start, end = utc(2026, 3, 6, 12), utc(2026, 3, 9, 12)
    assert fraction_at(office(), start, end, 0.5) == utc(2026, 3, 6, 16)
    assert fraction_at(office(), start, end, 0.75) == utc(2026, 3, 9, 10)
    assert fraction_at(office(), start, end, 0) == start
    assert fraction_at(office(), start, end, 1) == end


def test_a_warning_leaves_out_the_time_that_was_paused() -> None:
    start, end = utc(2026, 3, 6, 8), utc(2026, 3, 6, 14)
    pauses = [(utc(2026, 3, 6, 9), utc(2026, 3, 6, 11))]
    assert fraction_at(office(), start, end, 0.5, pauses) == utc(2026, 3, 6, 12)


def test_a_pause_on_the_day_that_a_target_of_zero_days_ends_moves_its_end() -> None:
    pauses = [(utc(2026, 3, 6, 15), utc(2026, 3, 6, 17))]
    assert due(FRIDAY_14, "working_days", 0, pauses=pauses) == utc(2026, 3, 9, 9)


def test_where_no_work_is_done_a_warning_comes_after_its_share_of_wall_time() -> None:
    start = utc(2026, 3, 7, 8)
    assert fraction_at(office(), start, start + 4 * HOUR, 0.75) == start + 3 * HOUR


@pytest.mark.parametrize("fraction", [0.5, 0.9, 0.999999999, 1 - 2**-53])
@pytest.mark.parametrize("microseconds", [1, 2, 3_600_000_000, 10**15])
def test_a_warning_is_always_strictly_before_the_deadline(
    fraction: float, microseconds: int
) -> None:
    start = utc(2026, 3, 6, 9)
    end = start + timedelta(microseconds=microseconds)
    for calendar in (office(), ROUND_THE_CLOCK):
        assert start <= fraction_at(calendar, start, end, fraction) < end


def test_a_deadline_already_past_is_its_own_warning_and_a_negative_share_none() -> None:
    assert fraction_at(office(), FRIDAY_14, FRIDAY_14, 0.5) == FRIDAY_14
    with pytest.raises(CalendarError, match="no fraction"):
        fraction_at(office(), FRIDAY_14, SATURDAY_11, -0.1)
