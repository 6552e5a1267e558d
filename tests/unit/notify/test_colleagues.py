"""What staff hear of their cases, and who hears nothing."""

from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.complainant import AddMessage
from shared.domain.procedure.correspondence import AskAgency
from shared.domain.procedure.decision import ProposeDecision, SignOff
from shared.domain.procedure.handling import Assign
from shared.domain.procedure.merging import Merge
from shared.domain.procedure.safeguards import ApproveBreakGlass, BreakGlass, NameSubject
from shared.domain.vocabulary import Outcome
from tests.fakes import a_policy
from tests.moments import CITIZEN
from tests.policy_document import document, people
from tests.procedures import OFFICER, OMBUDSMAN, SUPERVISOR
from tests.unit.notify.world import World


def a_world() -> World:
    written = document()
    agencies = written["agencies"]
    agencies["health"]["contacts"] |= {
        "duty": [{"email": "duty@example.org", "user": "officer.health"}]
    }
    staff = {"officer.health": {"agency": "health"}, "desk.user": {"agency": "health"}}
    contacts = people("ombudsman", "auditor")
    return World(policy=a_policy(agencies=agencies, contacts=contacts, staff=staff))


def test_a_message_and_a_question_reach_the_desk_in_one_letter() -> None:
    world = a_world()
    reference = world.file(identity=None)
    world.do(reference, Acknowledge())
    world.tell(world.do(reference, AddMessage("x"), CITIZEN), world.do(reference, AskAgency("x?")))
    (letter,) = [one for one in world.mail.letters if one.to == "desk@example.org"]
    assert letter.subject == f"Health, du nouveau : {reference}"
    assert f"{reference} : la personne a écrit" in letter.text
    assert f"{reference} : une question est posée au service" in letter.text


def test_who_is_given_a_case_hears_of_it_and_of_what_follows() -> None:
    world = a_world()
    reference = world.file(identity=None)
    world.tell(world.do(reference, Assign("officer.health"), OMBUDSMAN))
    (letter,) = world.mail.letters
    assert letter.to == "duty@example.org"
    assert reference in letter.subject
    world.tell(world.do(reference, AddMessage("x"), CITIZEN))
    assert {one.to for one in world.mail.letters[1:]} == {"desk@example.org", "duty@example.org"}


def test_nobody_hears_of_a_case_that_is_about_them() -> None:
    world = a_world()
    reference = world.file(identity=None)
    world.do(reference, NameSubject("desk.user", "x"), OMBUDSMAN)
    world.tell(world.do(reference, AddMessage("x"), CITIZEN))
    assert not world.mail.letters


def test_the_auditor_hears_who_asked_for_a_name_and_who_was_let_in() -> None:
    world = a_world()
    reference = world.file()
    world.tell(world.do(reference, BreakGlass("Canary Reason"), OFFICER))
    world.tell(world.do(reference, ApproveBreakGlass("officer.health"), OMBUDSMAN))
    letters = [one for one in world.mail.letters if one.to == "auditor@example.org"]
    assert len(letters) == 2
    assert all(f"{reference} : officer.health" in one.text for one in letters)
    assert "Canary" not in str(letters)


def test_those_whose_cases_follow_another_hear_of_its_decision_once_and_under_their_own() -> None:
    world = a_world()
    leading = world.file(identity={"email": "leader@example.org"})
    followers = [world.file(identity={"email": f"f{n}@example.org"}) for n in range(3)]
    for reference in followers:
        world.do(reference, Merge(leading))
    world.do(leading, Acknowledge())
    world.do(leading, ProposeDecision(Outcome.UPHELD, "x"))
    signed = world.do(leading, SignOff(), SUPERVISOR)
    for _ in range(2):
        world.tell(signed)
    told = {one.to: one.text for one in world.mail.letters if one.to != "desk@example.org"}
    assert set(told) == {"leader@example.org", *(f"f{n}@example.org" for n in range(3))}
    assert len(world.mail.letters) == 5
    for n, reference in enumerate(followers):
        assert reference in told[f"f{n}@example.org"]
        assert leading not in told[f"f{n}@example.org"]


def test_a_desk_without_an_address_gets_no_mail_and_the_next_one_does() -> None:
    written = document()
    desks = [{"phone": "+22670000000", "user": "silent"}, {"email": "desk@example.org"}]
    written["agencies"]["health"]["contacts"] |= {"desk": desks}
    world = World(policy=a_policy(agencies=written["agencies"]))
    reference = world.file(identity=None)
    world.tell(world.do(reference, AddMessage("x"), CITIZEN))
    assert [one.to for one in world.mail.letters] == ["desk@example.org"]
