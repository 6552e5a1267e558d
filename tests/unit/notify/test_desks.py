"""What the agencies are told: digests, not floods; and the topic, with its attributes."""

import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from aws_lambda_powertools import Logger

from functions.notify.letters import letterhead as office
from functions.notify.recipients.agency_desk import AgencyDeskMail
from functions.notify.recipients.event_notice import read
from shared.domain.case.events import Actor, Event
from shared.domain.errors import Unavailable
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.vocabulary import EventName, Role
from tests.fakes import a_policy
from tests.moments import NOON
from tests.policy_document import document
from tests.unit.notify.world import URL, World, message

HALF_TIME = NOON + timedelta(days=4)


def warned_world() -> World:
    patient = document()
    patient["clocks"] = patient["clocks"][-1:]  # the resolve clock alone: it warns at half time
    return World(policy=a_policy(**patient))


def test_new_complaints_are_one_letter_to_the_desk_and_one_message_each_to_the_topic() -> None:
    world = World()
    references = [world.file(identity=None) for _ in range(3)]
    world.tell(*world.named("filed"))
    (letter,) = world.mail.letters
    assert letter.to == "desk@example.org"
    assert letter.subject == "Health, nouvelles réclamations : 3"
    assert all(reference in letter.text for reference in references)
    assert f"{URL}/desk" in letter.text
    assert [attributes for _, attributes in world.topic.published] == [
        {"agency": "health", "event": "complaint_filed", "urgency": "standard"}
    ] * 3


def test_an_urgent_complaint_is_on_the_topic_and_left_to_the_call_out_otherwise() -> None:
    world = World()
    world.file(identity=None, urgent_answers={"danger_now": True})
    world.tell(*world.named("filed"))
    assert not world.mail.letters
    assert world.topic.published[0][1]["urgency"] == "urgent"


def test_the_topics_message_is_ids_and_the_agencys_own_attributes_come_along() -> None:
    chosen = document()
    chosen["agencies"]["health"]["topic_attributes"] = {"region": "centre", "agency": "spoofed"}
    world = World(policy=a_policy(**chosen))
    reference = world.file(identity=None)
    world.tell(*world.named("filed"))
    ((told, attributes),) = world.topic.published
    assert attributes["region"] == "centre" and attributes["agency"] == "health"
    assert told["cases"] == [
        {"reference": reference, "clock": "acknowledge", "due_at": "2026-11-27T17:00:00Z"}
    ]


def test_warnings_are_one_letter_per_agency() -> None:
    world = warned_world()
    health = [world.file(identity=None) for _ in range(4)]
    justice = world.file(identity=None, category="detention")
    world.tick(HALF_TIME)
    assert world.tell(*world.named("clock_warned")) == {"batchItemFailures": []}
    letters = {one.subject: one.text for one in world.mail.letters}
    assert set(letters) == {
        "Health, échéances proches : 4",
        f"Justice, échéances proches : {justice}",
    }
    assert all(one in letters["Health, échéances proches : 4"] for one in health)
    assert "décision, au plus tard le mardi 1er décembre 2026 à 12 h 00" in "".join(
        letters.values()
    )
    events = [(one["agency"], one["event"]) for _, one in world.topic.published]
    assert sorted(events) == [("health", "deadline_warning"), ("justice", "deadline_warning")]


def test_a_warning_that_comes_after_the_answer_warns_nobody() -> None:
    world = warned_world()
    world.file(identity=None)
    world.tick(HALF_TIME)
    late = world.named("clock_warned")
    world.tick(NOON + timedelta(days=20))
    assert world.tell(*late) == {"batchItemFailures": []}
    assert not world.mail.letters and not world.topic.published


def test_a_complaint_that_was_read_meanwhile_is_no_news_to_the_desk() -> None:
    world = World()
    world.do(world.file(identity=None), Acknowledge())
    world.tell(*world.named("filed"))
    assert not world.mail.letters


def test_a_letter_lists_so_many_and_counts_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_LINES", 2)
    world = World()
    for _ in range(5):
        world.file(identity=None)
    world.tell(*world.named("filed"))
    assert "Autres réclamations, à voir dans la file de travail : 3" in world.mail.letters[0].text


