"""Hours that can be worked, in zones that exist, with holidays for every year that is needed."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from shared.domain.calendar import CalendarError, calendar_from
from shared.domain.calendar.written_hours import check_zone
from shared.policy_schema.document import CalendarDocument, PolicyDocument
from shared.policy_schema.findings import Finding, Path

YEARS_AHEAD = 2  # a case filed on the last day still needs the year after next


def zones(policy: PolicyDocument) -> Iterator[Finding]:
    places: list[tuple[Path, str]] = [(("office", "time_zone"), policy.office.time_zone)]
    for name, calendar in policy.calendars.items():
        places.append((("calendars", name, "time_zone"), calendar.time_zone))
    for path, zone in places:
        try:
            check_zone(zone)
        except CalendarError:
            remedy = "Write a name of the tz database, such as Africa/Ouagadougou."
            yield Finding(path, f"there is no time zone {zone}", remedy)


def hours(policy: PolicyDocument) -> Iterator[Finding]:
    """Each day's periods in order and apart; and a calendar in which work is done at all."""
    for name, calendar in policy.calendars.items():
        found = list(_overlaps(name, calendar))
        yield from found
        if not found and _zone_is_known(calendar):
            yield from _unworkable(name, calendar)


def years(policy: PolicyDocument) -> Iterator[Finding]:
    """Holidays of the years in which deadlines of cases under this policy may fall."""
    first = policy.effective_from.year
    for name, calendar in policy.calendars.items():
        if calendar.years is None:
            continue
        path: Path = ("calendars", name, "holidays", "years")
        if not calendar.years[0] <= first <= first + YEARS_AHEAD <= calendar.years[1]:
            yield Finding(
                path,
                f"holidays are known for {calendar.years[0]} to {calendar.years[1]}, but deadlines "
                f"may fall in {first} to {first + YEARS_AHEAD}",
                "Widen `years`, or leave it out to have them filled in.",
            )
        yield from _empty_years(name, calendar)
        yield from _outside(name, calendar)


def _overlaps(name: str, calendar: CalendarDocument) -> Iterator[Finding]:
    days: list[tuple[Path, Sequence[Sequence[str]]]] = [
        (("weekly_hours", weekday), periods) for weekday, periods in calendar.weekly_hours.items()
    ]
    days += [(("shifts", day.isoformat()), periods) for day, periods in calendar.shifts.items()]
    for path, periods in [*days, (("breaks",), calendar.breaks)]:
        for before, after in pairwise(periods):
            if after[0] < before[1]:
                yield Finding(
                    ("calendars", name, *path),
                    f"{'–'.join(after)} begins before {'–'.join(before)} has ended",
                    "Put the periods in order, without overlap.",
                )


def _zone_is_known(calendar: CalendarDocument) -> bool:
    try:
        check_zone(calendar.time_zone)
    except CalendarError:
        return False
    return True


def _unworkable(name: str, calendar: CalendarDocument) -> Iterator[Finding]:
    try:
        calendar_from({"name": name, **calendar.model_dump(mode="json")})
    except CalendarError as error:
        remedy = 'Write hours like [["07:30", "12:30"], ["13:30", "16:00"]].'
        yield Finding(("calendars", name, "weekly_hours"), str(error), remedy)


def _empty_years(name: str, calendar: CalendarDocument) -> Iterator[Finding]:
    first, last = calendar.years or (0, 0)
    known = {day.year for day in calendar.holidays}
    for year in range(first, last + 1):
        if year not in known:
            yield Finding(
                ("calendars", name, "holidays"),
                f"{year} has no holiday at all",
                "Add that year's holidays, or end `years` before it.",
            )


def _outside(name: str, calendar: CalendarDocument) -> Iterator[Finding]:
    first, last = calendar.years or (0, 0)
    for day in calendar.holidays:
        if not first <= day.year <= last:
            yield Finding(
                ("calendars", name, "holidays", "add"),
                f"{day} lies outside the years {first} to {last} whose holidays are known",
                "Widen `years`, or take the date out.",
            )


CHECKS = (zones, hours, years)
