"""An urgent matter stays one, a case stays with whom it was raised to, and people hear of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.deadlines.escalation import CALL_OUT
from shared.domain.errors import NotPossible
from shared.domain.policy.model import policy_from
from shared.domain.procedure.alerts import Take
from shared.domain.procedure.assessment import Acknowledge, Triage
from shared.domain.procedure.command import Command
from shared.domain.procedure.correspondence import Reply
from shared.domain.procedure.handling import Assign
from shared.domain.procedure.merging import Merge
from shared.domain.vocabulary import ClockState, EventName, Role, Status
from shared.runtime.default_policy import default_policy
from tests.fakes import NOON, FakeCases, a_casework
from tests.procedures import OFFICER, OMBUDSMAN, REGISTRAR, a_full_policy, filed
from tests.unit.notify.world import World

URGENT = {"urgent_answers": {"danger_now": True}}
CONTACT = Actor(Role.CONTACT, "duty")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Office:
    def __init__(self, policy: Any = None) -> None:
        self.store = FakeCases()
        self.casework = a_casework(self.store, policy or a_full_policy())

    def filed(self, **complaint: Any) -> str:
        return filed(self.casework, **complaint)

    def do(self, who: Actor, reference: str, command: Command, at: datetime = NOON) -> Case:
        return self.casework.perform(reference, command, who, Moment.at(at))

    def case(self, reference: str) -> Case:
        return self.store.load(reference)


# ------------------------------------------------------------------------- Merging


def test_a_case_that_an_urgent_one_is_merged_into_is_urgent_and_calls_people_out() -> None:
    office = Office()
    leading, urgent = office.filed(), office.filed(**URGENT)
    office.do(REGISTRAR, urgent, Merge(leading), NOON + timedelta(minutes=5))
    case = office.case(leading)
    assert (case.urgency, case.children) == ("urgent", (urgent,))
    assert case.climbs[CALL_OUT].next_at is not None
    assert case.clocks["acknowledge"].due_at == NOON + HOUR


def test_an_ordinary_case_takes_nothing_from_the_urgent_one_that_it_is_merged_into() -> None:
    office = Office()
    leading, ordinary = office.filed(**URGENT), office.filed()
    before = office.case(leading)
    office.do(REGISTRAR, ordinary, Merge(leading))
    after = office.case(leading)
    assert (after.urgency, after.clocks) == (before.urgency, before.clocks)


def test_a_case_that_somebody_works_on_calls_people_out_for_what_nobody_has_answered() -> None:
    office = Office()
    leading, urgent = office.filed(), office.filed(**URGENT)
    office.do(OFFICER, leading, Acknowledge())
    office.do(OFFICER, urgent, Merge(leading))
    assert office.case(leading).urgency == "urgent"
    assert office.case(leading).climbs[CALL_OUT].next_at is not None
    office.do(OFFICER, leading, Reply("We are on our way."))
    assert office.case(leading).climbs[CALL_OUT].next_at is None


def test_open_steps_go_on_in_the_case_that_leads() -> None:
    office = Office()
    leading, planned = office.filed(category="detention", agency="health"), office.filed()
    assert "step:reach" not in office.case(leading).clocks
    office.do(OMBUDSMAN, planned, Merge(leading))
    step = office.case(leading).clocks["step:reach"]
    assert (step.state, step.due_at) == (ClockState.RUNNING, NOON + 2 * HOUR)
    assert office.case(planned).status == Status.MERGED


# ------------------------------------------------------------------------- Who has it


def test_the_link_of_a_call_out_dies_when_somebody_has_taken_the_case() -> None:
    office = Office()
    reference = office.filed(**URGENT)
    office.do(CONTACT, reference, Take("deputy", "supervisor.health"))
    with pytest.raises(NotPossible, match="taken before"):
        office.do(CONTACT, reference, Take("duty", "officer.health"))
    assert office.case(reference).assignee == "supervisor.health"
    answered = office.filed(**URGENT)
    office.do(OMBUDSMAN, answered, Acknowledge())
    with pytest.raises(NotPossible):
        office.do(CONTACT, answered, Take("duty", "officer.health"))


def test_a_ladder_never_takes_a_case_back_from_the_office() -> None:
    policy = policy_from(default_policy())
    office = Office(policy)
    reference = office.filed(category="health_safety", **URGENT)
    office.do(OMBUDSMAN, reference, Assign("ombudsman"))
    for hours in range(1, 24 * 28, 7):
        office.casework.tick(reference, NOON + hours * HOUR)
        assert office.case(reference).assignee == "ombudsman"
    events = office.store.chains[reference]
    assert [one.name for one in events].count(EventName.ASSIGNED) == 1


def test_a_ladder_gives_a_neglected_case_to_somebody_higher_once() -> None:
    policy = policy_from(default_policy())
    office = Office(policy)
    reference = office.filed(category="health_safety", **URGENT)
    for minute in range(1, 60 * 24 * 7, 11):
        office.casework.tick(reference, NOON + timedelta(minutes=minute))
    given = [
        one.data["assignee"] for one in office.store.chains[reference] if one.name == "assigned"
    ]
    assert len(given) == len(set(given)) <= 2


# ------------------------------------------------------------------------- Who hears


def letters(world: World) -> list[str]:
    return [one.text for one in world.mail.letters if one.to == "someone@example.org"]


def test_a_complainant_hears_that_a_promised_date_was_broken_and_not_of_steps() -> None:
    world = World()
    world.file(language="en")
    world.tick(NOON + 60 * DAY)
    missed = world.named("clock_missed")
    assert {one.data["clock"] for one in missed} == {"acknowledge", "resolve"}
    world.tell(*missed)
    assert len(letters(world)) == 2
    assert all("has passed without an answer" in one for one in letters(world))
    full = World(policy=a_full_policy())
    reference = full.file(language="en")
    full.tick(NOON + 3 * HOUR)
    steps = [one for one in full.named("clock_missed") if one.data["clock"] == "step:reach"]
    assert steps
    full.tell(*steps)
    assert letters(full) == []
    assert full.store.load(reference).clocks["step:reach"].state is ClockState.MISSED


def test_a_complainant_hears_that_the_case_went_to_another_service_and_of_no_other_triage() -> None:
    world = World(policy=a_full_policy())
    reference = world.file(language="en")
    world.do(reference, Triage("x", urgency="high"), OMBUDSMAN)
    world.tell(*world.named("triaged"))
    assert letters(world) == []
    world.do(reference, Triage("x", agency="justice"), OMBUDSMAN)
    world.tell(world.named("triaged")[-1])
    assert ["another service" in one for one in letters(world)] == [True]
