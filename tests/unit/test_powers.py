"""What people with accounts in an accused agency, or with none, can't do to a complaint."""

from datetime import timedelta
from typing import Any

import pytest

from functions.intake.service.case_for_complainant import PUBLIC_EVENTS
from shared.application.casework import Casework
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.listeners import HEARD_BY, Listener
from shared.domain.case.moment import Moment
from shared.domain.deadlines.timing import extended
from shared.domain.errors import CaseNotFound, InvalidInput, NotForYou, NotPossible
from shared.domain.policy.model import Policy
from shared.domain.policy.office import OFFICE
from shared.domain.procedure.assessment import Triage
from shared.domain.procedure.command import Command
from shared.domain.procedure.handling import Extend
from shared.domain.procedure.merging import Merge
from shared.domain.procedure.safeguards import (
    ApproveBreakGlass,
    BreakGlass,
    LiftExclusion,
    NameSubject,
    Recuse,
)
from shared.domain.vocabulary import EventName, Right
from tests.fakes import NOON, FakeCases, a_casework, a_policy
from tests.policy_document import clock
from tests.procedures import (
    MEDIATOR,
    OFFICER,
    OMBUDSMAN,
    REGISTRAR,
    SECOND,
    SUPERVISOR,
    a_full_policy,
    filed,
)

OFFICE_PEOPLE = (OMBUDSMAN, REGISTRAR, MEDIATOR)
DAY = timedelta(days=1)


class Desk:
    """Cases of one office, and what is refused in them."""

    def __init__(self, policy: Policy | None = None, **complaint: Any) -> None:
        self.store = FakeCases()
        self.casework: Casework = a_casework(self.store, policy or a_full_policy())
        self.reference = filed(self.casework, **complaint)

    @property
    def case(self) -> Case:
        return self.store.load(self.reference)

    def do(self, actor: Actor, command: Command, after: timedelta = timedelta(0)) -> Case:
        return self.casework.perform(self.reference, command, actor, Moment.at(NOON + after))

    def refused(self, actor: Actor, command: Command) -> str:
        with pytest.raises(InvalidInput) as mistake:
            self.do(actor, command)
        (error,) = mistake.value.errors
        return f"{error.field}: {error.message}"

    def readers(self) -> set[str]:
        people = (*OFFICE_PEOPLE, OFFICER, SECOND, SUPERVISOR)
        return {one.name for one in people if access.may(one, Right.READ, self.case)}


def days(count: int, name: str = "resolve") -> Extend:
    return Extend(name, count, "The file is at another office.")


# ---------------------------------------------------------------- Promised dates


def test_an_acknowledgement_is_never_extended() -> None:
    for urgent in (True, False):
        desk = Desk(urgent_answers={"danger_now": urgent})
        for actor in (OFFICER, SUPERVISOR, OMBUDSMAN):
            assert desk.refused(actor, days(1, "acknowledge")) == (
                "clock: Choose another: this one is never extended."
            )


def test_an_agency_extends_once_and_the_office_once_more_and_both_within_bounds() -> None:
    desk = Desk()
    assert desk.refused(OFFICER, days(31)) == "days: Give a whole number of days from 1 to 30."
    desk.do(OFFICER, days(30))
    for one in (OFFICER, SECOND, SUPERVISOR):
        assert desk.refused(one, days(1)) == (
            "clock: Ask the office: any further extension is its to give."
        )
    desk.do(OMBUDSMAN, days(30))
    assert desk.refused(OMBUDSMAN, days(1)) == (
        "clock: Choose another: this one may be extended so often: 2."
    )
    assert desk.case.clocks["resolve"].extended_days == 60


def test_a_policy_says_how_often_how_far_and_who() -> None:
    rules = {"times": 3, "days": 5, "total": 8, "office_from": 3, "never": ["resolve"]}
    own = [clock("acknowledge", "working_days", 3), clock("resolve", "working_days", 20)]
    desk = Desk(a_policy(extensions=rules, clocks=own))
    assert desk.refused(OFFICER, days(1)).endswith("never extended.")
    desk.do(OFFICER, days(5, "acknowledge"))
    assert desk.refused(OFFICER, days(4, "acknowledge")).endswith("from 1 to 3.")
    desk.do(SUPERVISOR, days(3, "acknowledge"))
    assert desk.refused(OMBUDSMAN, days(1, "acknowledge")) == (
        "clock: Choose another: it has all the days that it may have."
    )


