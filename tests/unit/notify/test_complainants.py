"""What the person who complained is told: in their language, once, and nothing of the complaint."""

from datetime import timedelta

import pytest

from shared.domain.case.events import Actor
from shared.domain.errors import Undeliverable
from shared.domain.evidence.evidence import Declared, Stored, Verdict
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.closing import Close
from shared.domain.procedure.command import Command
from shared.domain.procedure.correspondence import Reply, RequestInformation
from shared.domain.procedure.decision import ProposeDecision, SignOff
from shared.domain.procedure.evidence import RequestUpload
from shared.domain.procedure.examination import EvidenceArrived, EvidenceExamined, EvidenceExpired
from shared.domain.procedure.handling import Extend
from shared.domain.vocabulary import Outcome, Reason, Role
from shared.messages import text
from tests.moments import CITIZEN, NOON, OFFICER
from tests.unit.notify.world import SOON, URL, World

EXAMINER = Actor(Role.SYSTEM, "evidence")
SUPERVISOR = Actor(Role.SUPERVISOR, "supervisor.health", "health")


def test_a_receipt_says_reference_promised_date_and_where_to_look() -> None:
    world = World()
    reference = world.file(language="fr")
    assert world.tell(*world.named("filed")) == {"batchItemFailures": []}
    (receipt,) = world.mail.to("someone@example.org")
    assert receipt.subject == f"Nous avons reçu votre réclamation {reference}"
    for part in (
        reference,
        "au plus tard le vendredi 27 novembre 2026 à 17 h 00.",
        f"{URL}/complaints/{reference}",
        "The Office",
    ):
        assert part in receipt.text
        assert part in receipt.html


@pytest.mark.parametrize(
    ("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("es", "ltr"), ("ar", "rtl")]
)
def test_a_receipt_is_in_the_language_of_the_complaint(language: str, direction: str) -> None:
    world = World()
    world.file(language=language)
    world.tell(*world.named("filed"))
    (receipt,) = world.mail.to("someone@example.org")
    assert text(language, "receipt.received") in receipt.text
    assert f'<html lang="{language}" dir="{direction}">' in receipt.html


def test_no_letter_message_or_row_has_anything_of_the_complaint_or_a_name() -> None:
    world = World()
    canary = "Canary: the words of the complaint"
    world.file(description=canary, location={"text": "Canary street"})
    world.file(description=canary, urgent_answers={"danger_now": True})
    world.tell(*world.named("filed"))
    world.tell(world.do(next(iter(world.store.chains)), Reply("Canary reply")))
    everything = f"{world.mail.letters}{world.topic.published}{world.deliveries.rows}"
    assert world.mail.letters and "Canary" not in everything
    agencies = [one for one in world.mail.letters if one.to != "someone@example.org"]
    assert agencies and "someone" not in f"{agencies}{world.topic.published}"


def test_a_receipt_holds_no_access_code() -> None:
    world = World()
    reference = world.file()
    world.tell(*world.named("filed"))
    case = world.store.load(reference)
    (receipt,) = world.mail.to("someone@example.org")
    assert case.code_hash and case.code_hash not in receipt.text + receipt.html


def test_who_left_no_address_or_no_name_at_all_gets_no_mail() -> None:
    world = World()
    world.file(identity=None)
    world.file(identity={"phone": "+22600000000"})
    world.tell(*world.named("filed"))
    assert {one.to for one in world.mail.letters} == {"desk@example.org"}


def test_a_receipt_that_comes_late_promises_no_date_of_the_past() -> None:
    world = World()
    world.file(language="en")
    world.now = NOON + timedelta(days=30)
    world.tell(*world.named("filed"))
    (receipt,) = world.mail.to("someone@example.org")
    assert "at the latest" not in receipt.text


@pytest.mark.parametrize(
    ("before", "command", "words"),
    [
        ((), Acknowledge("Read."), "A person has read your complaint."),
        ((), Reply("An answer."), "There is an answer for you."),
        ((Acknowledge(),), RequestInformation("When?"), "There is a question for you."),
        ((), Extend("resolve", 3, "More time."), "A deadline has been extended."),
        (
            (Acknowledge(), ProposeDecision(Outcome.UPHELD, "Right.")),
            SignOff(),
            "A decision has been made.",
        ),
        (
            (Acknowledge(), ProposeDecision(Outcome.UPHELD, "Right."), SignOff()),
            Close(),
            "Your complaint is closed.",
        ),
    ],
)
def test_the_complainant_hears_that_there_is_news_and_reads_it_behind_the_code(
    before: tuple[Command, ...], command: Command, words: str
) -> None:
    world = World()
    reference = world.file(language="en")
    for one in (*before, command):
        event = world.do(reference, one, SUPERVISOR if isinstance(one, SignOff) else OFFICER)
    assert world.tell(event) == {"batchItemFailures": []}
    (letter,) = [one for one in world.mail.letters if one.to != "desk@example.org"]
    assert letter.to == "someone@example.org"
    assert words in letter.text and f"{URL}/complaints/{reference}" in letter.text
    assert getattr(command, "text", "Read.") not in letter.text


def test_an_event_that_is_told_twice_is_one_mail() -> None:
    world = World()
    event = world.do(world.file(), Reply("An answer."))
    world.tell(event, event)
    world.tell(event)
    assert len(world.mail.letters) == 1


def test_an_address_that_mail_refuses_fails_visibly_and_is_not_tried_for_ever(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "notify")
    world = World()
    event = world.do(world.file(), Reply("An answer."))
    world.mail.errors = [Undeliverable("MessageRejected")]
    assert world.tell(event) == {"batchItemFailures": []}
    assert [row[:2] for row in world.deliveries.rows.values()] == [("failed", "MessageRejected")]
    assert '"MessagesUndeliverable":[1.0]' in capsys.readouterr().out


def test_who_sent_a_file_hears_that_it_was_refused_and_not_why_or_what_it_was() -> None:
    world = World()
    reference = world.file()
    world.do(reference, RequestUpload("f1", Declared("Canary.txt")), CITIZEN)
    world.do(reference, EvidenceArrived("f1", Stored("v1", 68)), EXAMINER)
    verdict = Verdict(Reason.INFECTED, None, 68, None)
    world.tell(world.do(reference, EvidenceExamined("f1", "v1", verdict), EXAMINER))
    (letter,) = world.mail.to("someone@example.org")
    assert "could not be accepted" in letter.text
    assert "virus" not in letter.text and "Canary" not in letter.text


def test_who_sent_no_file_in_the_end_hears_of_it_and_a_file_of_staff_is_no_news() -> None:
    world = World()
    reference = world.file()
    for evidence_id, sender in (("f1", CITIZEN), ("f2", OFFICER)):
        world.do(reference, RequestUpload(evidence_id, Declared()), sender)
        expired = EvidenceExpired(evidence_id)
        world.tell(world.do(reference, expired, EXAMINER, SOON + timedelta(hours=3)))
    (letter,) = world.mail.to("someone@example.org")
    assert "did not arrive" in letter.text
