"""Clocks under every act that moves them; among them the rules that other systems tell in words."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.deadlines import clocks
from shared.domain.deadlines.clocks import Clock
from shared.domain.errors import InvalidInput
from shared.domain.policy.model import Policy
from shared.domain.procedure.assessment import Acknowledge, Triage
from shared.domain.procedure.command import Command
from shared.domain.procedure.complainant import AddMessage
from shared.domain.procedure.correspondence import Reply, RequestInformation
from shared.domain.procedure.handling import Extend
from shared.domain.vocabulary import ClockState, Role
from tests.fakes import FakeCases, a_casework, a_complaint, a_policy
from tests.policy_document import OFFICE, clock, document

OFFICER = Actor(Role.OFFICER, "officer.health", "health")
CITIZEN = Actor(Role.COMPLAINANT, "complainant")
MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday, in the office's time
HOUR = timedelta(hours=1)
HALF_HOUR_AND_TWO = [
    clock("acknowledge", "working_hours", 0.5, met_by=["replied", "decision_signed_off"]),
    clock(
        "resolve",
        "working_hours",
        2,
        met_by=["decision_signed_off", "closed"],
        paused_by=["awaiting_complainant"],
    ),
]


class Running:
    """One case under a policy; acts are told with the time since its receipt."""

    def __init__(self, policy: Policy | None = None, **changes: Any) -> None:
        self.store = FakeCases()
        self.casework = a_casework(self.store, policy or a_policy())
        self.casework.file(a_complaint(**changes), CITIZEN, MORNING, lambda case: {})
        self.reference = next(iter(self.store.chains))

    def do(self, after: timedelta, command: Command, actor: Actor = OFFICER) -> Case:
        return self.casework.perform(self.reference, command, actor, Moment.at(MORNING + after))

    def tick(self, after: timedelta) -> None:
        self.casework.tick(self.reference, MORNING + after)

    def clock(self, name: str) -> Clock:
        return self.store.load(self.reference).clocks[name]

    def states(self) -> tuple[str, str]:
        return self.clock("acknowledge").state, self.clock("resolve").state


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


ASKED = RequestInformation("Which ward?")
TOLD = AddMessage("The second.")


@pytest.mark.parametrize(
    ("acts", "at", "states"),
    [
        pytest.param([], 60, ("missed", "running"), id="V126 no reply before the response target"),
        pytest.param(
            [(10, Reply("Yes.")), (11, ASKED), (20, TOLD)],
            135,
            ("met", "missed"),
            id="V127 response met, resolution missed after a pause",
        ),
        pytest.param([], 180, ("missed", "missed"), id="V128 both missed"),
        pytest.param([(9, Reply("Yes.")), (10, ASKED)], 10, ("met", "paused"), id="V129 on hold"),
        pytest.param([], 0, ("running", "running"), id="V130 fresh"),
        pytest.param(
            [(9, Reply("Yes.")), (10, ASKED), (20, TOLD)],
            20,
            ("met", "running"),
            id="V131 response met, resolution pending",
        ),
    ],
)
def test_the_states_that_another_system_tells_in_words(
    acts: list[tuple[int, Command]], at: int, states: tuple[str, str]
) -> None:
    running = Running(a_policy(clocks=HALF_HOUR_AND_TWO))
    for after, command in acts:
        actor = CITIZEN if isinstance(command, AddMessage) else OFFICER
        running.do(minutes(after), command, actor)
    running.tick(minutes(at))
    assert running.states() == states


def test_v025_a_repeated_message_of_the_citizen_does_not_move_the_deadline() -> None:
    running = Running()
    before = running.clock("acknowledge").due_at
    running.do(HOUR, AddMessage("I ask again."), CITIZEN)
    assert running.clock("acknowledge").due_at == before


def test_v013_a_clock_that_no_rule_covers_any_more_is_called_off() -> None:
    rules = [clock("resolve", "working_hours", 4, when={"urgency": "standard"})]
    running = Running(a_policy(clocks=rules))
    case = running.do(minutes(5), Triage("It concerns a child.", urgency="high"))
    assert case.clocks["resolve"].state is ClockState.CANCELLED
    assert (case.next_due, case.wake_at) == (None, None)


def test_reclassifying_keeps_elapsed_and_paused_time() -> None:
    rules = [
        clock(
            "resolve",
            "working_hours",
            6,
            paused_by=["awaiting_complainant"],
            met_by=["closed"],
            id="r/standard",
            when={"urgency": "standard"},
        ),
        clock(
            "resolve",
            "working_hours",
            10,
            paused_by=["awaiting_complainant"],
            met_by=["closed"],
            id="r/high",
        ),
    ]
    running = Running(a_policy(clocks=rules))
    running.do(HOUR, Acknowledge())
    running.do(HOUR, ASKED)
    running.do(2 * HOUR, TOLD, CITIZEN)
    case = running.do(2 * HOUR, Triage("It concerns a child.", urgency="high"))
    moved = case.clocks["resolve"]
    # 10 hours from 9:00: 3 before noon, 4 after, 1 of them paused; 4 more on Wednesday morning
    assert (moved.rule, moved.due_at) == ("r/high", datetime(2026, 11, 25, 12, 0, tzinfo=UTC))
    assert moved.started_at == MORNING
    assert clocks.ended_pauses(moved) == ((MORNING + HOUR, MORNING + 2 * HOUR),)


def test_a_case_handed_to_an_agency_with_another_calendar_counts_its_hours() -> None:
    calendars = {
        **document()["calendars"],
        "court": OFFICE | {"weekly_hours": {day: [["09:00", "11:00"]] for day in ("tue", "thu")}},
    }
    rules = [
        clock(
            "resolve",
            "working_hours",
            3,
            calendar="court",
            id="r/justice",
            when={"agency": "justice"},
        ),
        clock("resolve", "working_hours", 3, id="r"),
    ]
    running = Running(a_policy(clocks=rules, calendars=calendars))
    assert running.clock("resolve").due_at == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    case = running.do(HOUR, Triage("It is a court's.", agency="justice"))
    assert case.agency == "justice"
    assert case.clocks["resolve"].due_at == datetime(2026, 11, 26, 10, 0, tzinfo=UTC)


def test_what_was_missed_before_a_reclassification_stays_missed() -> None:
    running = Running(urgent_answers={"danger_now": True})
    running.tick(2 * HOUR)
    case = running.do(2 * HOUR, Triage("It was a misreading.", urgency="standard"))
    assert case.clocks["acknowledge"].state is ClockState.MISSED
    assert case.climbs["call_out"].next_at is None


def test_a_case_raised_to_urgent_calls_people_out_and_counts_from_the_triage() -> None:
    running = Running()
    case = running.do(minutes(30), Triage("People are in danger.", urgency="urgent"))
    assert case.climbs["call_out"].started_at == MORNING + minutes(30)
    assert case.clocks["acknowledge"].due_at == MORNING + minutes(30) + HOUR


def test_an_extension_moves_the_deadline_by_working_days_and_keeps_its_hour() -> None:
    running = Running()
    before = running.clock("resolve").due_at
    case = running.do(HOUR, Extend("resolve", 3, "The ward's records are in another town."))
    assert before == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    assert case.clocks["resolve"].due_at == datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
    assert [one.kind for one in running.store.texts(running.reference)][-1] == "extension"


def test_an_extension_survives_a_pause_and_a_reclassification() -> None:
    running = Running()
    running.do(HOUR, Acknowledge())
    running.do(HOUR, Extend("resolve", 3, "Records are elsewhere."))
    running.do(HOUR, ASKED)
    running.do(2 * HOUR, TOLD, CITIZEN)
    case = running.do(2 * HOUR, Triage("It concerns a child.", urgency="high"))
    assert case.clocks["resolve"].due_at == datetime(2026, 12, 4, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "command", "field"),
    [
        (HOUR, Extend("nonsense", 1, "Because."), "clock"),
        (HOUR, Extend("resolve", 0, "Because."), "days"),
        (timedelta(days=60), Extend("resolve", 1, "Because."), "clock"),
        (HOUR, Triage("Because."), "urgency"),
        (HOUR, Triage("Because.", urgency="nonsense"), "urgency"),
        (HOUR, Triage("Because.", category="nonsense"), "category"),
    ],
)
def test_what_can_not_be_extended_or_triaged_is_refused_by_name(
    after: timedelta, command: Command, field: str
) -> None:
    running = Running()
    with pytest.raises(InvalidInput) as refused:
        running.do(after, command)
    assert refused.value.errors[0].field == field


def test_a_clarification_that_restarts_gives_the_whole_time_again() -> None:
    rules = [
        clock(
            "resolve",
            "working_hours",
            6,
            paused_by=["awaiting_complainant"],
            met_by=["closed"],
            clarification="restart",
        )
    ]
    running = Running(a_policy(clocks=rules))
    running.do(HOUR, Acknowledge())
    running.do(HOUR, ASKED)
    case = running.do(2 * HOUR, TOLD, CITIZEN)
    restarted = case.clocks["resolve"]
    assert (restarted.started_at, restarted.pauses) == (MORNING + 2 * HOUR, ())
    assert restarted.due_at == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_a_clock_whose_time_is_up_can_not_be_saved_by_a_pause() -> None:
    running = Running(a_policy(clocks=HALF_HOUR_AND_TWO))
    running.do(minutes(10), Reply("Yes."))
    running.do(3 * HOUR, ASKED)
    assert running.clock("resolve").state is ClockState.RUNNING
    running.tick(3 * HOUR + minutes(1))
    assert running.clock("resolve").state is ClockState.MISSED


def test_a_clock_comes_back_equal_from_its_document() -> None:
    running = Running()
    running.do(HOUR, Acknowledge())
    running.do(HOUR, ASKED)
    for one in running.store.load(running.reference).clocks.values():
        assert clocks.from_document(clocks.to_document(one)) == one
