"""What each operation of the deadline vectors asks of the calendar.

Times without an offset are local to the calendar's zone. Tags say which rule a vector's source
follows where systems differ: `boundary`, `hold`, `day_count`, `precision`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from shared.domain.calendar import Boundary, Calendar, PauseRule, calendar_from
from shared.domain.calendar.working_days import at_clock_time

Answer = Mapping[str, Any]
UNITS = {"second": 1, "minute": 60, "hour": 3600}
DAYS_IN = {"day": 1, "month": 30}  # GLPI counts a month as thirty working days
PAUSE_RULES: Mapping[str | None, PauseRule] = {
    None: "working_time",
    "business_seconds": "working_time",
    "wall_clock": "wall_time",
}
BOUNDARIES: Mapping[str | None, Boundary] = {
    None: "end_of_period",
    "end_of_period": "end_of_period",
    "next_period_start": "next_period_start",
}


@dataclass(frozen=True)
class Question:
    """One vector, its inputs read in the light of its calendar."""

    calendar: Calendar
    given: Mapping[str, Any]
    tags: Mapping[str, str]

    def instant(self, key: str) -> datetime:
        return instant_of(self.given[key], self.calendar)

    def day(self, key: str = "start") -> date:
        return self.calendar.civil(self.instant(key)).date()

    @property
    def is_dated(self) -> bool:
        return len(self.given["start"]) == len("2026-01-31")

    @property
    def begin(self) -> datetime:
        return self.instant("start" if "start" in self.given else "at")

    @property
    def days(self) -> int:
        return int(self.given["days"])

    @property
    def boundary(self) -> Boundary:
        return BOUNDARIES[self.tags.get("boundary")]

    @property
    def pause(self) -> PauseRule:
        return PAUSE_RULES[self.tags.get("hold")]

    @property
    def pauses(self) -> list[tuple[datetime, datetime]]:
        return [
            (instant_of(one["from"], self.calendar), instant_of(one["to"], self.calendar))
            for one in self.given.get("pauses", ())
        ]

    @property
    def window(self) -> tuple[datetime, datetime]:
        start, end = self.instant("start"), self.instant("end")
        if "clamp" not in self.given:
            return start, end
        first, last = (instant_of(text, self.calendar) for text in self.given["clamp"])
        return max(start, first), min(end, last)


def instant_of(text: str, calendar: Calendar) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=calendar.zone).astimezone(UTC)


def calendar_of(document: Mapping[str, Any]) -> Calendar:
    """The vectors name the zone `timezone`, which is UTC unless they name one."""
    dated = {key: _by_date(document[key]) for key in ("shifts", "breaks") if key in document}
    return calendar_from({"time_zone": document.get("timezone", "Etc/UTC"), **document, **dated})


def _by_date(written: Any) -> Any:
    """Periods of dates as a list of {date, hours} or {open: close} in the form of the calendar."""
    if isinstance(written, list) and written and isinstance(written[0], dict):
        return {one["date"]: one["hours"] for one in written}
    if not isinstance(written, dict):
        return written
    return {
        day: list(hours.items()) if isinstance(hours, dict) else hours
        for day, hours in written.items()
    }


def duration_of(given: Mapping[str, Any], prefix: str = "") -> timedelta:
    if "unit" in given:
        return timedelta(seconds=given["amount"] * UNITS[_unit(given)])
    lengths = {unit: given[f"{prefix}{unit}s"] for unit in UNITS if f"{prefix}{unit}s" in given}
    if not lengths:
        raise KeyError(f"{prefix}seconds")
    return timedelta(seconds=sum(amount * UNITS[unit] for unit, amount in lengths.items()))


def deadline(q: Question) -> Answer:
    """A target in days is counted first, and paused working time put on top of it (GLPI)."""
    if _unit(q.given) in DAYS_IN:
        count = q.given["amount"] * DAYS_IN[_unit(q.given)]
        ends = q.given.get("end_of_working_day", False)
        unpaused = _at_clock_time(q, count, ends)
        return {"due": q.calendar.extended(unpaused, q.begin, q.pauses, q.pause, q.boundary)}
    due = q.calendar.deadline_with_pauses(
        q.begin, duration_of(q.given), q.pauses, q.pause, q.boundary
    )
    return {"due": due}


def deadline_with_hold(q: Question) -> Answer:
    length, hold = duration_of(q.given), duration_of(q.given, "hold_")
    if q.pause == "wall_time":
        return {"due": q.calendar.deadline(q.begin, length, q.boundary) + hold}
    return {"due": q.calendar.deadline(q.begin, length + hold, q.boundary)}


def deadline_with_escalation(q: Question) -> Answer:
    """A level's time is relative to the deadline, in working time or in working days (GLPI)."""
    due = deadline(q)["due"]
    paused = sum((q.calendar.elapsed(*pause) for pause in q.pauses), timedelta(0))
    answer = {"due": due, "paused_working_seconds": paused}
    offset = q.given.get("escalation_offset")
    return answer if offset is None else {**answer, "escalate_at": _level(q, due, offset)}


def _level(q: Question, due: datetime, offset: Mapping[str, Any]) -> datetime:
    if "days" in offset:
        return q.calendar.working_days_at_clock_time(due, offset["days"])
    return q.calendar.deadline(due, duration_of(offset), q.boundary)


