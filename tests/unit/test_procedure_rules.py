"""Rules of the procedure that reading it for gaps has found, each with the gap it closes."""

from datetime import timedelta

import pytest

from shared.application.casework import Casework
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.deadlines.escalation import CALL_OUT, UNASSIGNED
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.policy.model import Policy
from shared.domain.procedure.alerts import Take
from shared.domain.procedure.assessment import Acknowledge, Assess, Refer, Triage
from shared.domain.procedure.closing import Close, Reopen
from shared.domain.procedure.command import Command
from shared.domain.procedure.complainant import Appeal
from shared.domain.procedure.correspondence import Reply, RequestInformation
from shared.domain.procedure.decision import ProposeDecision
from shared.domain.procedure.handling import CompleteStep
from shared.domain.procedure.merging import Merge
from shared.domain.procedure.safeguards import NameSubject
from shared.domain.vocabulary import Assessment, ClockState, Outcome, Right, Role, Status
from tests.fakes import NOON, FakeCases, a_casework
from tests.policy_document import rung
from tests.procedures import (
    BODY,
    CITIZEN,
    OFFICER,
    OMBUDSMAN,
    REGISTRAR,
    SECOND,
    a_full_policy,
    case_in,
    filed,
)

CONTACT = Actor(Role.CONTACT, "health.duty.0")
OFFICE = "office"
DOCUMENT = a_full_policy().document
DAY = timedelta(days=1)


def a_policy_with(**changes: object) -> Policy:
    return Policy("test.1", {**DOCUMENT, **changes})


class Office:
    """Cases of one store, acted on from a given day on."""

    def __init__(self, policy: Policy | None = None) -> None:
        self.store = FakeCases()
        self.casework: Casework = a_casework(self.store, policy or a_full_policy())
        self.now = NOON

    def does(self, who: Actor, reference: str, command: Command) -> Case:
        return self.casework.perform(reference, command, who, Moment.at(self.now))

    def waits(self, reference: str, days: int) -> Case:
        for _ in range(days):
            self.now += DAY
            self.casework.tick(reference, self.now)
        return self.store.load(reference)


def test_a_step_that_is_done_late_stops_the_climb_that_its_lateness_began() -> None:
    office = Office()
    reference = filed(office.casework)
    late = office.waits(reference, 1)
    assert late.climbs["step:reach"].next_at is not None
    done = office.does(OFFICER, reference, CompleteStep("reach"))
    assert done.climbs["step:reach"].next_at is None


def test_a_clock_that_begins_again_and_is_missed_again_climbs_again() -> None:
    """With a first level that takes its time: the earlier climb must not stand for the new one."""
    ladders = {**DOCUMENT["ladders"], "default": [rung(1, "working_days", 1)]}
    office = Office(a_policy_with(ladders=ladders))
    reference = filed(office.casework)
    for _ in range(2):
        late = office.waits(reference, 14)
        assert late.clocks["keep_informed"].state is ClockState.MISSED
        office.does(OFFICER, reference, Reply("Still at it."))
    events = office.store.events(reference)
    told = [one.data for one in events if one.name == "escalated"]
    assert sum(one["cause"] == "keep_informed" for one in told) == 2


def test_a_clock_that_begins_while_others_stand_still_stands_still_with_them() -> None:
    """A question to the complainant informs them, and their silence is no silence of the office."""
    office = Office()
    reference = case_in(office.casework, Status.ACKNOWLEDGED, "")
    asked = office.does(OFFICER, reference, RequestInformation("x?"))
    assert asked.clocks["keep_informed"].state is ClockState.PAUSED
    assert office.waits(reference, 20).clocks["keep_informed"].state is ClockState.PAUSED


def test_a_pause_never_ends_before_it_began() -> None:
    office = Office()
    reference = filed(office.casework)
    office.does(OFFICER, reference, Acknowledge())
    office.waits(reference, 2)
    office.does(OFFICER, reference, RequestInformation("x?"))
    earlier = Moment.at(office.now, NOON + DAY)
    case = office.casework.perform(reference, Assess(Assessment.ACCEPTED, "x"), OFFICER, earlier)
    (pause,) = case.clocks["resolve"].pauses
    assert pause.until == pause.since


def test_who_has_handed_a_case_over_does_not_decide_on_the_appeal() -> None:
    office = Office()
    reference = case_in(office.casework, Status.REFERRED, "")
    assert office.does(CITIZEN, reference, Appeal("x")).barred == (OFFICER.name,)
    with pytest.raises(NotPossible) as refused:
        office.does(OFFICER, reference, Refer(BODY, "There, once more."))
    assert not {"assess", "refer", "merge"} & set(refused.value.possible)
    assert office.does(SECOND, reference, Refer(BODY, "x")).status == "referred"


