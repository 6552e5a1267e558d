"""Why a deadline is what it is: the steps from the start to the due instant, as data.

Texts are somebody else's; here are codes and their parameters. Instants are ISO 8601 on the
calendar's own clock with its offset, dates ISO 8601, numbers whole. First comes the way that an
unpaused clock goes, then what each pause made of it.

| code | parameters | says |
|---|---|---|
| `received` | `at` | the clock began |
| `runs_round_the_clock` | `seconds` | the target is elapsed time, whatever the office hours |
| `counts_backward` | | the target lies before the start |
| `outside_hours_counts_from` | `at` | nobody was at work, so it counts from this opening |
| `day_zero` | `date` | the day from which days are counted, itself not counted |
| `receipt_counts` | `date` | the day of receipt is itself the first of these days |
| `counted_day` | `date`, `number` | the nth working day |
| `skipped_holiday`, `skipped_weekend`, `skipped_closed_day` | `date` | a day that doesn't count |
| `budget_used` | `date`, `seconds`, `left` | working time used up on a day, and what is left |
| `calendar_days_end`, `months_end` | `date`, `count` | the last of so many days or months |
| `moved_to_opening` | `at` | work is next done then |
| `next_working_day` | `date` | no work is done on the last day, so this one takes its place |
| `ends_at_closing` | `at` | the day closes before the clock time of the start |
| `paused` | `from`, `until`, `due` | the clock stood still, which moved the deadline to `due` |
| `due` | `at` | the deadline; always the last step, and always what `due_at` says |
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from shared.domain.calendar.due_dates import due_at, last_day
from shared.domain.calendar.targets import Rules, Target
from shared.domain.calendar.working_calendar import NO_TIME, Calendar, Pauses
from shared.domain.calendar.working_days import at_clock_time
from shared.domain.calendar.written_hours import WEEKDAYS

ONE_DAY = timedelta(days=1)
_END_OF_WEEK = WEEKDAYS[4:]
_AT_A_CLOCK_TIME = ("roll_first", "same_clock_time")
_DATED = {"calendar_days": "calendar_days_end", "months": "months_end"}


@dataclass(frozen=True)
class Step:
    """One sentence of an explanation: its code, and what to fill in."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


def explain_due(
    calendar: Calendar, start: datetime, target: Target, rules: Rules, pauses: Pauses = ()
) -> tuple[Step, ...]:
    """The steps by which `due_at` comes to its answer. Raises what it raises."""
    way = _Way(calendar, start, target, rules)
    due = way.due(pauses)
    return (way.at("received", start), *way.unpaused(), *way.stops(pauses), way.at("due", due))


