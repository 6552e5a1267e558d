"""What doesn't fit into a minute's tick goes through a real queue, and is worked through there."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import StringIO
from itertools import count
from typing import Any

import boto3
import pytest
from aws_lambda_powertools import Logger
from moto import mock_aws

from functions.sla import tick as ticks
from functions.sla.overflow import Overflow
from functions.sla.tick import Batch, Tick
from functions.sla.tick_cases import TickCases
from shared.aws.queues import SqsQueue
from shared.domain.instants import to_text
from shared.domain.vocabulary import ClockState
from tests.fakes import FakeCases, a_casework, a_complaint
from tests.moments import CITIZEN, LATE, NOON

LOG = Logger(service="test-overflow", stream=StringIO())


@pytest.fixture
def queue() -> Iterator[SqsQueue]:
    with mock_aws():
        yield SqsQueue(boto3.client("sqs").create_queue(QueueName="due")["QueueUrl"])


def received(queue: SqsQueue) -> list[dict[str, Any]]:
    """All that lies in the queue, as Lambda hands it over."""
    records: list[dict[str, Any]] = []
    while True:
        page = queue.client.receive_message(QueueUrl=queue.url, MaxNumberOfMessages=10)
        if not page.get("Messages"):
            return records
        records += [
            {"messageId": one["MessageId"], "body": one["Body"]} for one in page["Messages"]
        ]


def urgent_cases(how_many: int) -> tuple[FakeCases, TickCases]:
    store = FakeCases()
    casework = a_casework(store)
    for number in range(how_many):
        urgent = a_complaint(urgent_answers={"danger_now": True})
        casework.file(urgent, CITIZEN, NOON, lambda case: {}, f"key {number}")
    return store, TickCases(casework, LOG)


def test_every_case_beyond_a_minutes_capacity_is_ticked_behind_the_queue(
    queue: SqsQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticks, "CAPACITY", 10)
    monkeypatch.setattr(ticks, "BATCH", 2)
    store, cases = urgent_cases(33)
    tick = Tick(cases, 8, Overflow(queue), lambda: NOON, LOG)
    done = tick({"now": to_text(LATE)}, None)
    assert (done["due"], done["missed"], done["handed_on"]) == (33, 10, 23)
    records = received(queue)
    assert len(records) == 12
    assert Batch(cases, LOG)({"Records": records}, None) == {"batchItemFailures": []}
    states = {store.load(one).clocks["acknowledge"].state for one in store.chains}
    assert states == {ClockState.MISSED}
    assert tick({"now": to_text(LATE)}, None)["due"] == 0


def test_what_was_handed_on_is_ticked_at_the_ticks_own_time_however_late_it_is_read(
    queue: SqsQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half an hour before the deadline: whoever reads the message later marks nothing as missed."""
    monkeypatch.setattr(ticks, "CAPACITY", 0)
    store, cases = urgent_cases(1)
    early = LATE.replace(hour=12, minute=30)
    Tick(cases, 8, Overflow(queue), lambda: NOON, LOG)({"now": to_text(early)}, None)
    (record,) = received(queue)
    assert json.loads(record["body"])["now"] == to_text(early)
    Batch(cases, LOG)({"Records": [record]}, None)
    (reference,) = store.chains
    case = store.load(reference)
    assert case.clocks["acknowledge"].state is ClockState.RUNNING
    assert case.climbs["call_out"].level == 2


class Endless(FakeCases):
    """In every shard always one more case is due, and none of them can be read."""

    def due(self, shard: int, now: object) -> Iterator[str]:
        return (f"case {number} of shard {shard}" for number in count())


def test_a_tick_finds_does_and_hands_on_so_many_and_no_more_however_many_wait() -> None:
    handed_on: list[int] = []

    def hand_on(references: Sequence[str], now: datetime) -> None:
        handed_on.append(len(references))

    cases = TickCases(a_casework(Endless()), LOG)
    done = Tick(cases, 8, hand_on, lambda: NOON, LOG)({"now": to_text(LATE)}, None)
    assert (done["due"], done["failed"], done["handed_on"]) == (20_000, 1_000, 19_000)
    assert handed_on == [100] * 190
