"""The dates of public holidays, from the `holidays` package and an admin's corrections."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

import holidays as package

from infra.policy_tools.grammar import Every, Holidays, Named

Correction = TypeVar("Correction", bound=date | Every | Named)
YEARS_BACK, YEARS_AHEAD = 6, 5
ESTIMATED = "(estimated)"


class HolidayMistake(ValueError):
    """A correction or a country that can't be followed; `remedy` says what to write instead."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy


@dataclass(frozen=True)
class HolidayDates:
    """`estimated` are those of `dates` that are fixed only when the moon is sighted."""

    dates: tuple[date, ...] = ()
    estimated: tuple[date, ...] = ()
    years: tuple[int, int] | None = None


def holiday_dates(source: Holidays | Literal["none"], effective: date) -> HolidayDates:
    """Raises HolidayMistake for an unknown country and for a year that the package doesn't know."""
    if source == "none":
        return HolidayDates()
    years = source.years
    if years is None and source.country:
        years = (effective.year - YEARS_BACK, effective.year + YEARS_AHEAD)
    known = _of_country(source, years) if source.country and years else {}
    span = years or _span_of(source.add, effective)
    left_behind = span[0] if source.country and source.years is None else date.min.year
    kept = _without(known, _since(left_behind, source.remove), span)
    added = set(_days(_since(left_behind, source.add), span))
    dates = sorted({*kept, *added})
    estimated = [day for day in dates if day not in added and _is_estimated(kept[day])]
    return HolidayDates(tuple(dates), tuple(estimated), years)


def _of_country(source: Holidays, years: tuple[int, int]) -> dict[date, list[str]]:
    found: dict[date, list[str]] = {}
    parts: list[str | None] = [*source.subdivisions] or [None]
    try:
        for part in parts:
            span = range(years[0], years[1] + 1)
            for day, name in package.country_holidays(
                str(source.country), subdiv=part, years=span, language="en_US"
            ).items():
                found.setdefault(day, []).extend(name.split("; "))
    except NotImplementedError as error:
        raise HolidayMistake(
            str(error), "Write a country, or its subdivisions, that the `holidays` package has."
        ) from error
    _check_years(found, str(source.country), years)
    return {day: names for day, names in found.items() if years[0] <= day.year <= years[1]}


def _check_years(found: Iterable[date], country: str, years: tuple[int, int]) -> None:
    known = {day.year for day in found}
    for year in range(years[0], years[1] + 1):
        if year not in known:
            raise HolidayMistake(
                f"no holiday of {country} is known in {year}",
                "Narrow `years` to those that are known, or leave `country` out and `add` them.",
            )


def _without(
    known: dict[date, list[str]], remove: Iterable[date | Every | Named], span: tuple[int, int]
) -> dict[date, list[str]]:
    left = dict(known)
    for one in remove:
        gone = _named(known, one) if isinstance(one, Named) else set(_days([one], span))
        if not gone & known.keys():
            raise HolidayMistake(
                f"{_shown(one)} is no public holiday here, so it can't be removed",
                "Take it out of `remove`, or correct it.",
            )
        for day in gone & left.keys():
            names = [name for name in left[day] if isinstance(one, Named) and one.named not in name]
            left = {**left, day: names} if names else {k: v for k, v in left.items() if k != day}
    return left


def _since(year: int, corrections: Iterable[Correction]) -> Iterator[Correction]:
    """Leaves out single days before this year: a calendar that moves on needs them no more."""
    return (one for one in corrections if not isinstance(one, date) or one.year >= year)


def _named(known: dict[date, list[str]], one: Named) -> set[date]:
    return {
        day
        for day, names in known.items()
        if any(one.named in name for name in names) and _holds(one, day.year)
    }


def _days(corrections: Iterable[date | Every], span: tuple[int, int]) -> Iterator[date]:
    for one in corrections:
        if isinstance(one, date):
            yield one
            continue
        month, day = (int(part) for part in one.every.split("-"))
        for year in range(span[0], span[1] + 1):
            if _holds(one, year) and _exists(year, month, day):
                yield date(year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (month, day) != (2, 29) or leap


def _holds(one: Every | Named, year: int) -> bool:
    return (one.since or year) <= year <= (one.until or year)


def _span_of(add: Iterable[date | Every], effective: date) -> tuple[int, int]:
    named = [one.year for one in add if isinstance(one, date)]
    around = [effective.year - YEARS_BACK, effective.year + YEARS_AHEAD]
    return min([*named, *around]), max([*named, *around])


def _is_estimated(names: Iterable[str]) -> bool:
    return any(ESTIMATED in name for name in names)


def _shown(one: date | Every | Named) -> str:
    if isinstance(one, Named):
        return repr(one.named)
    return one.every if isinstance(one, Every) else one.isoformat()