def test_who_closed_a_case_without_a_decision_does_not_close_its_appeal() -> None:
    rules = {**DOCUMENT["rules"], "decision": "optional"}
    office = Office(a_policy_with(rules=rules))
    reference = filed(office.casework)
    office.does(OFFICER, reference, Close())
    office.does(CITIZEN, reference, Appeal("x"))
    with pytest.raises(NotPossible):
        office.does(OFFICER, reference, Close())
    assert office.does(SECOND, reference, Close()).status == "closed"


def test_whom_a_complaint_concerns_does_not_handle_the_case_that_it_is_merged_into() -> None:
    office = Office()
    leading, reference = filed(office.casework), filed(office.casework)
    office.does(CONTACT, leading, Take("health.duty.0", OFFICER.name))
    office.does(OMBUDSMAN, reference, NameSubject(OFFICER.name, "x"))
    office.does(REGISTRAR, reference, Merge(leading))
    case = office.store.load(leading)
    assert not access.may(OFFICER, Right.READ, case)
    assert case.assignee is None and case.climbs[UNASSIGNED].next_at is not None


def test_who_decided_a_case_does_not_decide_its_appeal_by_way_of_another_case() -> None:
    office = Office()
    leading, reference = filed(office.casework), case_in(office.casework, Status.REFERRED, "")
    office.does(CITIZEN, reference, Appeal("x"))
    office.does(SECOND, reference, Merge(leading))
    office.does(SECOND, leading, Acknowledge())
    with pytest.raises(NotPossible):
        office.does(OFFICER, leading, ProposeDecision(Outcome.UPHELD, "x"))


def test_a_report_of_retaliation_is_never_joined_with_a_case_that_an_agency_reads() -> None:
    office = Office()
    about = filed(office.casework)
    report = filed(office.casework, category="retaliation", agency=OFFICE, related_to=about)
    before = office.store.events(about)
    for one, into in ((report, about), (about, report)):
        with pytest.raises(InvalidInput):
            office.does(OMBUDSMAN, one, Merge(into))
    assert office.store.events(about) == before


def test_a_report_of_retaliation_is_never_given_to_an_agency() -> None:
    office = Office()
    report = filed(
        office.casework, category="retaliation", agency=OFFICE, related_to=filed(office.casework)
    )
    with pytest.raises(InvalidInput):
        office.does(OMBUDSMAN, report, Triage("x", agency="health"))
    assert office.does(OMBUDSMAN, report, Triage("x", category="no_answer")).agency == "office"


def test_an_urgent_case_that_was_answered_and_given_to_nobody_waits_for_somebody() -> None:
    office = Office()
    reference = filed(office.casework, urgent_answers={"danger_now": True})
    assert UNASSIGNED not in office.store.load(reference).climbs
    case = office.does(OFFICER, reference, Acknowledge())
    assert case.climbs[CALL_OUT].next_at is None
    assert case.climbs[UNASSIGNED].next_at is not None


def test_a_contact_of_another_agency_takes_no_case_that_has_moved_on() -> None:
    office = Office()
    reference = filed(office.casework, urgent_answers={"danger_now": True})
    office.does(OMBUDSMAN, reference, Triage("x", agency="justice"))
    with pytest.raises(NotPossible):
        office.does(CONTACT, reference, Take("health.duty.0", OFFICER.name))


def test_a_reclassified_clock_runs_or_stands_still_as_its_new_rule_says() -> None:
    written = [dict(one) for one in DOCUMENT["clocks"]]
    (resolve,) = [one for one in written if one["name"] == "resolve"]
    urgent = resolve | {"id": "resolve/urgent", "when": {"urgency": "urgent"}, "paused_by": []}
    office = Office(a_policy_with(clocks=[urgent, *written]))
    reference = case_in(office.casework, Status.AWAITING_COMPLAINANT, "")
    assert office.store.load(reference).clocks["resolve"].state is ClockState.PAUSED
    runs = office.does(OFFICER, reference, Triage("x", urgency="urgent"))
    assert runs.clocks["resolve"].state is ClockState.RUNNING
    still = office.does(OFFICER, reference, Triage("x", urgency="standard"))
    assert still.clocks["resolve"].state is ClockState.PAUSED


@pytest.mark.parametrize("again", ["appeal", "reopen"])
def test_a_step_that_was_missed_is_escalated_again_once_its_ended_case_goes_on(again: str) -> None:
    office = Office()
    reference = filed(office.casework)
    office.does(OFFICER, reference, Acknowledge("Read."))
    office.now += timedelta(hours=3)
    office.casework.tick(reference, office.now)
    ended = office.does(OFFICER, reference, Assess(Assessment.NOT_ACCEPTED, "x", "category"))
    assert ended.clocks["step:reach"].state is ClockState.MISSED
    assert ended.climbs["step:reach"].next_at is None
    who, command = {"appeal": (CITIZEN, Appeal("x")), "reopen": (OFFICER, Reopen("x"))}[again]
    climb = office.does(who, reference, command).climbs["step:reach"]
    assert climb.started_at == office.now
    assert climb.next_at is not None or climb.level == len(DOCUMENT["ladders"][climb.ladder])