def test_the_law_s_maximum_bounds_an_extension_unless_the_law_has_one_of_its_own() -> None:
    bound = {"legal": {"maximum": {"working_days": 22}}}
    desk = Desk(a_policy(clocks=[clock("resolve", "working_days", 20, **bound)]))
    assert desk.refused(OFFICER, days(3)).endswith("from 1 to 2.")
    own = bound | {"extend": {"times": 1, "days": 10, "total": 10, "office_from": None}}
    desk = Desk(a_policy(clocks=[clock("resolve", "working_days", 20, **own)]))
    assert desk.refused(OFFICER, days(11)).endswith("from 1 to 10.")
    desk.do(OFFICER, days(10))


def test_days_beyond_the_calendar_are_refused_and_named() -> None:
    written = a_policy().document["calendars"]
    short = {**written, "office_hours": {**written["office_hours"], "years": [2026, 2026]}}
    policy = a_policy(calendars=short, clocks=[clock("resolve", "working_days", 5)])
    assert Desk(policy).refused(OFFICER, days(30)) == (
        "days: Choose fewer days: the office's calendar ends before."
    )


def test_the_complainant_hears_of_each_new_date() -> None:
    assert Listener.COMPLAINANT in HEARD_BY[EventName.EXTENDED]
    assert EventName.EXTENDED in PUBLIC_EVENTS


def test_warnings_are_given_anew_for_the_longer_time() -> None:
    policy = a_policy(clocks=[clock("resolve", "working_days", 4, warn_at=[0.5])])
    desk = Desk(policy)
    desk.casework.tick(desk.reference, NOON + 3 * DAY)
    (warned,) = desk.case.clocks["resolve"].warnings
    assert warned.given
    longer = extended(desk.case.clocks["resolve"], 20, NOON + 3 * DAY, policy)
    assert [one.given for one in longer.warnings] == [False]
    late = extended(desk.case.clocks["resolve"], 20, NOON + 30 * DAY, policy)
    assert [one.given for one in late.warnings] == [True]


# ---------------------------------------------------------------- Who complained


@pytest.mark.parametrize("asker", [OFFICER, SUPERVISOR])
def test_nobody_of_the_agency_consents_to_unmask_a_complainant(asker: Actor) -> None:
    desk = Desk()
    desk.do(asker, BreakGlass("x"))
    for one in (OFFICER, SECOND, SUPERVISOR):
        with pytest.raises(NotForYou):
            desk.do(one, ApproveBreakGlass(asker.name))
    case = desk.do(OMBUDSMAN, ApproveBreakGlass(asker.name))
    assert case.grants[asker.name].approved_by == OMBUDSMAN.name


def test_nobody_consents_to_a_request_of_somebody_above_or_below_them() -> None:
    written = dict(a_full_policy().document)
    staff = {name: dict(one) for name, one in written["staff"].items()}
    staff["mediator"] = {**staff["mediator"], "reports_to": "ombudsman"}
    desk = Desk(Policy("test.1", {**written, "staff": staff}))
    desk.do(MEDIATOR, BreakGlass("x"))
    with pytest.raises(NotPossible, match="chain of command"):
        desk.do(OMBUDSMAN, ApproveBreakGlass(MEDIATOR.name))


def test_the_complainant_hears_that_somebody_was_let_in() -> None:
    assert Listener.COMPLAINANT in HEARD_BY[EventName.BREAK_GLASS_GRANTED]
    assert EventName.BREAK_GLASS_GRANTED in PUBLIC_EVENTS


# ---------------------------------------------------------------- Who is kept away


def test_an_agency_can_only_propose_that_the_office_be_kept_away() -> None:
    desk = Desk()
    for one in OFFICE_PEOPLE:
        desk.do(OFFICER, NameSubject(one.name, "x"))
    assert desk.readers() >= {one.name for one in OFFICE_PEOPLE}
    assert desk.case.proposed == tuple(sorted(one.name for one in OFFICE_PEOPLE))
    desk.do(OMBUDSMAN, LiftExclusion("registrar", "Nothing speaks for it."))
    desk.do(OMBUDSMAN, NameSubject("mediator", "It is so."))
    assert (desk.case.proposed, desk.case.excluded) == (("ombudsman",), ("mediator",))


def test_an_agency_names_its_own_people_and_proposes_those_of_another() -> None:
    desk = Desk()
    desk.do(OFFICER, NameSubject("officer.justice", "x"))
    assert not desk.case.excluded
    excluded = desk.do(OFFICER, NameSubject(SECOND.name, "x")).excluded
    assert excluded == (SECOND.name, SUPERVISOR.name)


