"""What a command of casework refuses, what it writes, and whom it leaves a case to."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.case.events import Actor, Event
from shared.domain.deadlines.escalation import UNASSIGNED
from shared.domain.errors import InvalidInput
from shared.domain.policy.model import Policy
from shared.domain.procedure.assessment import Refer
from shared.domain.procedure.closing import Close, FollowUp
from shared.domain.procedure.command import Command
from shared.domain.procedure.correspondence import AnswerRequest, AskAgency
from shared.domain.procedure.decision import ProposeDecision, SignOff
from shared.domain.procedure.handling import Assign, CompleteStep
from shared.domain.procedure.merging import Merge
from shared.domain.procedure.safeguards import ApproveBreakGlass, BreakGlass, NameSubject, Recuse
from shared.domain.vocabulary import ClockState, Outcome, Status
from tests.procedures import BODY, OFFICER, OMBUDSMAN, REMEDY, SECOND, SUPERVISOR, case_in, filed
from tests.unit.test_procedure_rules import DOCUMENT, Office, a_policy_with

HOUR = timedelta(hours=1)


class Desk(Office):
    """One case that has come to a status."""

    def __init__(
        self,
        status: Status = Status.ACKNOWLEDGED,
        policy: Policy | None = None,
        language: str = "en",
    ) -> None:
        super().__init__(policy)
        self.reference = case_in(self.casework, status, "", language=language)

    def do(self, who: Actor, command: Command) -> Event:
        """The last event that came of it."""
        self.does(who, self.reference, command)
        return self.store.events(self.reference)[-1]

    def refused(self, who: Actor, command: Command) -> str:
        """The field that was named; nothing was stored."""
        before = (self.store.events(self.reference), self.store.texts(self.reference))
        with pytest.raises(InvalidInput) as refused:
            self.do(who, command)
        assert (self.store.events(self.reference), self.store.texts(self.reference)) == before
        (error,) = refused.value.errors
        return f"{error.field}: {error.message}"


def test_a_step_is_ticked_off_once_and_only_one_that_the_plan_has() -> None:
    desk = Desk()
    assert desk.refused(OFFICER, CompleteStep("fly")) == "step: Choose an open step: reach, report."
    done = desk.do(OFFICER, CompleteStep("reach", "They are safe."))
    assert (done.name, done.data["step"]) == ("step_completed", "reach")
    case = desk.store.load(desk.reference)
    assert case.clocks["step:reach"].state is ClockState.MET
    assert case.clocks["step:report"].state is ClockState.RUNNING
    assert desk.refused(OFFICER, CompleteStep("reach")) == "step: Choose an open step: report."
    desk.do(OFFICER, CompleteStep("report"))
    again = desk.refused(OFFICER, CompleteStep("report"))
    assert again == "step: Choose an open step: none is left."


@pytest.mark.parametrize("command", [Recuse("x"), NameSubject("officer.health", "x")])
def test_a_case_whose_assignee_is_kept_away_waits_for_somebody_else(command: Command) -> None:
    desk = Desk()
    desk.do(OMBUDSMAN, Assign("officer.health"))
    who = OFFICER if command.name == "recuse" else OMBUDSMAN
    desk.do(who, command)
    case = desk.store.load(desk.reference)
    assert case.assignee is None and "officer.health" in case.excluded
    assert case.climbs[UNASSIGNED].next_at is not None


def test_a_case_keeps_its_assignee_and_waits_for_nobody_when_another_is_kept_away() -> None:
    desk = Desk()
    desk.do(OMBUDSMAN, Assign("officer.health"))
    before = desk.store.load(desk.reference).climbs.get(UNASSIGNED)
    last = desk.do(SECOND, Recuse("x"))
    case = desk.store.load(desk.reference)
    assert (last.name, case.assignee) == ("recused", "officer.health")
    assert case.climbs.get(UNASSIGNED) == before


@pytest.mark.parametrize(
    ("language", "named"), [("fr", "Le tribunal"), ("en", "The court"), ("es", "El tribunal")]
)
def test_a_body_of_the_policy_is_told_by_its_name_in_the_complainants_language(
    language: str, named: str
) -> None:
    name = {"fr": "Le tribunal", "en": "The court", "es": "El tribunal", "ar": "المحكمة"}
    policy = a_policy_with(bodies={BODY: {"name": name, "email": None}})
    desk = Desk(policy=policy, language=language)
    desk.do(OFFICER, Refer(BODY, "They can help."))
    told = desk.store.texts(desk.reference)[-1]
    assert (told.body["to"], told.audience) == (named, "complainant")
    assert desk.store.load(desk.reference).referred_to == BODY


def test_a_body_that_the_policy_does_not_know_is_told_as_it_was_written() -> None:
    desk = Desk()
    desk.do(OFFICER, Refer("The guild of millers", "They can help."))
    assert desk.store.texts(desk.reference)[-1].body["to"] == "The guild of millers"
    assert desk.store.load(desk.reference).referred_to == "other"


def decided(remedies: int) -> Desk:
    desk = Desk()
    desk.do(OFFICER, ProposeDecision(Outcome.UPHELD, "x", (REMEDY,) * remedies))
    desk.do(SUPERVISOR, SignOff())
    return desk


@pytest.mark.parametrize("place", [None, 0, 3, -1])
def test_what_became_of_a_remedy_says_which_one(place: int | None) -> None:
    refused = decided(remedies=2).refused(OFFICER, FollowUp("x", done=True, remedy=place))
    assert refused == "remedy: Say which one, from 1 to 2."


def test_the_clock_is_met_once_every_remedy_is_there_and_none_is_counted_twice() -> None:
    desk = decided(remedies=2)
    asked = [
        desk.do(OFFICER, FollowUp("x", done=done, remedy=place)).name
        for place, done in ((2, True), (2, True), (1, False), (1, True))
    ]
    assert asked == ["looked_after", "looked_after", "looked_after", "followed_up"]
    case = desk.store.load(desk.reference)
    assert case.decision is not None and case.decision.remedies_done == (2, 1)
    assert case.clocks["follow_up"].state is ClockState.MET


def test_a_second_question_to_the_agency_waits_for_the_first_and_a_later_one_has_its_own_time() -> (
    None
):
    desk = Desk()
    desk.do(OFFICER, AskAgency("Where?"))
    first = desk.store.load(desk.reference).clocks["agency_answer"]
    desk.now += HOUR
    desk.do(OFFICER, AskAgency("When?"))
    assert desk.store.load(desk.reference).clocks["agency_answer"] == first
    desk.do(OFFICER, AnswerRequest("Here."))
    assert desk.store.load(desk.reference).clocks["agency_answer"].state is ClockState.MET
    desk.do(OFFICER, AskAgency("Why?"))
    later = desk.store.load(desk.reference).clocks["agency_answer"]
    assert (later.state, later.started_at) == (ClockState.RUNNING, first.started_at + HOUR)


@pytest.mark.parametrize(("followers", "joins"), [(9_999, True), (10_000, False)])
def test_ten_thousand_cases_may_follow_one_and_no_more(followers: int, joins: bool) -> None:
    """A case is one item of the table, and holds the references of all that follow it."""
    desk = Desk(Status.RECEIVED)
    leading = filed(desk.casework)
    load: Any = desk.store.load
    children = tuple(f"XT-{number}" for number in range(followers))
    store: Any = desk.store
    store.load = lambda one: replace(load(one), children=children) if one == leading else load(one)
    if joins:
        assert desk.do(OMBUDSMAN, Merge(leading)).name == "merged"
        joined = desk.store.events(leading)[-1]
        assert joined.changes["children"] == [*children, desk.reference]
    else:
        assert desk.refused(OMBUDSMAN, Merge(leading)).startswith("into: ")


@pytest.mark.parametrize("hours", [4, 6])
def test_who_broke_the_glass_knows_the_name_for_the_policys_hours_and_no_longer(hours: int) -> None:
    assert "break_glass" not in DOCUMENT  # four hours where the policy says nothing
    written = {} if hours == 4 else {"break_glass": {"hours": hours}}
    desk = Desk(policy=a_policy_with(**written))
    desk.do(OFFICER, BreakGlass("x"))
    granted = desk.do(OMBUDSMAN, ApproveBreakGlass("officer.health"))
    assert granted.data["hours"] == hours
    grant = desk.store.load(desk.reference).grants["officer.health"]
    assert grant.until == desk.now + timedelta(hours=hours)
    assert grant.holds(desk.now + timedelta(hours=hours) - timedelta(seconds=1))
    assert not grant.holds(desk.now + timedelta(hours=hours))


@pytest.mark.parametrize(("done", "goes_on"), [((), True), ((1,), True), ((1, 2), False)])
def test_a_closed_case_is_followed_up_as_long_as_a_remedy_is_open(
    done: tuple[int, ...], goes_on: bool
) -> None:
    desk = decided(remedies=2)
    for place in done:
        desk.do(OFFICER, FollowUp("x", done=True, remedy=place))
    desk.do(OFFICER, Close())
    case = desk.store.load(desk.reference)
    assert case.clocks["follow_up"].is_open is goes_on
    assert case.clocks["resolve"].is_open is False


def test_a_closed_case_without_a_decision_is_not_followed_up() -> None:
    desk = decided(remedies=0)
    desk.do(OFFICER, Close())
    assert not desk.store.load(desk.reference).clocks["follow_up"].is_open


def test_a_case_that_was_referred_is_followed_up_until_somebody_has_looked() -> None:
    desk = Desk()
    desk.do(OFFICER, Refer(BODY, "They can help."))
    assert desk.store.load(desk.reference).clocks["follow_up"].state is ClockState.RUNNING
