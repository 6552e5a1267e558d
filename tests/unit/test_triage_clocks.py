"""A corrected urgency sets no deadline into the past, and a mended mis-click leaves no miss."""

from datetime import datetime, timedelta

from shared.domain.case.case import Case
from shared.domain.case.moment import Moment
from shared.domain.procedure.assessment import Acknowledge, Triage
from shared.domain.procedure.closing import Reopen
from shared.domain.procedure.complainant import Appeal, Withdraw
from shared.domain.vocabulary import ClockState, Status
from tests.fakes import NOON, FakeCases, a_casework
from tests.procedures import CITIZEN, OFFICER, a_full_policy, bring, filed

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
POLICY = a_full_policy()


class Desk:
    """One case that came in long before anybody looks at it."""

    def __init__(self, *, age: timedelta = DAY) -> None:
        self.store = FakeCases()
        self.casework = a_casework(self.store, POLICY)
        self.reference = filed(self.casework)
        self.now = NOON + age

    def triage(self, urgency: str, at: datetime | None = None) -> Case:
        self.now = at or self.now
        command = Triage("x", urgency=urgency)
        return self.casework.perform(self.reference, command, OFFICER, Moment.at(self.now))


def test_what_becomes_urgent_later_is_owed_from_the_triage_on() -> None:
    desk = Desk()
    case = desk.triage("urgent")
    assert case.clocks["acknowledge"].due_at == desk.now + HOUR
    desk.casework.tick(desk.reference, desk.now + MINUTE)
    assert desk.store.load(desk.reference).clocks["acknowledge"].state is ClockState.RUNNING


def test_a_mended_mis_click_leaves_the_dates_as_they_were() -> None:
    desk = Desk()
    before = desk.store.load(desk.reference)
    desk.triage("urgent")
    case = desk.triage("standard", desk.now + MINUTE)
    assert case.clocks["acknowledge"] == before.clocks["acknowledge"]
    assert case.clocks["resolve"] == before.clocks["resolve"]
    assert case.climbs["call_out"].next_at is None


def test_a_correction_within_minutes_voids_the_miss_of_the_mistake_and_no_later_one() -> None:
    from dataclasses import replace

    from shared.domain.deadlines import clocks
    from shared.domain.deadlines.triaging import CORRECTION, triaged

    desk = Desk()
    case = desk.triage("urgent")
    gone = clocks.missed(case.clocks["acknowledge"], desk.now)
    corrected = replace(case, urgency="standard")
    for late, state in ((CORRECTION, ClockState.RUNNING), (CORRECTION + MINUTE, "missed")):
        moved = {**case.clocks, "acknowledge": gone}
        after = triaged(moved, corrected, "urgent", desk.now + late, POLICY)
        assert after["acknowledge"].state == state


def test_an_earlier_date_is_kept_when_the_case_becomes_more_urgent() -> None:
    desk = Desk()
    due = desk.store.load(desk.reference).clocks["acknowledge"].due_at
    case = desk.triage("urgent", due - 30 * MINUTE)
    assert case.clocks["acknowledge"].due_at == due


def test_an_appeal_against_a_decision_asks_for_no_second_assessment() -> None:
    desk = Desk()
    bring(desk.casework, desk.reference, Status.CLOSED, "", desk.now)
    before = desk.store.load(desk.reference).clocks["assess"]
    case = desk.casework.perform(desk.reference, Appeal("x"), CITIZEN, Moment.at(desk.now + DAY))
    assert case.clocks["assess"] == before
    assert case.clocks["resolve"].started_at == desk.now + DAY


def test_an_appeal_against_a_refusal_is_assessed_anew() -> None:
    desk = Desk()
    bring(desk.casework, desk.reference, Status.NOT_ACCEPTED, "", desk.now)
    case = desk.casework.perform(desk.reference, Appeal("x"), CITIZEN, Moment.at(desk.now + DAY))
    assert case.clocks["assess"].state is ClockState.RUNNING


def test_steps_that_a_withdrawal_called_off_are_owed_again_in_a_reopened_case() -> None:
    desk = Desk()
    desk.casework.perform(desk.reference, Acknowledge(), OFFICER, Moment.at(desk.now))
    desk.casework.perform(desk.reference, Withdraw(), CITIZEN, Moment.at(desk.now))
    case = desk.casework.perform(desk.reference, Reopen("x"), OFFICER, Moment.at(desk.now))
    assert case.clocks["step:report"].state is ClockState.RUNNING