def test_one_bad_message_never_stops_the_others() -> None:
    world = World()
    world.file(identity=None)
    (event,) = world.named("filed")
    records = [
        {"messageId": "poison", "body": "[]"},
        message(event),
        {"messageId": "nobody", "body": '{"reference": "XT-0000-0000-0", "seq": 1, "name": "x"}'},
    ]
    answer = world.on_event({"Records": records}, None)
    assert world.failed(answer) == ["nobody", "poison"]
    assert len(world.mail.letters) == 1


def test_the_log_says_of_a_message_without_an_event_that_there_is_none() -> None:
    world, log = World(), StringIO()
    on_event = replace(world.on_event, log=Logger(service="unread-notice", stream=log))
    body = '{"reference": "XT-0000-0000-0", "seq": 1, "name": "filed"}'
    on_event({"Records": [{"messageId": "nobody", "body": body}]}, None)
    unread, _ = (json.loads(line) for line in log.getvalue().splitlines())
    assert (unread["message"], unread["error"]) == ("unread", "LookupError")


def test_while_mail_is_down_the_message_comes_back_and_the_topic_is_not_told_twice() -> None:
    world = World()
    world.file(identity=None)
    (event,) = world.named("filed")
    world.mail.errors = [Unavailable("TooManyRequestsException")]
    assert world.failed(world.tell(event)) == [message(event)["messageId"]]
    assert world.tell(event) == {"batchItemFailures": []}
    assert (len(world.mail.letters), len(world.topic.published)) == (1, 1)


def test_a_digest_that_is_told_again_lists_what_was_not_told_yet() -> None:
    world = World()
    first = world.file(identity=None)
    world.tell(*world.named("filed"))
    second = world.file(identity=None)
    world.tell(*world.named("filed"))
    assert first not in world.mail.letters[1].text
    assert second in world.mail.letters[1].text


def test_an_error_of_another_service_never_brings_its_words_into_a_row() -> None:
    world = World()
    world.file()
    world.mail.broken = RuntimeError("someone@example.org is unwanted")
    answer = world.tell(*world.named("filed"))
    assert world.failed(answer)
    assert "someone@example.org" not in f"{world.deliveries.rows}"


def test_a_recalculation_is_one_letter_to_the_agency_whose_cases_it_moved() -> None:
    world = World()
    sums = {"open_cases": 9, "later": 7, "earlier": 0, "unchanged": 2, "newly_overdue": 1}
    event = Event(
        "policy", 1, EventName.CASES_RECALCULATED, NOON, NOON, Actor(Role.ADMIN, "admin"), "run",
        {"agency": "health", "version": "test.2", **sums},
    )  # fmt: skip
    world.store.chains["policy"] = [event]
    world.tell(event)
    world.tell(event)
    (letter,) = world.mail.letters
    assert letter.to == "desk@example.org"
    assert "test.2" in letter.text
    assert "Délais repoussés : 7" in letter.text and "désormais en retard : 1" in letter.text
    assert not world.topic.published


def test_whom_a_case_concerns_gets_no_letter_about_it_but_of_other_cases() -> None:
    chosen = document()
    chosen["agencies"]["health"]["contacts"]["desk"] = [
        {"email": "desk@example.org"},
        {"email": "nurse@example.org", "user": "nurse"},
    ]
    world = World(policy=a_policy(**chosen))
    about_her, other = world.file(identity=None), world.file(identity=None)
    notices = [read(world.store, message(one)) for one in world.named("filed")]
    told = [
        replace(one, case=replace(one.case, excluded=("nurse",)))
        if one.case.reference == about_her
        else one
        for one in notices
    ]
    AgencyDeskMail(world.mail, world.topic, world.once, office.Letterhead(world.policy, URL)).filed(
        told
    )
    (hers,) = world.mail.to("nurse@example.org")
    assert other in hers.text and about_her not in hers.text
    (desks,) = world.mail.to("desk@example.org")
    assert about_her in desks.text
