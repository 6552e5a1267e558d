"""Cases that nobody was given, that concern staff, or that are the office's own."""

from datetime import timedelta

from shared.domain.case.moment import Moment
from shared.domain.procedure.complainant import Withdraw
from shared.domain.procedure.handling import Assign
from shared.domain.procedure.safeguards import NameSubject, Recuse
from tests.fakes import NOON, a_policy
from tests.moments import CITIZEN
from tests.policy_document import document, rung
from tests.procedures import OFFICER, OMBUDSMAN, a_full_policy
from tests.unit.escalate.world import World

DAY = timedelta(days=1)


def waiting_world(act: str = "notify") -> World:
    """Nobody is given a case by itself; after a working day the head hears of it."""
    written = document()
    ladders = written["ladders"] | {
        "unassigned": [rung(1, "working_days", 1, "head") | {"act": act}]
    }
    return World(policy=a_policy(ladders=ladders, clocks=written["clocks"][-1:]))


def test_a_case_that_nobody_was_given_is_told_of_with_what_is_owed() -> None:
    world = waiting_world()
    world.file()
    world.tick(NOON + 2 * DAY)
    answer = world.ask_people(*world.escalated())
    (told,) = answer["escalations"]
    assert (told["cause"], answer["contacts"]) == ("unassigned", ["health.head.0"])


def test_once_it_was_given_to_somebody_nobody_needs_to_hear() -> None:
    world = waiting_world()
    (reference,) = world.file()
    world.tick(NOON + 2 * DAY)
    world.casework.perform(reference, Assign("x"), OMBUDSMAN, Moment.at(NOON + 2 * DAY))
    assert world.ask_people(*world.escalated())["way"] == "not_needed"


def test_the_level_that_gives_it_to_its_own_people_still_tells_them() -> None:
    world = waiting_world("reassign")
    (reference,) = world.file()
    world.tick(NOON + 2 * DAY)
    assert world.store.load(reference).assignee == "head.user"
    answer = world.ask_people(*world.escalated())
    assert (answer["way"], answer["contacts"]) == ("at_once", ["health.head.0"])
    (reached,) = world.escalated()
    assert reached.data["done"]


def test_nobody_hears_of_a_case_that_was_withdrawn_while_it_waited() -> None:
    world = waiting_world()
    (reference,) = world.file()
    world.tick(NOON + 2 * DAY)
    world.casework.perform(reference, Withdraw(), CITIZEN, Moment.at(NOON + 2 * DAY))
    assert world.ask_people(*world.escalated())["way"] == "not_needed"


def test_a_level_before_a_person_gave_it_away_stays_unneeded_when_a_later_level_acts() -> None:
    """Given by a person, handed back, and given once more by the second level: the first level's
    people, asked for late, were not the ones whom that act named."""
    written = document()
    ladder = [rung(1, "working_days", 1, "duty"), rung(2, "working_days", 2, "head")]
    ladder[1]["act"] = "reassign"
    ladders = written["ladders"] | {"unassigned": ladder}
    world = World(policy=a_policy(ladders=ladders, clocks=written["clocks"][-1:]))
    (reference,) = world.file()
    world.tick(NOON + 2 * DAY)
    (first,) = world.escalated()
    at = Moment.at(NOON + 2 * DAY)
    world.casework.perform(reference, Assign("officer.health"), OMBUDSMAN, at)
    world.casework.perform(reference, Recuse("x"), OFFICER, at)
    world.tick(NOON + 7 * DAY)
    world.tick(NOON + 9 * DAY)
    assert world.named("assigned")[-1].data["act"] == "reassign"
    assert world.ask_people(first)["way"] == "not_needed"


def test_whom_a_case_concerns_is_not_alerted_and_the_ombudsman_is_instead() -> None:
    staff = {"head.user": {"agency": "health"}}
    world = World(policy=a_policy(staff=staff))
    (concerned,) = world.file()
    world.casework.perform(
        concerned, NameSubject("head.user", "x"), OMBUDSMAN, Moment.at(NOON + timedelta(minutes=1))
    )
    other, _ = world.file(2)
    world.tick()
    world.run_start(*world.escalated())
    asked = [world.people(one, None) for one in world.executions.started.values()]
    people_of = {one["escalations"][0]["reference"]: one["contacts"] for one in asked}
    assert people_of == {concerned: ["office.ombudsman.0"], other: ["health.head.0"]}


def test_a_case_of_the_office_calls_its_own_people_out_and_never_an_agencys() -> None:
    world = World(policy=a_full_policy())
    world.file(category="retaliation", agency="office", urgent_answers={"human_rights": True})
    answer = world.ask_people(*world.escalated())
    assert (answer["agency"], answer["contacts"]) == ("office", ["office.ombudsman.0"])
    assert answer["call_out"]


def test_a_step_that_was_missed_has_a_name_that_an_execution_can_have() -> None:
    world = World(policy=a_full_policy())
    world.file()
    world.tick(NOON + timedelta(hours=3))
    assert any(one.data["cause"] == "step:reach" for one in world.escalated())
    world.run_start(*world.escalated())
    assert all(set(name) <= NAME for name in world.executions.started)


NAME = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