def elapsed(q: Question) -> Answer:
    return _with_remaining(q, q.calendar.elapsed_with_pauses(*q.window, q.pauses))


def longest_exchange(q: Question) -> Answer:
    exchanges = [[instant_of(t, q.calendar) for t in pair] for pair in q.given["exchanges"]]
    return _with_remaining(q, max(q.calendar.elapsed(start, end) for start, end in exchanges))


def _with_remaining(q: Question, used: timedelta) -> Answer:
    answer = {"seconds": used}
    if "target_seconds" in q.given:
        answer["remaining_seconds"] = timedelta(seconds=q.given["target_seconds"]) - used
    return answer


def backward(q: Question) -> Answer:
    return {"start": q.calendar.backward(q.instant("end"), duration_of(q.given), q.boundary)}


def working_days(q: Question) -> Answer:
    if q.tags.get("day_count") == "roll_first":
        return roll_then_count(q)
    return {"due": _at_start_time(q, q.calendar.add_working_days(q.day(), q.days))}


def calendar_days(q: Question) -> Answer:
    last = q.calendar.first_working_day(q.day() + timedelta(days=q.days))
    return {"due": _at_start_time(q, last)}


def _at_start_time(q: Question, day: date) -> date | datetime:
    """A date when the vector gives one, else the start's clock time on that date."""
    clock = q.calendar.civil(q.begin).time()
    return day if q.is_dated else at_clock_time(day, clock, q.calendar.zone)


def working_days_between(q: Question) -> Answer:
    """After the earlier date up to the later one; `inclusive` counts both."""
    first, last = sorted((q.day(), q.day("end")))
    first += timedelta(days=0 if q.given.get("inclusive", False) else 1)
    span = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {"days": sum(q.calendar.is_working_day(day) for day in span)}


def roll_then_count(q: Question) -> Answer:
    if q.is_dated:
        first = q.calendar.first_working_day(q.day())
        return {"due": q.calendar.add_working_days(first, q.days)}
    return {"due": q.calendar.roll_then_count(q.begin, q.days)}


def working_days_at_clock_time(q: Question) -> Answer:
    ends = q.given.get("end_of_working_day", False)
    if q.tags.get("day_count") != "biz":
        return {"due": _at_clock_time(q, q.days, ends)}
    forward, back = q.calendar.first_working_moment, q.calendar.last_working_moment
    due = at_clock_time(
        q.calendar.add_working_days(q.day(), q.days),
        q.calendar.civil(q.begin).time(),
        q.calendar.zone,
    )
    return {"due": forward(due) if q.days >= 0 else back(due)}


def _at_clock_time(q: Question, count: int, ends: bool) -> datetime:
    """So many working days later at the same clock time, or when that day's work ends."""
    due = q.calendar.working_days_at_clock_time(q.begin, count)
    return q.calendar.closing_of(q.calendar.civil(due).date()) if ends else due


OPERATIONS: Mapping[str, Callable[[Question], Answer]] = {
    "deadline": deadline,
    "deadline_with_pauses": deadline,
    "deadline_with_hold": deadline_with_hold,
    "deadline_with_escalation": deadline_with_escalation,
    "elapsed": elapsed,
    "elapsed_with_pauses": elapsed,
    "longest_exchange": longest_exchange,
    "backward": backward,
    "working_days": working_days,
    "working_days_between": working_days_between,
    "working_days_at_clock_time": working_days_at_clock_time,
    "business_days_roll_then_count": roll_then_count,
    "calendar_days_roll_forward": calendar_days,
    "first_working_moment": lambda q: {"moment": q.calendar.first_working_moment(q.begin)},
    "first_working_day": lambda q: {"date": q.calendar.first_working_day(q.day())},
    "is_working_time": lambda q: {"working": q.calendar.first_working_moment(q.begin) == q.begin},
}


def _unit(given: Mapping[str, Any]) -> str:
    return str(given.get("unit", "second")).rstrip("s")


def answer_to(vector: Mapping[str, Any], calendars: Mapping[str, Any]) -> Answer:
    """What the calendar says, as JSON values under the names that the vector expects."""
    named = vector["calendar"]
    calendar = calendar_of(calendars[named] if isinstance(named, str) else named)
    tags = dict(tag.split("=", 1) for tag in vector.get("tags", ()) if "=" in tag)
    question = Question(calendar, vector["input"], tags)
    answer = OPERATIONS[vector["op"]](question)
    return {
        key: _as_written(answer[key], expected, question)
        for key, expected in vector["expected"].items()
    }


def _as_written(value: Any, expected: Any, q: Question) -> Any:
    """The value in the form in which the vector writes it, so that equal values look equal."""
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
        return int(seconds) if seconds == int(seconds) else seconds
    if isinstance(value, datetime):
        if q.tags.get("precision") == "minute_floor":
            value = value.replace(second=0, microsecond=0)
        local = value.astimezone(q.calendar.zone)
        if len(expected) == len("2026-01-31"):
            return local.date().isoformat()
        meant = datetime.fromisoformat(expected)
        same = value == meant if meant.tzinfo else local.replace(tzinfo=None) == meant
        return expected if same else local.isoformat()
    return value.isoformat() if isinstance(value, date) else value
