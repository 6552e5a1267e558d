"""What the passing of time does: never early, never twice, never after the clock was met."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.case.case import Case
from shared.domain.case.events import SYSTEM, Actor, Event
from shared.domain.case.moment import Moment
from shared.domain.deadlines.tick import Ticked, tick
from shared.domain.procedure.alerts import Take
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.correspondence import RequestInformation
from shared.domain.vocabulary import ClockState, Role
from tests.fakes import NOON, FakeCases, a_casework, a_complaint, a_policy
from tests.policy_document import clock, rung

OFFICER = Actor(Role.OFFICER, "officer.health", "health")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
URGENT = {"urgent_answers": {"danger_now": True}}


class Running:
    """One case in an office; time passes when told."""

    def __init__(self, **changes: object) -> None:
        self.store = FakeCases()
        self.casework = a_casework(self.store)
        self.casework.file(a_complaint(**changes), OFFICER, NOON, lambda case: {})
        self.reference = next(iter(self.store.chains))

    def tick(self, at: datetime) -> Ticked:
        return self.casework.tick(self.reference, at)

    def acknowledge(self, at: datetime) -> Case:
        return self.casework.perform(self.reference, Acknowledge(), OFFICER, Moment.at(at))

    @property
    def case(self) -> Case:
        return self.store.load(self.reference)

    def events(self, name: str) -> list[Event]:
        return [one for one in self.store.events(self.reference) if one.name == name]


def test_an_urgent_complaint_calls_people_out_at_receipt() -> None:
    running = Running(**URGENT)
    (called,) = running.events("escalated")
    assert (called.data["cause"], called.data["level"]) == ("call_out", 1)
    assert running.case.climbs["call_out"].next_at == NOON + 10 * MINUTE


def test_an_ordinary_complaint_calls_nobody_out() -> None:
    assert Running().events("escalated") == []


def test_after_an_hour_the_clock_is_missed_and_the_first_level_reached_at_once() -> None:
    running = Running(**URGENT)
    done = running.tick(NOON + HOUR + MINUTE)
    assert (done.missed, done.escalated) == (1, 2)
    (missed,) = running.events("clock_missed")
    assert missed.data == {"clock": "acknowledge", "due_at": "2026-11-24T13:00:00Z"}
    causes = [(one.data["cause"], one.data["level"]) for one in running.events("escalated")]
    assert causes == [("call_out", 1), ("acknowledge", 1), ("call_out", 2)]


def test_a_second_tick_of_the_same_minute_changes_nothing() -> None:
    running = Running(**URGENT)
    running.tick(NOON + HOUR + MINUTE)
    before = running.case
    assert running.tick(NOON + HOUR + MINUTE) == Ticked()
    assert running.case == before


def test_acknowledging_first_means_that_nothing_fires() -> None:
    running = Running(**URGENT)
    running.acknowledge(NOON + 5 * MINUTE)
    assert running.tick(NOON + HOUR + MINUTE) == Ticked()
    assert running.case.clocks["acknowledge"].state is ClockState.MET


def test_an_answer_at_the_very_instant_is_in_time_and_no_tick_is_early() -> None:
    running = Running(**URGENT)
    assert running.tick(NOON + HOUR).missed == 0
    running.acknowledge(NOON + HOUR)
    assert running.case.clocks["acknowledge"].state is ClockState.MET


def test_an_answer_after_the_breach_is_met_late_and_ends_the_climb() -> None:
    running = Running(**URGENT)
    running.tick(NOON + HOUR + MINUTE)
    case = running.acknowledge(NOON + HOUR + 5 * MINUTE)
    assert case.clocks["acknowledge"].state is ClockState.MET_LATE
    assert {climb.next_at for climb in case.climbs.values()} == {None}
    assert running.tick(NOON + 9 * HOUR) == Ticked()


def test_an_answer_before_the_breach_that_is_recorded_later_is_met() -> None:
    running = Running(**URGENT)
    running.tick(NOON + HOUR + MINUTE)
    registrar = Actor(Role.REGISTRAR, "registrar")
    told = Moment.at(NOON + 3 * HOUR, NOON + 30 * MINUTE)
    case = running.casework.perform(running.reference, Acknowledge(), registrar, told)
    assert case.clocks["acknowledge"].state is ClockState.MET


def test_taking_the_case_ends_the_call_out_and_nothing_else() -> None:
    running = Running(**URGENT)
    contact = Actor(Role.CONTACT, "health.duty.0")
    command = Take("health.duty.0", "duty.user")
    case = running.casework.perform(
        running.reference, command, contact, Moment.at(NOON + 2 * MINUTE)
    )
    assert case.assignee == "duty.user"
    assert case.climbs["call_out"].next_at is None
    assert running.tick(NOON + 30 * MINUTE) == Ticked()
    assert running.tick(NOON + 61 * MINUTE).missed == 1


def test_a_late_tick_warns_once_of_the_last_share_and_not_at_all_after_a_miss() -> None:
    running = Running()
    due = running.case.clocks["resolve"].due_at
    running.acknowledge(NOON)
    assert running.tick(due - MINUTE) == Ticked(warned=1)
    (warning,) = running.events("clock_warned")
    assert warning.data["fraction"] == 0.75
    other = Running()
    other.acknowledge(NOON)
    assert other.tick(due + MINUTE) == Ticked(missed=1, escalated=1)


def test_a_late_tick_reaches_one_level_and_keeps_the_distance_to_the_next() -> None:
    running = Running(**URGENT)
    running.tick(NOON + 5 * HOUR)
    levels = [(one.data["cause"], one.data["level"]) for one in running.events("escalated")]
    assert levels == [("call_out", 1), ("acknowledge", 1), ("call_out", 2)]
    assert running.case.climbs["acknowledge"].next_at == NOON + 5 * HOUR + 30 * MINUTE
    (missed,) = running.events("clock_missed")
    assert missed.data["due_at"] == "2026-11-24T13:00:00Z"


def test_a_punctual_tick_keeps_the_planned_levels() -> None:
    running = Running(**URGENT)
    running.tick(NOON + HOUR + MINUTE)
    assert running.case.climbs["acknowledge"].next_at == NOON + HOUR + 30 * MINUTE


def test_a_paused_clock_is_never_missed() -> None:
    running = Running()
    running.acknowledge(NOON)
    command = RequestInformation("Which ward?")
    running.casework.perform(running.reference, command, OFFICER, Moment.at(NOON + MINUTE))
    assert running.tick(NOON + timedelta(days=300)) == Ticked()
    assert running.case.clocks["resolve"].state is ClockState.PAUSED


def test_a_clock_that_starts_with_an_acknowledgement_waits_for_it() -> None:
    later = [
        clock("acknowledge", "hours", 1, calendar="round_the_clock"),
        clock(
            "resolve",
            "hours",
            5,
            starts="acknowledged",
            met_by=["closed"],
            calendar="round_the_clock",
        ),
    ]
    store = FakeCases()
    casework = a_casework(store, a_policy(clocks=later))
    casework.file(a_complaint(), OFFICER, NOON, lambda case: {})
    reference = next(iter(store.chains))
    assert set(store.load(reference).clocks) == {"acknowledge"}
    case = casework.perform(reference, Acknowledge(), OFFICER, Moment.at(NOON + HOUR))
    assert case.clocks["resolve"].due_at == NOON + 6 * HOUR


INSTANTS = st.lists(st.integers(-10, 60 * 24 * 30), min_size=1, max_size=12)


@settings(max_examples=60)
@given(INSTANTS, st.integers(0, 60 * 24 * 10), st.booleans())
def test_whatever_the_ticks_each_effect_comes_once_and_never_early(
    minutes: list[int], answered: int, urgent: bool
) -> None:
    running = Running(**(URGENT if urgent else {}))
    steps = sorted([(one, "tick") for one in minutes] + [(answered, "answer")])
    for minute, kind in steps:
        at = NOON + minute * MINUTE
        if kind == "answer":
            running.acknowledge(at)
        else:
            running.tick(at)
            running.tick(at)
    for name in ("clock_missed", "clock_warned"):
        effects = [
            (
                one.data.get("clock"),
                one.data.get("fraction"),
            )
            for one in running.events(name)
        ]
        assert len(effects) == len(set(effects))
    _check_levels(running)
    for missed in running.events("clock_missed"):
        assert missed.occurred_at > datetime.fromisoformat(missed.data["due_at"])
        if missed.data["clock"] == "acknowledge":
            assert missed.occurred_at <= NOON + answered * MINUTE


def _check_levels(running: Running) -> None:
    """Each once in their order, and the last one again at the policy's rhythm."""
    ladders = a_policy().ladders
    by_cause: dict[str, list[Event]] = {}
    for one in running.events("escalated"):
        by_cause.setdefault(one.data["cause"], []).append(one)
    for levels in by_cause.values():
        last = len(ladders[levels[0].data["ladder"]])
        reached = [one.data["level"] for one in levels]
        assert reached == [min(place, last) for place in range(1, len(reached) + 1)]
        for before, again in pairwise(levels):
            if before.data["level"] == last:
                assert again.occurred_at - before.occurred_at >= timedelta(days=7)
                assert again.data["act"] == "notify"


