"""Every step from the start of a clock to its date, in each language of the pilot."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from infra.policy_tools.policy_file import DEFAULT, load
from shared.domain.calendar import explanation
from shared.domain.deadlines import clocks, timing
from shared.domain.deadlines.clocks import Clock, Pause
from shared.domain.policy.model import Policy
from shared.messages import LANGUAGES, has_text, long_day
from shared.messages.explanation import explain, sentences
from tests.policy_document import clock as rule_of
from tests.policy_document import document

MONDAY = datetime(2026, 12, 7, 9, 0, tzinfo=UTC)
PILOT = load(DEFAULT)


def resolving(at: datetime = MONDAY) -> Clock:
    return timing.start(PILOT.rules_for({})["resolve"], at, PILOT)


def test_the_first_sentence_is_the_start_and_the_last_one_the_date() -> None:
    told = explain(resolving(), PILOT, "en")
    assert told[0] == "The complaint was received on 7 December 2026 at 09:00."
    assert told[-1] == "So an answer is due by 7 January 2027 at 16:00."


def test_days_of_one_kind_share_a_sentence_and_holidays_are_named() -> None:
    told = explain(resolving(), PILOT, "fr")
    assert "Du 8 décembre 2026 au 10 décembre 2026, ce sont les jours ouvrés n° 1 à 3." in told
    assert "Jour férié, non compté : 11 décembre 2026." in told
    assert "Fin de semaine, non comptée : 12 décembre 2026, 13 décembre 2026." in told


def test_a_holiday_that_waits_for_the_moon_is_flagged() -> None:
    told = explain(resolving(datetime(2027, 3, 1, 9, 0, tzinfo=UTC)), PILOT, "en")
    assert "This date is estimated until it is announced: 9 March 2027." in told


def test_an_hour_runs_day_and_night() -> None:
    rule = PILOT.rules_for({"urgency": "urgent"})["acknowledge"]
    told = explain(timing.start(rule, MONDAY, PILOT), PILOT, "es")
    assert told[2] == "El plazo corre de día y de noche, todos los días del año."


def test_pauses_and_extensions_are_told_with_what_they_change() -> None:
    pause = Pause(MONDAY + timedelta(days=1), MONDAY + timedelta(days=3))
    paused = replace(resolving(), pauses=(pause,))
    longer = timing.extended(paused, 5, paused.started_at, PILOT)
    names = [name for name, _ in sentences(longer, PILOT)]
    assert names[-4:] == ["paused", "before", "extended_working", "due"]


def test_what_became_of_the_clock_comes_last() -> None:
    late = clocks.missed(resolving(), MONDAY + timedelta(days=90))
    answered = clocks.met(late, MONDAY + timedelta(days=90))
    waiting = clocks.pause(resolving(), MONDAY + timedelta(days=1))
    assert explain(late, PILOT, "en")[-1] == "The deadline was missed."
    assert explain(answered, PILOT, "en")[-1].startswith("It came late, on 7 March 2027")
    assert "waiting" in [name for name, _ in sentences(waiting, PILOT)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_written_in_the_order_of_every_other_page(language: str) -> None:
    first = replace(resolving(), due_at=datetime(2027, 1, 1, 16, 0, tzinfo=UTC))
    due = explain(first, PILOT, language)[-1]
    day = long_day(language, first.due_at.date())
    assert day.split(" ", 1)[1] in due


def test_every_code_of_an_explanation_has_its_sentence() -> None:
    lines = [line for line in (explanation.__doc__ or "").splitlines() if line.startswith("| `")]
    codes = {code for line in lines for code in re.findall("`([a-z_]+)`", line.split("|")[1])}
    assert len(codes) >= 14
    assert [code for code in codes - {"received"} if not has_text(f"explain.{code}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_rule_and_hour_of_the_week_can_be_told(language: str) -> None:
    targets = {
        "minutes": 30,
        "hours": 5,
        "working_hours": 20,
        "working_days": 4,
        "calendar_days": 6,
        "months": 2,
    }
    for (unit, amount), count, roll in product(
        targets.items(),
        ("receipt_is_day_zero", "roll_first", "same_clock_time"),
        ("none", "forward"),
    ):
        rules = {
            "boundary": "next_period_start",
            "day_count": count,
            "pause": "wall_time",
            "calendar_day_roll": roll,
        }
        rule = rule_of("resolve", unit, amount, rules=rules)
        policy = Policy("t", document(clocks=[rule]))
        for hour in range(0, 24 * 7, 7):
            clock = timing.start(policy.rule("resolve"), MONDAY + timedelta(hours=hour), policy)
            told = explain(clock, policy, language)
            assert len(told) >= 4
            assert not any("{" in sentence for sentence in told)
