"""Why a date is what it is: one sentence a step from the start of a clock to its deadline.

The steps are facts (`Step`); their sentences stand in `words.json` for each language of the pilot.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from shared.domain import clocks
from shared.domain.calendar import Calendar
from shared.domain.clocks import Clock, ClockState
from shared.domain.policy import ClockRule, Policy

WORDS = Path(__file__).with_name("words.json")
FROM_FIRST_WORK = ("roll_first", "same_clock_time")


@dataclass(frozen=True)
class Step:
    """A fact by its name in `words.json`, and the values of its sentence."""

    name: str
    values: Mapping[str, Any] = field(default_factory=dict)


def explain(clock: Clock, policy: Policy, language: str) -> list[str]:
    """Sentences in this language. `policy` is the version that the clock's case lives under."""
    words = _words()[language]
    zone = policy.calendars[policy.rule(clock.rule).calendar].zone
    return [
        words[step.name].format(
            **{key: _shown(value, words, zone) for key, value in step.values.items()}
        )
        for step in steps(clock, policy)
    ]


def steps(clock: Clock, policy: Policy) -> list[Step]:
    rule = policy.rule(clock.rule)
    return [
        Step(f"started_{rule.starts}", {"at": clock.started_at}),
        Step(f"target_{rule.target.unit}", {"amount": rule.target.amount}),
        *_counting(clock, rule, policy),
        *_pauses(clock, rule),
        *_extension(clock, rule, policy),
        *_ending(clock),
    ]


def _counting(clock: Clock, rule: ClockRule, policy: Policy) -> Iterator[Step]:
    calendar = policy.calendars[rule.calendar]
    unit, day_count = rule.target.unit, rule.rules.day_count
    if unit in ("minutes", "hours"):
        yield Step("day_and_night")
        return
    if unit == "working_days" and day_count == "receipt_is_day_zero":
        yield Step("day_zero")
    if unit == "working_hours" or (unit == "working_days" and day_count in FROM_FIRST_WORK):
        opening = calendar.first_working_moment(clock.started_at)
        if opening != clock.started_at:
            yield Step("from_opening", {"at": opening})
    if unit.startswith("working"):
        yield from _days_off(clock, policy.document["calendars"][rule.calendar], calendar)
    elif _rolled(clock, rule, policy):
        yield Step("rolled")


def _days_off(clock: Clock, document: Mapping[str, Any], calendar: Calendar) -> Iterator[Step]:
    yield Step("only_work")
    first, last = calendar.civil(clock.started_at).date(), calendar.civil(clock.due_at).date()
    weekdays = set(document["weekly_hours"])
    between = [
        day
        for day in (date.fromisoformat(text) for text in document["holidays"])
        if first <= day <= last and _weekday(day) in weekdays
    ]
    if between:
        yield Step("holidays", {"days": between})
    estimated = [day for day in between if day.isoformat() in document["estimated"]]
    if estimated:
        yield Step("estimated", {"days": estimated})


def _weekday(day: date) -> str:
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()]


def _rolled(clock: Clock, rule: ClockRule, policy: Policy) -> bool:
    """Whether the last day had no work, so that the next working day took its place."""
    plain = replace(rule, rules=replace(rule.rules, calendar_day_roll="none"))
    unpaused = replace(clock, pauses=(), extended_days=0)
    dues = [clocks.retimed(unpaused, one, policy).due_at for one in (plain, rule)]
    return dues[0] != dues[1]


def _pauses(clock: Clock, rule: ClockRule) -> Iterator[Step]:
    for pause in clock.pauses:
        if pause.until is None:
            yield Step("waiting", {"since": pause.since})
        else:
            yield Step(f"paused_{rule.rules.pause}", {"since": pause.since, "until": pause.until})


def _extension(clock: Clock, rule: ClockRule, policy: Policy) -> Iterator[Step]:
    moved = clock.extended_days or any(pause.until for pause in clock.pauses)
    if moved:
        plain = clocks.retimed(replace(clock, pauses=(), extended_days=0), rule, policy)
        yield Step("before", {"at": plain.due_at})
    if clock.extended_days:
        working = rule.target.unit.startswith("working")
        unit = "extended_working" if working else "extended"
        yield Step(unit, {"amount": clock.extended_days})


def _ending(clock: Clock) -> Iterator[Step]:
    yield Step("due", {"at": clock.due_at})
    if clock.met_at is not None:
        late = clock.state is ClockState.MET_LATE
        yield Step("met_late" if late else "met", {"at": clock.met_at})
    elif clock.state in (ClockState.MISSED, ClockState.CANCELLED):
        yield Step(str(clock.state))


def _shown(value: Any, words: Mapping[str, Any], zone: Any) -> str:
    if isinstance(value, list):
        return str(words["and"]).join(_shown(one, words, zone) for one in value)
    if isinstance(value, datetime):
        civil = value.astimezone(zone)
        return str(words["instant"]).format(
            day=civil.day,
            month=words["months"][civil.month - 1],
            year=civil.year,
            time=f"{civil:%H:%M}",
        )
    if isinstance(value, date):
        return str(words["date"]).format(
            day=value.day, month=words["months"][value.month - 1], year=value.year
        )
    return f"{value:g}"


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = json.loads(WORDS.read_text(encoding="utf-8"))
    return words
