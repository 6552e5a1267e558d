"""The calendar once more, slow and obvious: walks day by day through the written hours.

It shares no code with `shared.domain`; what both say is right for two different reasons.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

Period = tuple[datetime, datetime]
Minutes = tuple[int, int]
DAY = timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class ReferenceCalendar:
    """Reads the same canonical JSON as `calendar_from`; `years` it does not know."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.zone = ZoneInfo(document["time_zone"])

    def civil_periods(self, day: date) -> list[Minutes]:
        """The working minutes of a day, from each that begins work to the one that ends it."""
        if day.isoformat() in self.document.get("holidays", ()):
            return []
        weekly = self.document["weekly_hours"].get(WEEKDAYS[day.weekday()], ())
        hours = self.document.get("shifts", {}).get(day.isoformat(), weekly)
        return _worked(_fixed(hours), _fixed(self.document.get("breaks", ())))

    def works(self, day: date) -> bool:
        return bool(self.day_periods(day))

    def day_periods(self, day: date) -> list[Period]:
        periods = []
        for opening, closing in self.civil_periods(day):
            begins = min(self._instants(day, opening))
            last = min if closing == 1440 else max
            ends = last(self._instants(day, closing))
            if begins < ends and not self._is_skipped(day):
                periods.append((begins, ends))
        return _united(periods)

    def _instants(self, day: date, minute: int) -> list[datetime]:
        """All instants at which a wall clock shows this; in a gap, that time moved forward."""
        civil = datetime.combine(day, time()) + timedelta(minutes=minute)
        both = [civil.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
        shown = [one for one in both if one.astimezone(self.zone).replace(tzinfo=None) == civil]
        return shown or both[:1]

    def _is_skipped(self, day: date) -> bool:
        noon = datetime.combine(day, time(12), tzinfo=self.zone)
        return noon.astimezone(UTC).astimezone(self.zone).date() != day

    def periods_from(self, at: datetime) -> Iterator[Period]:
        """What is left of the working periods after an instant, for ever."""
        reached, day = at, at.astimezone(self.zone).date() - DAY
        while True:
            for opening, closing in self.day_periods(day):
                if closing > reached:
                    yield max(opening, reached), closing
                    reached = closing
            day += DAY

    def periods_until(self, at: datetime) -> Iterator[Period]:
        """The same backward, the latest first."""
        reached, day = at, at.astimezone(self.zone).date() + DAY
        while True:
            for opening, closing in reversed(self.day_periods(day)):
                if opening < reached:
                    yield opening, min(closing, reached)
                    reached = opening
            day -= DAY

    def deadline(self, start: datetime, duration: timedelta) -> datetime:
        """For a duration above zero; the closing time when the time is used up just then."""
        for opening, closing in self.periods_from(start):
            if closing - opening >= duration:
                return opening + duration
            duration -= closing - opening
        raise AssertionError

    def backward(self, end: datetime, duration: timedelta) -> datetime:
        for opening, closing in self.periods_until(end):
            if closing - opening >= duration:
                return closing - duration
            duration -= closing - opening
        raise AssertionError

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        total = timedelta(0)
        for opening, closing in self.periods_from(start):
            if opening >= end:
                break
            total += min(closing, end) - opening
        return total

    def deadline_with_pauses(
        self, start: datetime, duration: timedelta, pauses: Sequence[Period]
    ) -> datetime:
        """Each working period is cut wherever a pause begins or ends, and paused pieces skipped."""
        marks = sorted({mark for pause in pauses for mark in pause})
        for opening, closing in self.periods_from(start):
            cuts = [opening, *(mark for mark in marks if opening < mark < closing), closing]
            for begins, ends in pairwise(cuts):
                if any(stop <= begins and ends <= go for stop, go in pauses):
                    continue
                if ends - begins >= duration:
                    return begins + duration
                duration -= ends - begins
        raise AssertionError

    def first_working_moment(self, at: datetime) -> datetime:
        return next(self.periods_from(at))[0]

    def nth_working_day(self, day: date, count: int) -> date:
        step = DAY if count > 0 else -DAY
        while count:
            day += step
            if self.works(day):
                count -= 1 if step > timedelta(0) else -1
        return day

    def end_of(self, day: date, *, at_closing: bool) -> datetime:
        """When the last period of work ends, where asked and where there is one; else midnight."""
        if at_closing and self.works(day):
            return self.day_periods(day)[-1][1]
        return self._instants(day, 1440)[0]

    def last_date(self, start: datetime, days: int, *, inclusive: bool, rolls: bool) -> date:
        """Walks so many calendar days, the first of them the start's own where it counts."""
        day = start.astimezone(self.zone).date()
        for _ in range(days - inclusive):
            day += DAY
        while rolls and not self.works(day):
            day += DAY
        return day


def _united(periods: list[Period]) -> list[Period]:
    """A clock change may lay one period over another."""
    united: list[Period] = []
    for begins, ends in sorted(periods):
        while united and begins <= united[-1][1]:
            earlier = united.pop()
            begins, ends = earlier[0], max(ends, earlier[1])
        united.append((begins, ends))
    return united


def _fixed(hours: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(period) for period in hours)


@cache
def _worked(hours: Sequence[Sequence[str]], breaks: Sequence[Sequence[str]]) -> list[Minutes]:
    worked = {minute for minute in range(1440) if _is_in(minute, hours)}
    worked -= {minute for minute in range(1440) if _is_in(minute, breaks)}
    begins = [minute for minute in sorted(worked) if minute - 1 not in worked]
    ends = [minute + 1 for minute in sorted(worked) if minute + 1 not in worked]
    return list(zip(begins, ends, strict=True))


def _is_in(minute: int, periods: Sequence[Sequence[str]]) -> bool:
    return any(_minute(begin) <= minute < _minute(end) for begin, end in periods)


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
