"""A merge takes nothing from whoever is merged: what was owed to them is owed by what leads."""

from datetime import timedelta

from shared.domain.case.case import Case
from shared.domain.case.moment import Moment
from shared.domain.procedure.alerts import Take
from shared.domain.procedure.assessment import Acknowledge, Triage
from shared.domain.procedure.command import Command
from shared.domain.procedure.complainant import Withdraw
from shared.domain.procedure.correspondence import Reply
from shared.domain.procedure.merging import Merge
from shared.domain.vocabulary import ClockState
from tests.fakes import NOON, FakeCases, a_casework
from tests.procedures import CITIZEN, OFFICER, OMBUDSMAN, a_full_policy, filed

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
URGENT = {"urgent_answers": {"danger_now": True}}
POLICY = a_full_policy()


class Two:
    """An ordinary complaint, and an urgent one of the day after."""

    def __init__(self) -> None:
        self.store = FakeCases()
        self.casework = a_casework(self.store, POLICY)
        self.leading = filed(self.casework)
        self.now = NOON + DAY
        self.urgent = filed(self.casework, self.now, **URGENT)

    def do(self, reference: str, command: Command, who: object = OFFICER) -> Case:
        return self.casework.perform(reference, command, who, Moment.at(self.now))  # type: ignore[arg-type]

    def merge(self) -> Case:
        self.now += MINUTE
        self.do(self.urgent, Merge(self.leading))
        return self.store.load(self.leading)

    def called_out(self) -> int:
        events = self.store.events(self.leading)
        return sum(one.data.get("cause") == "call_out" for one in events)


def test_the_leading_case_takes_the_urgency_the_soonest_dates_and_the_call_out() -> None:
    two = Two()
    owed = two.store.load(two.urgent)
    led = two.merge()
    assert led.urgency == "urgent"
    assert led.clocks["acknowledge"] == owed.clocks["acknowledge"]
    assert led.climbs["call_out"].next_at is not None
    assert two.called_out() == 1
    assert led.clocks["step:reach"].due_at == NOON + 2 * HOUR  # its own was due before


def test_an_urgent_matter_that_joins_an_answered_case_is_answered_by_a_person_too() -> None:
    two = Two()
    two.do(two.leading, Acknowledge())
    led = two.merge()
    assert led.clocks["acknowledge"].state is ClockState.RUNNING
    assert led.climbs["call_out"].next_at is not None
    led = two.do(two.leading, Reply("We are on our way."))
    assert led.climbs["call_out"].next_at is None
    assert led.clocks["acknowledge"].state is ClockState.MET


def test_nobody_is_called_out_again_for_what_somebody_has_taken() -> None:
    two = Two()
    two.do(two.urgent, Take("health.duty.0"), _contact())
    led = two.merge()
    assert led.urgency == "urgent"
    assert "call_out" not in led.climbs


def _contact() -> object:
    from shared.domain.case.events import Actor
    from shared.domain.vocabulary import Role

    return Actor(Role.CONTACT, "health.duty.0")


def test_a_miss_climbs_on_where_it_was() -> None:
    two = Two()
    two.now += HOUR + MINUTE
    two.casework.tick(two.urgent, two.now)
    climbing = two.store.load(two.urgent).climbs["acknowledge"]
    led = two.merge()
    assert led.clocks["acknowledge"].state is ClockState.MISSED
    assert led.climbs["acknowledge"] == climbing


def test_open_steps_of_another_categorys_plan_go_on_and_outlive_a_triage() -> None:
    written = POLICY.document
    categories = dict(written["categories"])
    categories["plain"] = {**categories["no_answer"], "action_plan": None}
    from shared.domain.policy.model import policy_from

    policy = policy_from({**written, "categories": categories})
    store = FakeCases()
    casework = a_casework(store, policy)
    leading = filed(casework, category="plain")
    other = filed(casework)
    casework.perform(other, Merge(leading), OFFICER, Moment.at(NOON))
    led = store.load(leading)
    assert led.plans == ("no_answer",)
    assert led.clocks["step:reach"].is_open
    casework.perform(leading, Triage("x", urgency="high"), OMBUDSMAN, Moment.at(NOON))
    assert store.load(leading).clocks["step:reach"].is_open


def test_an_ordinary_complaint_lowers_nothing() -> None:
    two = Two()
    two.now += MINUTE
    two.do(two.leading, Merge(two.urgent))
    led = two.store.load(two.urgent)
    assert led.urgency == "urgent"
    assert led.climbs["call_out"].next_at is not None
    two.do(two.urgent, Withdraw(), CITIZEN)
    assert two.store.load(two.urgent).wake_at is None
