"""The days off of a calendar: a country's, with the office's own corrections."""

from datetime import date
from typing import Any

import pytest

from infra.policy_tools.grammar import Holidays
from infra.policy_tools.holiday_dates import HolidayDates, HolidayMistake, holiday_dates

TODAY = date(2026, 1, 1)
MARCH_8, MAY_1 = date(2026, 3, 8), date(2026, 5, 1)


def holidays(**written: Any) -> Holidays:
    return Holidays.model_validate(written)


def test_a_calendar_without_a_country_has_the_days_that_were_written_and_no_others() -> None:
    written = holidays(add=[MARCH_8, MAY_1], years=(2026, 2027))
    assert holiday_dates(written, TODAY) == HolidayDates((MARCH_8, MAY_1), (), (2026, 2027))
    assert holiday_dates(holidays(add=[MAY_1]), TODAY).dates == (MAY_1,)


def test_a_country_fills_six_years_back_and_five_ahead_unless_years_are_written() -> None:
    assert holiday_dates(holidays(country="FR"), TODAY).years == (2020, 2031)
    found = holiday_dates(holidays(country="FR", years=(2026, 2026)), TODAY)
    assert found.years == (2026, 2026)
    assert {day.year for day in found.dates} == {2026}
    assert MAY_1 in found.dates


def test_work_goes_on_through_holidays_where_the_policy_says_none() -> None:
    assert holiday_dates("none", TODAY) == HolidayDates()


def test_a_country_that_nobody_knows_is_a_mistake_with_a_remedy() -> None:
    with pytest.raises(HolidayMistake) as mistake:
        holiday_dates(holidays(country="ZZ"), TODAY)
    assert mistake.value.remedy


def test_single_days_of_years_left_behind_are_dropped_and_those_to_come_are_still_mistakes() -> (
    None
):
    written = holidays(country="FR", add=["2019-07-01"], remove=["2019-05-01"])
    assert date(2019, 7, 1) not in holiday_dates(written, TODAY).dates
    with pytest.raises(HolidayMistake, match="2062"):
        holiday_dates(holidays(country="FR", remove=["2062-05-01"]), TODAY)
