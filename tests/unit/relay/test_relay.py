"""The relay: keys of new events, to those who act on them, and nothing of what they say."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from aws_lambda_powertools import Logger

from functions.notify.recipients.complainant import NEWS
from functions.relay.relay_events import ASSIGN, ESCALATION, NOTIFY, READERS, Relay
from shared.aws import items
from shared.domain.case.events import Event
from shared.domain.errors import Unavailable
from shared.messages import has_text
from tests.fakes import FakeCases, a_casework, a_complaint
from tests.moments import CITIZEN, NOON

LOG = Logger(service="test")


@dataclass
class FakeQueue:
    bodies: list[str] = field(default_factory=list)
    down: bool = False

    def send(self, bodies: Any) -> None:
        if self.down and bodies:
            raise Unavailable("down")
        self.bodies += bodies


def queues() -> dict[str, FakeQueue]:
    return {ASSIGN: FakeQueue(), ESCALATION: FakeQueue(), NOTIFY: FakeQueue()}


def record(image: dict[str, Any], number: str = "1") -> dict[str, Any]:
    return {"eventName": "INSERT", "dynamodb": {"NewImage": image, "SequenceNumber": number}}


def records(*events: Event) -> dict[str, Any]:
    return {"Records": [record(items.event_item(one), str(one.seq)) for one in events]}


def an_urgent_case() -> list[Event]:
    store = FakeCases()
    a_casework(store).file(
        a_complaint(urgent_answers={"danger_now": True}), CITIZEN, NOON, lambda case: {}
    )
    (chain,) = store.chains.values()
    return chain


def test_each_event_goes_to_its_reader_by_its_keys_alone() -> None:
    filed, escalated = an_urgent_case()
    to = queues()
    answer = Relay(to, LOG)(records(filed, escalated), None)
    assert answer == {"batchItemFailures": []}
    assert [json.loads(body) for body in to[NOTIFY].bodies] == [
        {"reference": filed.reference, "seq": 1, "name": "filed"}
    ]
    assert to[ASSIGN].bodies == to[NOTIFY].bodies
    assert [json.loads(body) for body in to[ESCALATION].bodies] == [
        {"reference": filed.reference, "seq": 2, "name": "escalated"}
    ]


def test_an_event_that_nobody_acts_on_goes_nowhere() -> None:
    to = queues()
    image = items.event_item(an_urgent_case()[0]) | {"name": {"S": "viewed"}}
    assert Relay(to, LOG)({"Records": [record(image)]}, None) == {"batchItemFailures": []}
    assert not to[NOTIFY].bodies + to[ESCALATION].bodies + to[ASSIGN].bodies


@pytest.mark.parametrize("broken", ["pk", "sk", "name"])
def test_a_record_that_cannot_be_read_is_reported_and_the_others_go_on(broken: str) -> None:
    filed, escalated = an_urgent_case()
    poison = {key: value for key, value in items.event_item(filed).items() if key != broken}
    to = queues()
    stream = {"Records": [record(poison, "7"), record(items.event_item(escalated), "8")]}
    assert Relay(to, LOG)(stream, None) == {"batchItemFailures": [{"itemIdentifier": "7"}]}
    assert len(to[ESCALATION].bodies) == 1


def test_a_queue_that_is_down_fails_the_batch_so_that_it_comes_again() -> None:
    to = queues()
    to[NOTIFY].down = True
    with pytest.raises(Unavailable):
        Relay(to, LOG)(records(*an_urgent_case()), None)


def test_the_readers_table_names_known_queues_only() -> None:
    assert {one for readers in READERS.values() for one in readers} == {ASSIGN, ESCALATION, NOTIFY}


def test_all_that_is_news_to_complainants_reaches_those_who_write_to_them() -> None:
    assert all(NOTIFY in READERS[name] for name in NEWS)


@pytest.mark.parametrize(
    "name", ["filed", "triaged", "recused", "subject_named", "appealed", "reopened"]
)
def test_what_may_leave_a_case_to_nobody_reaches_who_gives_cases_out(name: str) -> None:
    assert ASSIGN in READERS[name]


def test_each_piece_of_news_has_words() -> None:
    assert [name for name in sorted(NEWS) if not has_text(f"news.{name}")] == []