@dataclass(frozen=True)
class _Way:
    """One question to `due_at`, explained piece by piece."""

    calendar: Calendar
    start: datetime
    target: Target
    rules: Rules

    def due(self, pauses: Pauses = (), rules: Rules | None = None) -> datetime:
        return due_at(self.calendar, self.start, self.target, rules or self.rules, pauses)

    def unpaused(self) -> Iterator[Step]:
        if self.target.amount < 0:
            yield Step("counts_backward")
        elif self.target.unit == "working_days":
            yield from self.counted_days()
        elif self.target.unit in _DATED:
            yield from self.last_date()
        elif self.target.unit == "working_hours" or self.stops_on_holidays():
            yield from self.spent_hours()
        else:
            yield Step("runs_round_the_clock", {"seconds": _seconds(self.target.duration)})

    def stops_on_holidays(self) -> bool:
        return self.calendar.always_open and not self.calendar.never_closes

    def spent_hours(self) -> Iterator[Step]:
        """Working time, day by day until it is used up."""
        due, left = self.due(), self.target.duration
        used_up = self.due(rules=replace(self.rules, boundary="end_of_period"))
        begun = self.calendar.first_working_moment(self.start) if left else used_up
        yield from self.into_hours(begun)
        day = self.day_of(begun)
        while left > NO_TIME:
            used = self.worked_on(day, begun, due)
            left -= used
            yield self.spent(day, used, left) if used else self.skipped(day)
            day += ONE_DAY
        if due > used_up:
            yield from self.closed_days(day, self.day_of(due))
            yield self.at("moved_to_opening", due)

    def worked_on(self, day: date, begun: datetime, due: datetime) -> timedelta:
        midnight, next_midnight = (
            at_clock_time(one, time(), self.calendar.zone) for one in (day, day + ONE_DAY)
        )
        return self.calendar.elapsed(max(begun, midnight), min(due, next_midnight))

    def counted_days(self) -> Iterator[Step]:
        """Day zero, then every day up to the nth working day."""
        moves = self.rules.day_count in _AT_A_CLOCK_TIME or not self.target.count
        begun = self.calendar.first_working_moment(self.start) if moves else self.start
        yield from self.into_hours(begun)
        day, number = self.day_of(begun), 0
        if self.rules.day_count == "receipt_is_day_one" and self.calendar.is_working_day(day):
            number = 1
            yield Step("counted_day", {"date": day.isoformat(), "number": number})
        else:
            yield Step("day_zero", {"date": day.isoformat()})
        while number < self.target.count:
            day += ONE_DAY
            if self.calendar.is_working_day(day):
                number += 1
                yield Step("counted_day", {"date": day.isoformat(), "number": number})
            else:
                yield self.skipped(day)
        if self.rules.day_count in _AT_A_CLOCK_TIME:
            yield from self.into_that_day(day, begun)

    def into_that_day(self, day: date, begun: datetime) -> Iterator[Step]:
        """What becomes of the clock time of the start on a day with other hours."""
        due = self.due()
        clock = at_clock_time(day, self.calendar.civil(begun).time(), self.calendar.zone)
        if due > clock:
            yield from self.closed_days(day + ONE_DAY, self.day_of(due))
            yield self.at("moved_to_opening", due)
        if due < clock:
            yield self.at("ends_at_closing", due)

    def last_date(self) -> Iterator[Step]:
        if self.rules.first_day == "receipt":
            yield Step("receipt_counts", {"date": self.day_of(self.start).isoformat()})
        last = last_day(self.calendar, self.start, self.target, self.rules)
        params: Mapping[str, str | int] = {"date": last.isoformat(), "count": self.target.count}
        yield Step(_DATED[self.target.unit], params)
        if self.rules.calendar_day_roll == "forward" and not self.calendar.is_working_day(last):
            day = self.calendar.first_working_day(last)
            yield from self.closed_days(last, day)
            yield Step("next_working_day", {"date": day.isoformat()})

    def into_hours(self, begun: datetime) -> Iterator[Step]:
        """From a start out of hours to the first working moment."""
        if begun != self.start:
            yield from self.closed_days(self.day_of(self.start), self.day_of(begun))
            yield self.at("outside_hours_counts_from", begun)

    def stops(self, pauses: Pauses) -> Iterator[Step]:
        """Each pause that moved the deadline, and where to."""
        in_order = sorted(pauses)
        reached = self.due()
        for count, (since, until) in enumerate(in_order, start=1):
            moved = self.due(in_order[:count])
            if moved != reached:
                reached = moved
                span = {"from": self.written(since), "until": self.written(until)}
                yield Step("paused", {**span, "due": self.written(moved)})

    def closed_days(self, first: date, end: date) -> Iterator[Step]:
        """The days without work from `first` up to, not with, `end`."""
        while first < end:
            if not self.calendar.is_working_day(first):
                yield self.skipped(first)
            first += ONE_DAY

    def skipped(self, day: date) -> Step:
        """A holiday on a day that would be free anyway is no reason."""
        weekday = WEEKDAYS[day.weekday()]
        usual = self.calendar.always_open or bool(self.calendar.weekly_hours.get(weekday))
        why = "closed_day"
        if usual and day in self.calendar.holidays:
            why = "holiday"
        elif not usual and weekday in _END_OF_WEEK:
            why = "weekend"
        return Step(f"skipped_{why}", {"date": day.isoformat()})

    def spent(self, day: date, used: timedelta, left: timedelta) -> Step:
        seconds = {"seconds": _seconds(used), "left": _seconds(left)}
        return Step("budget_used", {"date": day.isoformat(), **seconds})

    def at(self, code: str, instant: datetime) -> Step:
        return Step(code, {"at": self.written(instant)})

    def written(self, instant: datetime) -> str:
        return self.calendar.civil(instant).isoformat()

    def day_of(self, instant: datetime) -> date:
        return self.calendar.civil(instant).date()


def _seconds(length: timedelta) -> int:
    return round(length.total_seconds())
