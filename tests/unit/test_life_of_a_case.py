"""One honest life of a case, told by its commands, and what is refused on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain import access
from shared.domain.audit import chain as audit
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.case.replay import replay
from shared.domain.errors import (
    CaseNotFound,
    InvalidInput,
    KeyReused,
    NotForYou,
    NotPossible,
    StaleVersion,
)
from shared.domain.procedure.assessment import Acknowledge, Assess
from shared.domain.procedure.closing import Close
from shared.domain.procedure.command import Command
from shared.domain.procedure.complainant import AddMessage, Withdraw
from shared.domain.procedure.correspondence import Note, Reply, RequestInformation
from shared.domain.procedure.decision import ProposeDecision, Return, SignOff
from shared.domain.procedure.handling import Assign
from shared.domain.vocabulary import Assessment, Audience, ClockState, EventName, Outcome, Role
from tests.fakes import NOON, FakeCases, a_casework, a_complaint, a_policy

CITIZEN = Actor(Role.COMPLAINANT, "complainant")
OFFICER = Actor(Role.OFFICER, "officer.health", "health")
SUPERVISOR = Actor(Role.SUPERVISOR, "supervisor.health", "health")
FOREIGNER = Actor(Role.OFFICER, "officer.justice", "justice")
REGISTRAR = Actor(Role.REGISTRAR, "registrar")
HOUR = timedelta(hours=1)


class Office:
    """A casework with its clock, so that stories stay short."""

    def __init__(self) -> None:
        self.store = FakeCases()
        self.casework = a_casework(self.store)
        self.now = NOON
        self.reference = ""

    def file(self, **changes: object) -> Case:
        self.casework.file(
            a_complaint(**changes),
            CITIZEN,
            self.now,
            lambda case: {"reference": case.reference},
            "key",
        )
        self.reference = next(iter(self.store.chains))
        return self.case

    def do(self, command: Command, actor: Actor = OFFICER, **options: object) -> Case:
        self.now += timedelta(minutes=1)
        return self.casework.perform(
            self.reference,
            command,
            actor,
            Moment.at(self.now),
            **options,  # type: ignore[arg-type]
        )

    @property
    def case(self) -> Case:
        return self.store.load(self.reference)


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_complaint_is_answered_signed_off_by_another_and_closed(office: Office) -> None:
    case = office.file()
    assert (case.status, case.agency, case.urgency) == ("received", "health", "standard")
    assert set(case.clocks) == {"acknowledge", "resolve"}
    office.do(Acknowledge("We have read your complaint."))
    office.do(Assign("officer.health"))
    office.do(Note("The letter lies in room 4.", Audience.INTERNAL))
    office.do(Reply("We are asking the ward."))
    office.do(
        ProposeDecision(
            Outcome.UPHELD,
            "The ward must answer.",
            ({"what": "answer", "owner": "the ward", "due_on": "2026-12-24"},),
        )
    )
    office.do(SignOff(), SUPERVISOR)
    case = office.do(Close())
    assert (case.status, case.assignee, case.finished) == ("closed", "officer.health", True)
    assert {one.state for one in case.clocks.values()} == {ClockState.MET}
    assert case.wake_at is None and case.next_due is None
    assert case.decision is not None and case.decision.signed_off_by == "supervisor.health"


def test_the_chain_is_valid_and_replays_to_the_exact_case(office: Office) -> None:
    office.file(urgent_answers={"danger_now": True})
    office.do(Acknowledge())
    office.do(RequestInformation("Which ward was it?"))
    case = office.do(AddMessage("The one on the second floor."), CITIZEN)
    events = office.store.events(office.reference)
    assert audit.verify(office.reference, events, case.head, case.seq) is None
    assert replay(office.reference, events) == case


def test_a_complaint_is_assessed_and_the_clock_of_the_assessment_met(office: Office) -> None:
    office.file()
    office.do(Acknowledge())
    case = office.do(Assess(Assessment.ACCEPTED, "We look into it."))
    assert (case.status, case.finished) == ("accepted", False)


def test_a_complaint_that_is_not_accepted_ends_with_a_ground_and_a_letter(office: Office) -> None:
    office.file()
    office.do(Acknowledge())
    with pytest.raises(InvalidInput) as refused:
        office.do(Assess(Assessment.NOT_ACCEPTED, "We can't."))
    assert refused.value.errors[0].field == "ground"
    case = office.do(Assess(Assessment.NOT_ACCEPTED, "A court has it.", "before a court"))
    assert (case.status, case.finished, case.wake_at) == ("not_accepted", True, None)
    letter = office.store.texts(office.reference)[-1]
    assert (letter.audience, letter.body["ground"]) == ("complainant", "before a court")


def test_the_proposer_cannot_sign_off(office: Office) -> None:
    office.file()
    office.do(Acknowledge())
    office.do(ProposeDecision(Outcome.NOT_UPHELD, "No fault was found."), SUPERVISOR)
    with pytest.raises(NotPossible) as refused:
        office.do(SignOff(), SUPERVISOR)
    assert "return" in refused.value.possible
    assert office.case.status == "decision_proposed"


def test_a_returned_proposal_is_worked_on_again(office: Office) -> None:
    office.file()
    office.do(Acknowledge())
    office.do(ProposeDecision(Outcome.UPHELD, "Yes."))
    case = office.do(Return("Say why."), SUPERVISOR)
    assert (case.status, case.decision) == ("investigating", None)


def test_a_question_pauses_the_resolve_clock_and_the_answer_moves_its_deadline(
    office: Office,
) -> None:
    assert office.file().clocks["resolve"].due_at == datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    office.do(Acknowledge())
    paused = office.do(RequestInformation("When was it?"))
    assert paused.clocks["resolve"].state is ClockState.PAUSED
    assert paused.clocks["resolve"].wake_at is None
    office.now += 3 * HOUR
    resumed = office.do(AddMessage("Last week."), CITIZEN)
    clock = resumed.clocks["resolve"]
    assert resumed.status == "investigating"
    assert clock.state is ClockState.RUNNING
    # paused from 12:02 to 15:03: of these, 13:00 to 15:03 were the office's time
    assert clock.due_at == datetime(2026, 12, 1, 15, 3, tzinfo=UTC)


def test_a_stale_version_is_refused_and_told_what_is_current(office: Office) -> None:
    version = office.file().version
    office.do(Note("One.", Audience.INTERNAL), seen_version=version)
    with pytest.raises(StaleVersion) as stale:
        office.do(Note("Two.", Audience.INTERNAL), seen_version=version)
    assert (stale.value.seen, stale.value.current) == (version, version + 1)


def test_a_mark_of_the_tick_does_not_make_an_officers_form_stale(office: Office) -> None:
    version = office.file(urgent_answers={"danger_now": True}).version
    office.casework.tick(office.reference, NOON + 2 * HOUR)
    case = office.do(Acknowledge(), seen_version=version)
    assert case.clocks["acknowledge"].state in (ClockState.MET, ClockState.MET_LATE)


def test_what_the_status_does_not_admit_is_refused_with_what_is_possible(office: Office) -> None:
    office.file()
    with pytest.raises(NotPossible) as refused:
        office.do(Close())
    assert "acknowledge" in refused.value.possible
    assert "close" not in refused.value.possible


def test_a_foreign_case_looks_like_none(office: Office) -> None:
    office.file()
    with pytest.raises(CaseNotFound):
        office.do(Acknowledge(), FOREIGNER)


def test_a_person_without_the_right_is_told_what_is_theirs(office: Office) -> None:
    office.file()
    with pytest.raises(NotForYou) as refused:
        office.do(Assign("officer.health"), REGISTRAR)
    assert {"acknowledge", "evidence", "note", "reply"} <= set(refused.value.possible)
    assert all(access.may(REGISTRAR, one, office.case) for one in refused.value.possible)


def test_an_answer_before_receipt_or_in_the_future_is_refused(office: Office) -> None:
    office.file()
    for wrong in (NOON - HOUR, NOON + HOUR):
        with pytest.raises(InvalidInput) as refused:
            office.casework.perform(
                office.reference, Acknowledge(), REGISTRAR, Moment.at(office.now, wrong)
            )
        assert refused.value.errors[0].field == "occurred_at"


def test_a_withdrawn_complaint_runs_no_clock(office: Office) -> None:
    office.file(urgent_answers={"danger_now": True})
    case = office.do(Withdraw("It is settled."), CITIZEN)
    assert case.status == "withdrawn"
    assert {one.state for one in case.clocks.values()} == {ClockState.CANCELLED}
    assert case.wake_at is None


def test_a_repeated_filing_gets_the_first_answer_and_makes_no_second_case() -> None:
    office = Office()
    first = office.casework.file(
        a_complaint(),
        CITIZEN,
        NOON,
        lambda case: {"reference": case.reference, "status": case.status},
        "the key",
    )
    office.reference = str(first.answer["reference"])
    office.do(Acknowledge())
    again = office.casework.file(a_complaint(), CITIZEN, NOON + HOUR, lambda case: {}, "the key")
    assert again == first
    assert len(office.store.chains) == 1
    with pytest.raises(KeyReused):
        office.casework.file(a_complaint(language="fr"), CITIZEN, NOON, lambda case: {}, "the key")


def test_a_repeated_command_happens_once_and_gets_the_first_answer(office: Office) -> None:
    office.file()
    first = office.do(AddMessage("One more thing."), CITIZEN, idempotency_key="k")
    office.do(Acknowledge())
    again = office.do(AddMessage("One more thing."), CITIZEN, idempotency_key="k")
    assert again == first
    with pytest.raises(KeyReused):
        office.do(AddMessage("Another thing."), CITIZEN, idempotency_key="k")
    names = [event.name for event in office.store.events(office.reference)]
    assert names.count(EventName.MESSAGE_RECEIVED) == 1


def test_the_code_opens_the_case_and_a_wrong_one_looks_like_no_case(office: Office) -> None:
    filed = office.casework.file(
        a_complaint(), CITIZEN, NOON, lambda case: {"reference": case.reference}
    )
    reference = str(filed.answer["reference"])
    assert office.casework.open_with_code(reference, filed.code).reference == reference
    for wrong in (("XX-0000-0000-0", filed.code), (reference, "A" * 26), (reference, "")):
        with pytest.raises(CaseNotFound):
            office.casework.open_with_code(*wrong)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("category", {"category": "nonsense"}),
        ("agency", {"agency": "nonsense"}),
        ("language", {"language": "de"}),
        ("occurred_on", {"occurred_on": (NOON + timedelta(days=1)).date()}),
        ("received_at", {"received_at": NOON + HOUR}),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_stored(
    office: Office, field: str, changes: dict[str, object]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        office.casework.file(a_complaint(**changes), CITIZEN, NOON, lambda case: {})
    assert [one.field for one in refused.value.errors] == [field]
    assert office.store.chains == {}


def test_a_register_without_decisions_may_close_an_open_case() -> None:
    rules = {**a_policy().document["rules"], "decision": "not_required"}
    store = FakeCases()
    casework = a_casework(store, a_policy(rules=rules))
    casework.file(a_complaint(), CITIZEN, NOON, lambda case: {})
    case = casework.perform(next(iter(store.chains)), Close(), REGISTRAR, Moment.at(NOON))
    assert case.status == "closed"