def test_a_complaint_that_names_the_whole_office_is_read_by_it() -> None:
    everybody = [*(one.name for one in OFFICE_PEOPLE), OFFICER.name]
    desk = Desk(identity={"subject_persons": [*everybody, "Somebody Unknown"]})
    assert desk.readers() == {one.name for one in OFFICE_PEOPLE} | {SECOND.name}
    assert desk.case.proposed == tuple(sorted(one.name for one in OFFICE_PEOPLE))


def test_the_office_never_keeps_its_last_reader_away() -> None:
    desk = Desk()
    desk.do(OMBUDSMAN, NameSubject("registrar", "x"))
    desk.do(OMBUDSMAN, NameSubject("mediator", "x"))
    for command in (NameSubject("ombudsman", "x"), Recuse("x")):
        with pytest.raises(NotPossible, match="last one of the office"):
            desk.do(OMBUDSMAN, command)
    assert OMBUDSMAN.name in desk.readers()


def test_an_exclusion_is_lifted_by_the_office_alone_and_never_by_whom_it_concerns() -> None:
    desk = Desk()
    desk.do(OMBUDSMAN, NameSubject(OFFICER.name, "x"))
    with pytest.raises(CaseNotFound):  # an excluded one, or one of the chain above
        desk.do(SUPERVISOR, LiftExclusion(OFFICER.name, "x"))
    with pytest.raises(NotForYou):
        desk.do(SECOND, LiftExclusion(OFFICER.name, "x"))
    assert desk.refused(OMBUDSMAN, LiftExclusion("registrar", "x")).startswith("user: Choose one")
    desk.do(OMBUDSMAN, LiftExclusion(OFFICER.name, "A mistake."))
    assert OFFICER.name in desk.readers()


# ---------------------------------------------------------------- Retaliation


@pytest.mark.parametrize("agency", [None, "health", "justice", OFFICE])
def test_a_report_of_retaliation_goes_to_the_office_whatever_is_asked(agency: str | None) -> None:
    desk = Desk(category="retaliation", agency=agency)
    assert desk.case.agency == OFFICE
    for moved in ("health", "justice"):
        assert desk.refused(OMBUDSMAN, Triage("x", agency=moved)).startswith("agency: Leave it")
        both = Triage("x", agency=moved, category="no_answer")
        assert desk.refused(OMBUDSMAN, both).startswith("agency: Leave it")
    assert desk.do(OMBUDSMAN, Triage("x", category="no_answer")).agency == OFFICE
    other = filed(desk.casework)
    assert desk.refused(OMBUDSMAN, Merge(other)).startswith("into: Leave it by itself")


def test_a_complaint_that_turns_out_to_be_one_leaves_its_agency() -> None:
    desk = Desk()
    assert desk.do(OMBUDSMAN, Triage("x", category="retaliation")).agency == OFFICE


def test_a_new_category_brings_the_case_to_its_agency() -> None:
    desk = Desk()
    assert desk.case.agency == "health"
    assert desk.do(OMBUDSMAN, Triage("x", category="detention")).agency == "justice"


# ---------------------------------------------------------------- Found by outsiders


def test_a_step_that_keeps_somebody_safe_is_extended_by_the_office_alone() -> None:
    desk = Desk()
    for one in (OFFICER, SUPERVISOR):
        assert desk.refused(one, days(1, "step:reach")) == (
            "clock: Ask the office: a step of a plan is its to extend."
        )
    desk.do(OMBUDSMAN, days(1, "step:reach"))


@pytest.mark.parametrize("who", [REGISTRAR, MEDIATOR])
def test_whoever_cannot_let_somebody_back_keeps_nobody_away(who: Actor) -> None:
    desk = Desk()
    for user in ("ombudsman", OFFICER.name, SECOND.name):
        desk.do(who, NameSubject(user, "x"))
    assert not desk.case.excluded
    assert set(desk.case.proposed) == {"ombudsman", OFFICER.name, SECOND.name}


def test_nobody_dismisses_what_is_said_of_themselves() -> None:
    desk = Desk()
    desk.do(OFFICER, NameSubject("ombudsman", "x"))
    with pytest.raises(NotPossible, match="judge of oneself"):
        desk.do(OMBUDSMAN, LiftExclusion("ombudsman", "x"))
    assert desk.case.proposed == ("ombudsman",)
