"""Marks in every field that people write, and no mark in whatever functions send because of it.

A message that was read is gone from its queue, so the local cloud can't be searched for it.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import fields, replace
from io import StringIO
from typing import Any

import pytest
from aws_lambda_powertools import Logger

from functions.escalate.start_workflow import StartWorkflow
from functions.notify.letters.send_once import SendOnce
from functions.notify.on_event import OnEvent
from functions.relay.relay_events import ASSIGN, ESCALATION, NOTIFY, READERS, Relay
from shared.application.casework import Casework
from shared.aws import items
from shared.domain.access import may
from shared.domain.case.events import Event, to_document
from shared.domain.case.moment import Moment
from shared.domain.procedure.command import Command
from shared.domain.procedure.complainant import Withdraw
from shared.domain.procedure.safeguards import BreakGlass, NameSubject
from shared.domain.procedure.table import ADMITTED
from shared.domain.vocabulary import CommandName, EventName, Status
from tests.canaries import COMPLAINANT, MARK, WORDS
from tests.fakes import NOON, FakeCases, counted_bytes, policies
from tests.fakes_alerts import FakeDeliveries, FakeExecutions, FakeMail, FakeTopic
from tests.procedures import (
    CITIZEN,
    EXAMPLES,
    OMBUDSMAN,
    PEOPLE,
    SECOND,
    a_full_policy,
    bring,
    example,
    filed,
)

TYPED = {"text", "reason", "message", "question", "who", "summary"}
WORD = "xqzwordzqx"
NEED_MORE = {"invite-expert", "revoke-expert", "take"}  # a file or a contact, tried elsewhere
LAST = {"sign-off", "return", "approve-break-glass", "mediate"}


class Sending:
    """The functions behind the table, each with what it sends kept."""

    def __init__(self, store: FakeCases) -> None:
        self.log = StringIO()
        self.mail, self.topic, self.executions = FakeMail(), FakeTopic(), FakeExecutions()
        log = Logger(service="sent", logger_handler=logging.StreamHandler(self.log))
        self.queues = {one: Bodies() for one in (ASSIGN, ESCALATION, NOTIFY)}
        self.relay = Relay(self.queues, log)
        once = SendOnce(FakeDeliveries(), lambda: NOON, counted_bytes())
        self.notify = OnEvent(
            *(store, policies(a_full_policy()), once, self.mail, self.topic),
            *("https://redress.example.org", lambda: NOON, log),
        )
        self.start = StartWorkflow(store, self.executions, log)

    def hear(self, events: Iterable[Event]) -> None:
        stream = [
            {"dynamodb": {"NewImage": items.event_item(one), "SequenceNumber": str(one.seq)}}
            for one in events
        ]
        assert self.relay({"Records": stream}, None) == {"batchItemFailures": []}
        for queue, reader in ((NOTIFY, self.notify), (ESCALATION, self.start)):
            bodies = self.queues[queue].sent
            told = [{"messageId": str(at), "body": body} for at, body in enumerate(bodies)]
            assert reader({"Records": told}, None) == {"batchItemFailures": []}

    @property
    def everything(self) -> dict[str, str]:
        """Letters without their address, which is where they go and stands nowhere in them."""
        letters = [replace(one, to="") for one in self.mail.letters]
        queues = {name: str(one.sent) for name, one in self.queues.items()}
        return queues | {
            "letters": str(letters),
            "topic": str(self.topic.published),
            "workflow": str(self.executions.started),
            "log": self.log.getvalue(),
        }


class Bodies:
    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, bodies: Any) -> None:
        self.sent += bodies


def marked(command: Any) -> Command:
    typed = {one.name: getattr(command, one.name) for one in fields(command) if one.name in TYPED}
    words = {name: WORD for name, one in typed.items() if isinstance(one, str)}
    told: Command = replace(command, **words)
    return told


def an_office() -> tuple[FakeCases, Casework]:
    store = FakeCases()
    return store, Casework(store, policies(a_full_policy()), counted_bytes())


def planted(casework: Casework, **more: Any) -> str:
    """A complaint with a mark in whatever its sender typed."""
    typed: dict[str, Any] = {"description": WORDS["description"], "location": WORDS["location"]}
    named = {name: WORDS[name] for name in ("on_behalf_of", "subject_persons")}
    return filed(casework, **typed, identity=COMPLAINANT | named, **more)


def performed(casework: Casework, name: CommandName) -> str:
    other, reference = planted(casework), planted(casework)
    status = next(one for one in Status if one in ADMITTED[name])
    if name == "erase":
        casework.perform(reference, Withdraw(WORD), CITIZEN, Moment.at(NOON))
    else:
        bring(casework, reference, status, other)
    if name == "approve-break-glass":
        casework.perform(reference, BreakGlass(WORD), SECOND, Moment.at(NOON))
    if name == "lift-exclusion":
        naming = NameSubject("officer.justice", WORD)
        casework.perform(reference, naming, OMBUDSMAN, Moment.at(NOON))
    case = casework.store.load(reference)
    able = [one for one in PEOPLE if may(one, name, case)]
    who = able[-1] if name in LAST else able[0]
    casework.perform(reference, marked(example(name, other)), who, Moment.at(NOON))
    return reference


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - NEED_MORE))
def test_nothing_that_anybody_typed_is_sent_anywhere_or_stands_in_an_event(
    name: CommandName,
) -> None:
    store, casework = an_office()
    reference = performed(casework, name)
    assert MARK.search(str(store.words[reference]))
    events = store.events(reference)
    sending = Sending(store)
    sending.hear(events)
    found = {where: MARK.findall(told) for where, told in sending.everything.items()}
    assert {where: one for where, one in found.items() if one} == {}
    # who was forgotten in the meantime has no address to write to
    assert sending.mail.letters or name == "erase"
    written = json.dumps([to_document(one) for one in events], ensure_ascii=False)
    assert MARK.findall(written) == []


def test_an_urgent_complaint_starts_its_workflow_without_a_word_of_it() -> None:
    store, casework = an_office()
    reference = planted(casework, urgent_answers={"danger_now": True})
    sending = Sending(store)
    sending.hear(store.events(reference))
    assert sending.executions.started
    assert MARK.findall(str(sending.everything)) == []


def test_an_event_says_nothing_to_a_queue_but_its_keys_whatever_it_holds() -> None:
    """Also of those kinds that no example leads to."""
    store, casework = an_office()
    event = store.events(planted(casework))[0]
    sending = Sending(store)
    said = {"text": WORD, "sha256": WORD, "note": WORD}
    stream = [
        {
            "dynamodb": {
                "NewImage": items.event_item(replace(event, name=EventName(name), data=said)),
                "SequenceNumber": "1",
            }
        }
        for name in READERS
    ]
    sending.relay({"Records": stream}, None)
    bodies = [json.loads(one) for queue in sending.queues.values() for one in queue.sent]
    assert len(bodies) >= len(READERS)
    assert {frozenset(one) for one in bodies} == {frozenset({"reference", "seq", "name"})}
