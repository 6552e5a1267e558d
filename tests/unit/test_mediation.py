"""A mediation step by step: who speaks for which side, what is refused, what each step writes."""

from typing import Any

import pytest

from shared.domain.case.events import Actor, Event
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.procedure.mediation import AnswerMediation, Mediate
from shared.domain.vocabulary import MediationStep, Party, Status
from tests.procedures import CITIZEN, MEDIATOR, OFFICER, OMBUDSMAN, SUPERVISOR, case_in
from tests.unit.test_procedure_rules import Office

CONSENT_OF_BOTH = (
    (MEDIATOR, Mediate(MediationStep.CONSENT, "x", Party.COMPLAINANT)),
    (MEDIATOR, Mediate(MediationStep.CONSENT, "x", Party.AGENCY)),
)


class Talks(Office):
    """One case in mediation, without anybody's consent yet."""

    def __init__(self, status: Status = Status.IN_MEDIATION) -> None:
        super().__init__()
        self.reference = case_in(self.casework, status, "")

    def do(self, who: Actor, step: Any, party: Any = None, text: str = "x") -> Event:
        self.does(who, self.reference, Mediate(step, text, party))
        return self.store.events(self.reference)[-1]

    def refused(self, who: Actor, step: str, party: str | None = None) -> str:
        """The field that was named; nothing was stored."""
        before = self.store.events(self.reference)
        with pytest.raises(InvalidInput) as refused:
            self.do(who, step, party)
        assert self.store.events(self.reference) == before
        (error,) = refused.value.errors
        return f"{error.field}: {error.message}"

    @property
    def consents(self) -> tuple[str, ...]:
        mediation = self.store.load(self.reference).mediation
        assert mediation is not None
        return mediation.consents


@pytest.mark.parametrize("party", ["complainant", "agency"])
@pytest.mark.parametrize("who", [MEDIATOR, OMBUDSMAN])
def test_the_office_says_whose_consent_it_has(who: Actor, party: str) -> None:
    talks = Talks()
    given = talks.do(who, "consent", party)
    assert (given.name, given.data["party"]) == ("mediation_agreed_to", party)
    assert talks.consents == (party,)


@pytest.mark.parametrize("party", [None, "", "office", "everybody"])
def test_a_consent_of_nobody_in_particular_is_refused(party: str | None) -> None:
    assert Talks().refused(MEDIATOR, "consent", party).startswith("party: Say whose consent")


@pytest.mark.parametrize("party", [None, "agency", "complainant"])
def test_an_agencys_own_people_speak_for_it_and_never_for_the_complainant(
    party: str | None,
) -> None:
    talks = Talks()
    assert talks.do(OFFICER, "consent", party).data["party"] == "agency"
    assert talks.consents == ("agency",)


def test_a_complainant_speaks_for_themselves() -> None:
    talks = Talks()
    talks.do(OFFICER, "consent")
    talks.does(CITIZEN, talks.reference, AnswerMediation(consent=True, text="Gladly."))
    assert talks.consents == ("agency", "complainant")


@pytest.mark.parametrize("step", ["propose", "session", "agreement", "failure"])
@pytest.mark.parametrize("who", [OFFICER, SUPERVISOR])
def test_an_agency_leads_no_mediation_of_its_own_case(who: Actor, step: str) -> None:
    assert Talks().refused(who, step).startswith("step: Give your agency's consent")


@pytest.mark.parametrize("step", ["", "dance", "consents"])
def test_a_step_that_there_is_not_is_refused(step: str) -> None:
    assert Talks().refused(MEDIATOR, step).startswith("step: Choose one of: propose, consent")


@pytest.mark.parametrize("step", ["consent", "session", "agreement", "failure"])
def test_nothing_follows_from_a_mediation_that_nobody_proposed(step: str) -> None:
    refused = Talks(Status.ACKNOWLEDGED).refused(MEDIATOR, step, "agency")
    assert refused == "step: Propose a mediation first."


def test_a_mediation_is_proposed_once() -> None:
    talks = Talks()
    with pytest.raises(NotPossible) as refused:
        talks.do(MEDIATOR, "propose")
    assert "mediate" not in refused.value.possible and "record" in refused.value.possible


@pytest.mark.parametrize("step", ["session", "agreement"])
def test_the_sides_meet_and_agree_only_after_both_have_consented(step: str) -> None:
    talks = Talks()
    assert talks.refused(MEDIATOR, step).endswith("of: complainant, agency.")
    talks.do(MEDIATOR, "consent", "agency")
    assert talks.refused(MEDIATOR, step).endswith("of: complainant.")
    talks.do(MEDIATOR, "consent", "complainant")
    talks.do(MEDIATOR, step)


def agreed() -> Talks:
    talks = Talks()
    for who, command in CONSENT_OF_BOTH:
        talks.does(who, talks.reference, command)
    return talks


def test_sessions_are_counted_and_what_was_said_in_them_stays_inside() -> None:
    talks = agreed()
    for _ in range(2):
        assert talks.do(MEDIATOR, "session", text="They met.").name == "mediation_held"
    case = talks.store.load(talks.reference)
    assert case.mediation is not None
    assert (case.mediation.sessions, case.status) == (2, "in_mediation")
    assert case.mediation.consents == ("agency", "complainant")
    last = talks.store.texts(talks.reference)[-1]
    assert (last.kind, last.audience, last.body) == (
        "mediation_session",
        "internal",
        {"text": "They met."},
    )


def test_an_agreement_is_a_decision_that_a_second_person_has_to_sign() -> None:
    talks = agreed()
    reached = talks.do(MEDIATOR, "agreement", text="They shake hands.")
    case, last = talks.store.load(talks.reference), talks.store.texts(talks.reference)[-1]
    assert (reached.name, reached.data["outcome"]) == ("agreement_reached", "resolved_informally")
    assert (case.status, last.kind, last.audience) == ("decision_proposed", "decision", "agency")
    assert case.decision is not None
    assert case.decision.outcome == "resolved_informally"
    assert (case.decision.proposed_by, case.decision.signed_off_by) == ("mediator", None)
    assert (case.decision.summary_text, last.body["text"]) == (last.text_id, "They shake hands.")


def test_why_a_mediation_failed_is_told_to_the_complainant() -> None:
    talks = agreed()
    failed = talks.do(MEDIATOR, "failure", text="They never met.")
    case, last = talks.store.load(talks.reference), talks.store.texts(talks.reference)[-1]
    assert (failed.name, failed.data["text"]) == ("mediation_failed", last.text_id)
    assert (case.status, case.mediation) == ("investigating", None)
    assert (last.audience, last.body) == ("complainant", {"text": "They never met."})


@pytest.mark.parametrize("words", [None, "No, thank you."])
def test_a_complainant_who_wants_none_need_not_say_why(words: str | None) -> None:
    talks = Talks()
    before = talks.store.texts(talks.reference)
    talks.does(CITIZEN, talks.reference, AnswerMediation(consent=False, text=words))
    failed, texts = talks.store.events(talks.reference)[-1], talks.store.texts(talks.reference)
    assert (failed.name, "text" in failed.data) == ("mediation_failed", words is not None)
    assert [one.body["text"] for one in texts[len(before) :]] == ([words] if words else [])