def test_the_last_level_is_alerted_again_until_somebody_acts() -> None:
    running = Running(**URGENT)
    for hours in range(2, 24 * 29, 12):
        running.tick(NOON + hours * HOUR)
    missed = [one for one in running.events("escalated") if one.data["cause"] == "acknowledge"]
    last = missed[-1].data["level"]
    again = [one for one in missed if one.data["level"] == last]
    assert len(again) >= 4
    running.acknowledge(NOON + 24 * 29 * HOUR)
    running.tick(NOON + 24 * 90 * HOUR)
    later = [one for one in running.events("escalated") if one.data["cause"] == "acknowledge"]
    assert later == missed


def test_a_policy_says_how_often_the_last_level_is_alerted() -> None:
    ladders = {"default": [rung(1, "hours", 0, "desk"), rung(2, "hours", 1, "head")]}
    ladders["default"][-1]["repeat"] = {"hours": 6}
    store = FakeCases()
    one_hour = clock("acknowledge", "hours", 1, calendar="round_the_clock")
    casework = a_casework(store, a_policy(clocks=[one_hour], ladders=ladders))
    casework.file(a_complaint(), OFFICER, NOON, lambda case: {})
    reference = next(iter(store.chains))
    for minute in range(60, 60 * 20):
        casework.tick(reference, NOON + minute * MINUTE)
    reached = [one for one in store.chains[reference] if one.name == "escalated"]
    hours = [round((one.occurred_at - NOON) / HOUR) for one in reached]
    assert hours == [1, 2, 8, 14]


def test_ticking_is_pure() -> None:
    running = Running(**URGENT)
    case, policy = running.case, a_policy()
    once = tick(case, policy, NOON + 2 * HOUR, "op")
    assert tick(case, policy, NOON + 2 * HOUR, "op") == once
    assert running.case == case


def test_what_the_clock_did_is_recorded_as_the_systems_own_and_not_a_persons() -> None:
    assert (SYSTEM.role, SYSTEM.name, SYSTEM.agency) == (Role.SYSTEM, "sla", None)
