"""Why a clock's date is what it is, in the reader's language: one sentence a step.

The steps are those of `shared.domain.calendar.explanation`, with what only the case knows around
them: what the clock began with, a pause that lasts, an extension, how it ended. Days of one kind
that follow one another share a sentence. The sentences stand in the catalogues under `explain.`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from shared.domain.calendar.explanation import explain_due
from shared.domain.deadlines import clocks, timing
from shared.domain.deadlines.clocks import Clock
from shared.domain.policy.clock_rules import ClockRule
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ClockState
from shared.messages import ended_day, plain_day, raw, text

SKIPPED = "skipped_"
Sentence = tuple[str, Mapping[str, Any]]


def explain(clock: Clock, policy: Policy, language: str) -> list[str]:
    """Sentences in this language. `policy` is the version that the clock's case lives under."""
    return [
        text(language, f"explain.{name}", **_in_words(values, language))
        for name, values in sentences(clock, policy)
    ]


def sentences(clock: Clock, policy: Policy) -> Iterator[Sentence]:
    """Each step by its name in the catalogues, and what to fill in."""
    rule = policy.rule(clock.rule)
    calendar = policy.calendars[rule.calendar]
    yield f"started_{rule.starts}", {"at": calendar.civil(clock.started_at)}
    yield f"target_{rule.target.unit}", {"amount": rule.target.amount}
    taken = clocks.ended_pauses(clock)
    found = explain_due(calendar, clock.started_at, rule.target, rule.rules, taken)
    between = [(one.code, one.params) for one in found[1:-1]]
    yield from _together(between, policy.estimated_holidays(rule.calendar))
    if clock.paused_at is not None:
        yield "waiting", {"at": calendar.civil(clock.paused_at)}
    yield from _extension(clock, rule, policy)
    yield "due", {"due": calendar.civil(clock.due_at)}
    if clock.met_at is not None:
        name = "met_late" if clock.state is ClockState.MET_LATE else "met"
        yield name, {"at": calendar.civil(clock.met_at)}
    elif clock.state in (ClockState.MISSED, ClockState.CANCELLED):
        yield str(clock.state), {}


def _together(steps: Iterable[Sentence], estimated: Iterable[str]) -> Iterator[Sentence]:
    guessed = set(estimated)
    for code, run in groupby(steps, key=lambda step: step[0]):
        same = [values for _, values in run]
        if code.startswith(SKIPPED):
            days = [values["date"] for values in same]
            yield code, {"dates": days}
            if guessed & set(days):
                yield "estimated", {"dates": sorted(guessed & set(days))}
        elif code == "counted_day" and len(same) > 1:
            first, last = same[0], same[-1]
            numbers = {"first": first["number"], "last": last["number"]}
            yield "counted_days", {"date": first["date"], "end_date": last["date"], **numbers}
        else:
            yield from ((code, values) for values in same)


def _extension(clock: Clock, rule: ClockRule, policy: Policy) -> Iterator[Sentence]:
    if clock.extended_days:
        plain = timing.recalculated(replace(clock, extended_days=0), rule, policy)
        calendar = policy.calendars[rule.calendar]
        yield "before", {"due": calendar.civil(plain.due_at)}
        working = rule.target.unit.startswith("working")
        yield "extended_working" if working else "extended", {"amount": clock.extended_days}


def _in_words(values: Mapping[str, Any], language: str) -> Mapping[str, str]:
    return {name: _shown(name, value, language) for name, value in values.items()}


def _shown(name: str, value: Any, language: str) -> str:
    if name in ("seconds", "left"):
        return f"{value // 3600}:{value % 3600 // 60:02}"
    if name == "dates":
        days = [plain_day(language, date.fromisoformat(day)) for day in value]
        return f"{raw(language, 'date.comma')} ".join(days)
    if name in ("date", "end_date"):
        return plain_day(language, date.fromisoformat(value))
    if name in ("at", "from", "until", "due"):
        at = datetime.fromisoformat(value) if isinstance(value, str) else value
        if name == "due" and (day := ended_day(at)) is not None:
            return text(language, "date.end", date=plain_day(language, day))
        return text(language, "date.at", date=plain_day(language, at), time=f"{at:%H:%M}")
    return f"{value:g}"
