"""Why a deadline is what it is, step by step."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from shared.domain.calendar import ROUND_THE_CLOCK, Calendar, Rules, Target, due_at, explanation
from shared.domain.calendar.explanation import Step, explain_due
from tests.offices import MONDAY, SATURDAY, office, utc

FRIDAY_14, SATURDAY_11 = utc(2026, 3, 6, 14), utc(2026, 3, 7, 11)
TUESDAY_OFF = office(holidays=frozenset({date(2026, 3, 10)}))
Told = list[tuple[str | int, ...]]


def told(
    start: datetime,
    unit: str,
    amount: float,
    calendar: Calendar | None = None,
    pauses: Any = (),
    **rules: Any,
) -> Told:
    steps = explain_due(calendar or office(), start, Target(unit, amount), Rules(**rules), pauses)
    return [(step.code, *step.params.values()) for step in steps]


def test_working_days_are_counted_one_by_one_and_each_day_left_out_has_its_reason() -> None:
    assert told(FRIDAY_14, "working_days", 2, TUESDAY_OFF) == [
        ("received", "2026-03-06T14:00:00+00:00"),
        ("day_zero", "2026-03-06"),
        ("skipped_weekend", "2026-03-07"),
        ("skipped_weekend", "2026-03-08"),
        ("counted_day", "2026-03-09", 1),
        ("skipped_holiday", "2026-03-10"),
        ("counted_day", "2026-03-11", 2),
        ("due", "2026-03-11T16:00:00+00:00"),
    ]


def test_a_weekend_rolled_first_leads_to_the_opening_from_which_it_counts() -> None:
    assert told(SATURDAY_11, "working_days", 1, day_count="roll_first") == [
        ("received", "2026-03-07T11:00:00+00:00"),
        ("skipped_weekend", "2026-03-07"),
        ("skipped_weekend", "2026-03-08"),
        ("outside_hours_counts_from", "2026-03-09T08:00:00+00:00"),
        ("day_zero", "2026-03-09"),
        ("counted_day", "2026-03-10", 1),
        ("due", "2026-03-10T08:00:00+00:00"),
    ]


def test_a_shorter_last_day_moves_the_clock_time_on_or_back_to_closing() -> None:
    short = office(shifts={MONDAY: [("08:00", "12:00")]})
    rolled = told(FRIDAY_14, "working_days", 1, short, day_count="roll_first")
    assert rolled[-2] == ("moved_to_opening", "2026-03-10T08:00:00+00:00")
    stopped = told(FRIDAY_14, "working_days", 1, short, day_count="same_clock_time")
    assert stopped[-2] == ("ends_at_closing", "2026-03-09T12:00:00+00:00")


def test_working_hours_are_used_up_day_by_day() -> None:
    assert told(FRIDAY_14, "working_hours", 12, TUESDAY_OFF) == [
        ("received", "2026-03-06T14:00:00+00:00"),
        ("budget_used", "2026-03-06", 7200, 36000),
        ("skipped_weekend", "2026-03-07"),
        ("skipped_weekend", "2026-03-08"),
        ("budget_used", "2026-03-09", 28800, 7200),
        ("skipped_holiday", "2026-03-10"),
        ("budget_used", "2026-03-11", 7200, 0),
        ("due", "2026-03-11T10:00:00+00:00"),
    ]


def test_a_budget_that_ends_at_closing_is_told_to_move_on_where_the_rule_says_so() -> None:
    steps = told(FRIDAY_14, "working_hours", 2, boundary="next_period_start")
    assert steps[1:] == [
        ("budget_used", "2026-03-06", 7200, 0),
        ("skipped_weekend", "2026-03-07"),
        ("skipped_weekend", "2026-03-08"),
        ("moved_to_opening", "2026-03-09T08:00:00+00:00"),
        ("due", "2026-03-09T08:00:00+00:00"),
    ]


def test_hours_run_round_the_clock_but_for_the_holidays_of_an_always_open_calendar() -> None:
    assert told(FRIDAY_14, "hours", 1)[1] == ("runs_round_the_clock", 3600)
    assert told(FRIDAY_14, "minutes", 1, ROUND_THE_CLOCK)[1] == ("runs_round_the_clock", 60)
    always = Calendar("always", "UTC", always_open=True, holidays=frozenset({SATURDAY}))
    assert told(FRIDAY_14, "hours", 24, always)[1:] == [
        ("budget_used", "2026-03-06", 36000, 50400),
        ("skipped_holiday", "2026-03-07"),
        ("budget_used", "2026-03-08", 50400, 0),
        ("due", "2026-03-08T14:00:00+00:00"),
    ]


def test_calendar_days_and_months_name_their_last_day_and_where_it_rolls() -> None:
    assert told(FRIDAY_14, "calendar_days", 1)[1:-1] == [("calendar_days_end", "2026-03-07", 1)]
    assert told(FRIDAY_14, "calendar_days", 1, calendar_day_roll="forward")[1:-1] == [
        ("calendar_days_end", "2026-03-07", 1),
        ("skipped_weekend", "2026-03-07"),
        ("skipped_weekend", "2026-03-08"),
        ("next_working_day", "2026-03-09"),
    ]
    assert told(FRIDAY_14, "months", 1)[1:-1] == [("months_end", "2026-04-06", 1)]


def test_each_pause_that_took_time_says_where_it_moved_the_deadline() -> None:
    weekend = (utc(2026, 3, 7), utc(2026, 3, 8))
    monday = (utc(2026, 3, 9, 9), utc(2026, 3, 9, 10))
    late = (utc(2026, 3, 20), utc(2026, 3, 21))
    pauses = [late, monday, weekend]
    assert told(FRIDAY_14, "working_days", 1, pauses=pauses)[-2:] == [
        ("paused", "2026-03-09T09:00:00+00:00", "2026-03-09T10:00:00+00:00",
         "2026-03-10T09:00:00+00:00"),
        ("due", "2026-03-10T09:00:00+00:00"),
    ]  # fmt: skip


def test_instants_are_told_on_the_offices_own_clock() -> None:
    steps = told(utc(2026, 3, 6, 3), "working_hours", 2, office("Asia/Kathmandu"))
    assert steps[0] == ("received", "2026-03-06T08:45:00+05:45")
    assert steps[-1] == ("due", "2026-03-06T10:45:00+05:45")


def test_a_free_day_in_the_middle_of_the_week_is_neither_weekend_nor_holiday() -> None:
    no_wednesday = Calendar(
        "no wednesday",
        "UTC",
        {day: [("08:00", "16:00")] for day in ("mon", "tue", "thu", "fri")},
        holidays=frozenset({SATURDAY}),
    )
    steps = told(utc(2026, 3, 6, 9), "working_days", 3, no_wednesday)
    assert ("skipped_weekend", "2026-03-07") in steps
    assert ("skipped_closed_day", "2026-03-11") in steps


@pytest.mark.parametrize("start", [FRIDAY_14, SATURDAY_11, utc(2026, 3, 6, 16)])
@pytest.mark.parametrize("amount", [-3, 0, 1, 17])
@pytest.mark.parametrize("pause", ["working_time", "wall_time"])
@pytest.mark.parametrize(
    ("unit", "rules"),
    [
        ("minutes", {}),
        ("hours", {}),
        ("working_hours", {}),
        ("working_hours", {"boundary": "next_period_start"}),
        ("working_days", {}),
        ("working_days", {"day_count": "roll_first"}),
        ("working_days", {"day_count": "same_clock_time"}),
        ("calendar_days", {"calendar_day_roll": "forward"}),
        ("months", {}),
    ],
)
def test_the_last_step_is_the_deadline_and_every_code_is_in_the_list(
    start: datetime, amount: int, pause: Any, unit: str, rules: dict[str, Any]
) -> None:
    pauses = [(start + timedelta(minutes=10), start + timedelta(days=2))]
    target, rule = Target(unit, amount), Rules(pause=pause, **rules)
    steps = explain_due(TUESDAY_OFF, start, target, rule, pauses)
    due = due_at(TUESDAY_OFF, start, target, rule, pauses)
    assert steps[0] == Step("received", {"at": start.isoformat()})
    assert steps[-1] == Step("due", {"at": due.isoformat()})
    assert all(f"`{step.code}`" in (explanation.__doc__ or "") for step in steps)
