"""Deadlines that a law or a code fixes to the day, and how their ends are told."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from infra.policy_tools.policy_file import load
from shared.domain.calendar import Calendar, CalendarYearMissing, Rules, Target, due_at
from shared.domain.deadlines import clocks, timing
from shared.domain.deadlines.clocks import Clock
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ClockState
from shared.messages import long_deadline
from shared.messages.explanation import explain

POLICIES = Path(__file__).parents[2] / "infra" / "policy"
BURKINA = "default"
FOI, EU = "presets/uk_foi_s10", "presets/eu_2019_1937"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@cache
def policy(name: str) -> Policy:
    return load(POLICIES / f"{name}.yaml")


def started(name: str, at: datetime, clock: str = "resolve") -> Clock:
    known = policy(name)
    return timing.start(known.rules_for({"urgency": "standard"})[clock], at, known)


def office(name: str = BURKINA) -> Calendar:
    return policy(name).calendars["office_hours"]


def due(
    target: dict[str, int], start: datetime, *pauses: tuple[datetime, datetime], **rules: Any
) -> datetime:
    ((unit, amount),) = target.items()
    return due_at(office(), start, Target(unit, amount), Rules(**rules), pauses)


def test_a_deadline_that_ends_at_midnight_is_told_as_the_day_that_ends() -> None:
    asked = started(FOI, utc(2026, 11, 20, 10))
    assert asked.due_at == utc(2026, 12, 22)
    told = {lang: long_deadline(lang, asked.due_at, "Europe/London") for lang in ("en", "fr")}
    assert told["en"] == "the end of Monday 21 December 2026"
    assert told["fr"] == "lundi 21 décembre 2026, à la fin de la journée"
    assert "by the end of 21 December 2026" in explain(asked, policy(FOI), "en")[-1]


@pytest.mark.parametrize("language", ["fr", "en", "es", "ar"])
def test_any_other_deadline_is_told_with_its_clock_time(language: str) -> None:
    told = long_deadline(language, utc(2026, 12, 22, 16), "Africa/Ouagadougou")
    assert "16" in told and "22" in told


def test_an_extension_ends_where_a_longer_target_from_the_same_start_ends() -> None:
    """Every receipt day of a year: before weekends, holidays, and Fridays that close later."""
    for name in (FOI, BURKINA):
        rule = policy(name).rules_for({"urgency": "standard"})["resolve"]
        longer = Target("working_days", rule.target.count + 10)
        for day in range(364):
            start = utc(2026, 1, 1, 10) + timedelta(days=day)
            moved = timing.extended(started(name, start), 10, start, policy(name))
            expected = due_at(policy(name).calendars[rule.calendar], start, longer, rule.rules)
            assert moved.due_at == expected


def test_an_information_request_extended_by_twenty_days_ends_on_a_friday_night() -> None:
    asked = utc(2026, 11, 20, 10)
    moved = timing.extended(started(FOI, asked), 20, asked, policy(FOI))
    assert moved.due_at == utc(2027, 1, 23)
    assert long_deadline("en", moved.due_at, "Europe/London") == "the end of Friday 22 January 2027"


def test_an_extension_in_hours_of_work_keeps_its_clock_time_but_for_closing() -> None:
    thursday_15 = utc(2026, 11, 26, 15)
    hours = Target("working_hours", 1)
    assert due_at(office(), thursday_15, hours, Rules(), extension=1) == utc(2026, 11, 27, 16)
    always = policy(FOI).calendars["office_hours"]
    night = due_at(always, utc(2026, 11, 26, 23), hours, Rules(), extension=1)
    assert night == utc(2026, 11, 28)  # the end of Friday the 27th


def test_a_report_of_a_breach_may_be_acknowledged_until_its_seventh_day_ends() -> None:
    monday_9 = started(EU, utc(2026, 11, 2, 8), "acknowledge")
    assert monday_9.due_at == utc(2026, 11, 9, 23)
    assert clocks.met(monday_9, utc(2026, 11, 9, 10)).state is ClockState.MET
    on_christmas = started(EU, utc(2026, 12, 18, 9), "acknowledge")
    assert long_deadline("en", on_christmas.due_at, "Europe/Brussels") == (
        "the end of Monday 28 December 2026"
    )


def test_a_last_day_without_work_lasts_until_the_next_working_day_closes() -> None:
    saturday = due({"calendar_days": 5}, utc(2026, 11, 2, 15), calendar_day_roll="forward")
    assert saturday == utc(2026, 11, 9, 16)
    assert due({"calendar_days": 30}, utc(2026, 10, 30, 10), calendar_day_roll="forward") == (
        utc(2026, 11, 30, 16)
    )


def test_months_that_begin_on_the_day_of_receipt_end_on_the_day_before() -> None:
    six = due({"months": 6}, utc(2026, 6, 1, 9), first_day="receipt", day_end="midnight")
    assert six == utc(2026, 12, 1)
    assert long_deadline("en", six, "UTC") == "the end of Monday 30 November 2026"


def test_a_working_day_of_receipt_counts_as_the_first_where_the_procedure_says_so() -> None:
    monday, saturday = utc(2026, 11, 2, 9), utc(2026, 11, 7, 9)
    one = {"day_count": "receipt_is_day_one"}
    assert due({"working_days": 1}, monday, **one) == utc(2026, 11, 2, 16)
    assert due({"working_days": 3}, monday, **one) == utc(2026, 11, 4, 16)
    assert due({"working_days": 1}, saturday, **one) == utc(2026, 11, 9, 16)


def test_a_pause_in_wall_time_never_leaves_a_deadline_on_a_day_without_work() -> None:
    start, pause = utc(2026, 11, 2, 9), (utc(2026, 11, 3, 9), utc(2026, 11, 5, 9))
    wall = {"pause": "wall_time"}
    days = due({"calendar_days": 10}, start, pause, calendar_day_roll="forward", **wall)
    assert days == utc(2026, 11, 16, 16)
    assert due({"working_days": 3}, start, pause, **wall) == utc(2026, 11, 9, 16)
    assert due({"calendar_days": 10}, start, pause, **wall) == utc(2026, 11, 14, 9)


def test_a_clock_whose_time_is_up_at_this_instant_is_not_paused_any_more() -> None:
    running = started(BURKINA, utc(2026, 11, 2, 9))
    assert clocks.pause(running, running.due_at) == running
    before = running.due_at - timedelta(seconds=1)
    assert clocks.pause(running, before).state is ClockState.PAUSED


def test_a_pause_after_the_deadline_asks_for_no_year_that_nobody_needs() -> None:
    hours = {"tue": [("07:30", "16:00")], "wed": [("09:00", "16:00")]}
    known = Calendar("short", "Africa/Ouagadougou", hours, years=(2026, 2026))
    late = [(utc(2026, 12, 30, 10), utc(2027, 1, 3))]
    half_an_hour = Target("working_hours", 0.5)
    assert due_at(known, utc(2026, 12, 29, 20), half_an_hour, Rules(), late) == (
        utc(2026, 12, 30, 9, 30)
    )
    with pytest.raises(CalendarYearMissing):
        due_at(known, utc(2026, 12, 29, 20), Target("working_hours", 20), Rules(), late)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2023-09-27", True), ("2023-09-28", False), ("2024-05-15", False), ("2025-05-15", False),
        ("2024-06-17", False), ("2024-09-16", False), ("2025-06-06", False), ("2025-09-04", True),
        ("2025-09-05", False), ("2026-05-15", False),
    ],
)  # fmt: skip
def test_burkina_rested_on_the_days_that_were_announced(day: str, works: bool) -> None:
    assert office().is_working_day(date.fromisoformat(day)) is works


def test_an_extension_of_hours_ends_on_a_working_day_where_the_policy_rolls() -> None:
    friday = utc(2026, 11, 27, 10)
    rolls = Rules(calendar_day_roll="forward")
    assert due_at(office(), friday, Target("hours", 1), rolls, extension=1) == utc(2026, 11, 30, 16)
    assert due_at(office(), friday, Target("hours", 1), Rules(), extension=1) == (
        utc(2026, 11, 28, 11)
    )


def test_working_days_end_at_closing_also_where_calendar_days_end_at_midnight() -> None:
    start, pause = utc(2026, 11, 2, 9), (utc(2026, 11, 3, 9), utc(2026, 11, 5, 9))
    wall = {"pause": "wall_time", "day_end": "midnight"}
    assert due({"working_days": 3}, start, pause, **wall) == utc(2026, 11, 9, 16)
