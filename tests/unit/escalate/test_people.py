"""Who still needs somebody, asked just before alerting; and whom the matrix names."""

from datetime import timedelta

import pytest

from functions.escalate.find_people import FindPeople
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.instants import to_text
from shared.domain.procedure.alerts import Take
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.command import Command
from shared.domain.procedure.complainant import Withdraw
from shared.domain.vocabulary import Role
from tests.fakes import NOON, a_policy, policies
from tests.moments import CITIZEN
from tests.policy_document import document, people, rung
from tests.unit.escalate.world import LOG, World

SOON = NOON + timedelta(minutes=1)


def test_a_call_out_goes_to_the_levels_people_one_after_another() -> None:
    world = World()
    reference = world.urgent()
    answer = world.ask_people(*world.escalated())
    assert answer == {
        "agency": "health",
        "urgency": "urgent",
        "level": 1,
        "act": "notify",
        "call_out": True,
        "way": "in_turn",
        "escalations": [
            {
                "reference": reference,
                "seq": 2,
                "cause": "call_out",
                "clock": "acknowledge",
                "due_at": "2026-11-24T13:00:00Z",
            }
        ],
        "not_needed": [],
        "contacts": ["health.duty.0"],
        "wait_minutes": 5,
        "problem": None,
        "policy_version": "test.1",
    }


def test_a_missed_deadline_goes_to_all_of_the_levels_people_at_once() -> None:
    world = World()
    world.file(2)
    world.tick()
    answer = world.ask_people(*world.escalated())
    assert (answer["way"], answer["contacts"]) == ("at_once", ["health.head.0"])
    assert [one["clock"] for one in answer["escalations"]] == ["acknowledge"] * 2


def test_a_missed_decision_is_told_as_the_decision_and_when_it_was_due() -> None:
    world = World(policy=a_policy(clocks=document()["clocks"][-1:]))  # the resolve clock alone
    (reference,) = world.file(1)
    world.tick(NOON + timedelta(days=20))
    due = world.store.load(reference).clocks["resolve"].due_at
    (told,) = world.ask_people(*world.escalated())["escalations"]
    assert (told["clock"], told["due_at"]) == ("resolve", to_text(due))


def test_a_call_out_that_the_case_knows_nothing_of_calls_nobody() -> None:
    world = World()
    world.file(1)
    world.tick()
    world.run_start(*world.escalated())
    (started,) = world.executions.started.values()
    (told,) = started["escalations"]
    answer = world.people({**started, "escalations": [{**told, "cause": "call_out"}]}, None)
    assert (answer["way"], answer["escalations"]) == ("not_needed", [])


def test_a_case_that_was_answered_in_the_meantime_is_left_out() -> None:
    world = World()
    answered, waiting = world.file(2)
    world.tick()
    world.do(answered, Acknowledge())
    answer = world.ask_people(*world.escalated())
    assert [one["reference"] for one in answer["escalations"]] == [waiting]
    assert [one["reference"] for one in answer["not_needed"]] == [answered]


@pytest.mark.parametrize(
    ("command", "actor"),
    [
        (Acknowledge(), Actor(Role.OFFICER, "officer.health", "health")),
        (Withdraw(), CITIZEN),
        (Take("health.duty.0", "duty.user"), Actor(Role.CONTACT, "health.duty.0")),
        (Take("health.duty.0"), Actor(Role.CONTACT, "health.duty.0")),
    ],
)
def test_nobody_is_called_for_a_case_that_is_taken_acknowledged_or_over(
    command: Command, actor: Actor
) -> None:
    world = World()
    reference = world.urgent()
    world.casework.perform(reference, command, actor, Moment.at(SOON))
    answer = world.ask_people(*world.escalated())
    assert answer["way"] == "not_needed"
    assert answer["escalations"] == []


def test_a_take_at_the_last_level_is_seen_though_the_climb_was_over_by_then() -> None:
    world = World()
    reference = world.urgent()
    world.tick(NOON + timedelta(minutes=11))
    last = world.escalated()[-1]
    assert last.data["level"] == 2
    contact = Actor(Role.CONTACT, "health.head.0")
    world.casework.perform(
        reference, Take("health.head.0"), contact, Moment.at(NOON + timedelta(minutes=12))
    )
    assert world.ask_people(last)["way"] == "not_needed"


def test_a_level_that_the_climb_has_left_behind_calls_nobody() -> None:
    world = World()
    world.urgent()
    world.tick(NOON + timedelta(minutes=11))
    assert world.ask_people(world.escalated()[0])["way"] == "not_needed"


def test_whoever_stands_at_a_level_of_a_missed_deadline_hears_of_it_however_late() -> None:
    world = World()
    world.file(1)
    world.tick()
    (first,) = world.escalated()
    world.tick(NOON + timedelta(days=60))
    assert len(world.escalated()) > 1
    assert world.ask_people(first)["contacts"] == ["health.head.0"]


def test_people_are_those_of_the_policy_in_force_and_the_ladder_that_of_the_case() -> None:
    world = World()
    world.file(1)
    world.tick()
    moved = document(version="test.2", contacts=people("ombudsman"))
    moved["agencies"]["health"]["contacts"]["head"] = [{"email": "new.head@example.org"}] * 2
    moved["ladders"]["default"] = [rung(1, "hours", 0, "ombudsman")]
    now_in_force = a_policy(**moved)
    world.people = FindPeople(world.store, policies(world.policy, now_in_force), LOG)
    answer = world.ask_people(*world.escalated())
    assert answer["contacts"] == ["health.head.0", "health.head.1"]
    assert answer["policy_version"] == "test.2"


def test_where_the_policy_in_force_names_nobody_the_older_one_is_asked() -> None:
    world = World()
    world.file(1)
    world.tick()
    emptied = document(version="test.2")
    emptied["agencies"]["health"]["contacts"] = {}
    world.people = FindPeople(world.store, policies(world.policy, a_policy(**emptied)), LOG)
    answer = world.ask_people(*world.escalated())
    assert (answer["contacts"], answer["policy_version"]) == (["health.head.0"], "test.1")


def test_a_level_without_anybody_is_a_problem_that_is_told() -> None:
    nobody = document()
    nobody["ladders"]["default"] = [rung(1, "hours", 0, "nobody_has_this_post")]
    world = World(policy=a_policy(**nobody))
    world.file(1)
    world.tick()
    answer = world.ask_people(*world.escalated())
    assert (answer["contacts"], answer["problem"]) == ([], "nobody_named")
    assert answer["way"] == "at_once"
