"""From an event of the stream to the people who must hear of it: the relay and notify together.

The table below is written by hand and asks neither side: an event that the relay leaves out, and
one that notify has forgotten, are both somebody who hears nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aws_lambda_powertools import Logger

from functions.notify.recipients.complainant import NEWS
from functions.notify.recipients.staff import ASSIGNED, DESK_NEWS, GLASS
from functions.relay.relay_events import ASSIGN, ESCALATION, NOTIFY, Relay
from shared.aws import items
from shared.domain.case.events import Actor, Event
from shared.domain.procedure.handling import Assign
from shared.domain.vocabulary import EventName, Role
from tests.moments import NOON
from tests.procedures import OMBUDSMAN
from tests.unit.notify.test_colleagues import a_world
from tests.unit.notify.world import World
from tests.unit.relay.test_relay import FakeQueue, queues, records

LOG = Logger(service="test")
COMPLAINANT, DESK, AUDITOR = "someone@example.org", "desk@example.org", "auditor@example.org"
ASSIGNEE = "duty@example.org"  # who has the case signs in as this contact
OMBUDSMAN_MAIL = "ombudsman@example.org"
TOPIC = "the topic"
AGENCY = {DESK, ASSIGNEE}

# Who hears of which event of a case, by mail or on the topic.
HEARD: Mapping[EventName, set[str]] = {
    EventName.FILED: {COMPLAINANT, DESK, TOPIC},
    EventName.ACKNOWLEDGED: {COMPLAINANT},
    EventName.ACCEPTED: {COMPLAINANT},
    EventName.NOT_ACCEPTED: {COMPLAINANT},
    EventName.REPLIED: {COMPLAINANT},
    EventName.INFORMATION_REQUESTED: {COMPLAINANT},
    EventName.EXTENDED: {COMPLAINANT},
    EventName.CLOSED: {COMPLAINANT},
    EventName.EVIDENCE_REJECTED: {COMPLAINANT},
    EventName.EVIDENCE_EXPIRED: {COMPLAINANT},
    EventName.REFERRED: {COMPLAINANT},
    EventName.MERGED: {COMPLAINANT},
    EventName.MEDIATION_FAILED: {COMPLAINANT},
    EventName.FOLLOWED_UP: {COMPLAINANT},
    EventName.DECISION_SIGNED_OFF: {COMPLAINANT, *AGENCY},
    EventName.MEDIATION_PROPOSED: {COMPLAINANT, *AGENCY},
    EventName.APPEALED: {COMPLAINANT, *AGENCY},
    EventName.REOPENED: {COMPLAINANT, *AGENCY},
    EventName.MESSAGE_RECEIVED: AGENCY,
    EventName.AGENCY_ASKED: AGENCY,
    EventName.DECISION_RETURNED: AGENCY,
    EventName.ASSIGNED: {ASSIGNEE},
    EventName.CLOCK_WARNED: {DESK, TOPIC},
    EventName.CASES_RECALCULATED: {DESK},
    EventName.BREAK_GLASS_REQUESTED: {AUDITOR, OMBUDSMAN_MAIL},
    EventName.CLOCK_MISSED: {COMPLAINANT},
    EventName.RECALCULATED: {COMPLAINANT},
    EventName.TRIAGED: {COMPLAINANT},
    EventName.SUBJECT_PROPOSED: {AUDITOR, OMBUDSMAN_MAIL},
    EventName.BREAK_GLASS_GRANTED: {AUDITOR, COMPLAINANT},
}
GIVEN_OUT = {
    EventName.FILED,
    EventName.TRIAGED,
    EventName.RECUSED,
    EventName.SUBJECT_NAMED,
    EventName.APPEALED,
    EventName.REOPENED,
}
SILENT = {
    EventName.VIEWED,
    EventName.NOTED,
    EventName.ALERTED,
    EventName.LOOKED_AFTER,
    EventName.HELD,
    EventName.REDACTED,
    EventName.TAKEN,
    EventName.ESCALATED,
}
GIVEN_OUT = {
    EventName.FILED,
    EventName.TRIAGED,
    EventName.RECUSED,
    EventName.SUBJECT_NAMED,
    EventName.APPEALED,
    EventName.REOPENED,
}

SUMS = {"open_cases": 3, "later": 1, "earlier": 0, "unchanged": 2, "newly_overdue": 0}
DATA: Mapping[EventName, Mapping[str, Any]] = {
    EventName.ASSIGNED: {"assignee": "officer.health"},
    EventName.CLOCK_WARNED: {"clock": "resolve"},
    EventName.CLOCK_MISSED: {"clock": "resolve"},
    EventName.RECALCULATED: {"moved": [{"clock": "resolve"}]},
    EventName.TRIAGED: {"agency": "justice"},
    EventName.CASES_RECALCULATED: {"agency": "health", "version": "test.2", **SUMS},
    EventName.BREAK_GLASS_REQUESTED: {"user": "officer.health"},
    EventName.SUBJECT_PROPOSED: {"user": "mediator"},
    EventName.BREAK_GLASS_GRANTED: {"user": "officer.health"},
}


@dataclass
class Stream:
    """A case that its officer has, and what becomes of an event that is written into it."""

    world: World
    queues: dict[str, FakeQueue]

    @classmethod
    def of_a_case(cls) -> "Stream":
        world = a_world()
        world.do(world.file(), Assign("officer.health"), OMBUDSMAN)
        return cls(world, queues())

    def carry(self, name: EventName) -> set[str]:
        """Relays the event, hands what comes of it to notify, and says who has heard of it."""
        event = self._written(name)
        relay: Any = Relay(self.queues, LOG)
        assert relay(records(event), None) == {"batchItemFailures": []}
        messages = [{"messageId": "1", "body": body} for body in self.queues[NOTIFY].bodies]
        answer = self.world.on_event({"Records": messages}, None)
        assert answer == {"batchItemFailures": []}
        letters = {one.to for one in self.world.mail.letters}
        return letters | ({TOPIC} if self.world.topic.published else set())

    def _written(self, name: EventName) -> Event:
        data = DATA.get(name, {})
        chains = self.world.store.chains
        if name is EventName.CASES_RECALCULATED:  # of the policy's own chain
            actor = Actor(Role.ADMIN, "admin")
            event = Event("policy", 1, name, NOON, NOON, actor, "run", data)
            chains["policy"] = [event]
            return event
        (chain,) = chains.values()
        chain[-1] = replace(chain[-1], name=name, data=data)
        return chain[-1]


@pytest.mark.parametrize("name", sorted(HEARD))
def test_those_whom_an_event_concerns_hear_of_it_and_nobody_else(name: EventName) -> None:
    assert Stream.of_a_case().carry(name) == HEARD[name]


def test_every_event_that_notify_acts_on_stands_in_the_table_of_this_test() -> None:
    assert HEARD.keys() >= NEWS | DESK_NEWS | ASSIGNED | GLASS
    assert HEARD.keys() | GIVEN_OUT <= set(EventName)


@pytest.mark.parametrize("name", sorted(EventName))
def test_each_event_that_there_is_goes_to_its_readers_and_to_no_other(name: EventName) -> None:
    stream = Stream.of_a_case()
    stream.carry(name)
    sent = {reader for reader, queue in stream.queues.items() if queue.bodies}
    theirs = {NOTIFY: HEARD.keys(), ASSIGN: GIVEN_OUT, ESCALATION: {EventName.ESCALATED}}
    assert sent == {reader for reader, names in theirs.items() if name in names}


def test_rows_that_are_no_events_of_a_case_are_reported_and_reach_nobody() -> None:
    """A session's row beside an event, a case's own row, and a chain under a foreign key."""
    stream = Stream.of_a_case()
    (chain,) = stream.world.store.chains.values()
    item = items.event_item(chain[0])
    foreign = (
        item | {"pk": {"S": "session#1"}},
        item | {"sk": {"S": "case"}},
        item | {"sk": {"S": "text#000001"}},
    )
    images = [
        {"dynamodb": {"NewImage": image, "SequenceNumber": str(place)}}
        for place, image in enumerate(foreign)
    ]
    relay: Any = Relay(stream.queues, LOG)
    failed = relay({"Records": images}, None)["batchItemFailures"]
    assert [one["itemIdentifier"] for one in failed] == ["0", "1", "2"]
    assert not any(queue.bodies for queue in stream.queues.values())
