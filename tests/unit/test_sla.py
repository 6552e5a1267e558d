"""The tick's function: what is due, side by side, and nothing lost when there is too much of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from aws_lambda_powertools import Logger

from functions.sla import tick as handlers
from functions.sla.tick import Batch, Tick
from functions.sla.tick_cases import TickCases
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.instants import to_text
from shared.domain.vocabulary import Role
from shared.runtime.scheduled_time import scheduled_time
from tests.fakes import NOON, FakeCases, a_casework, a_complaint

CITIZEN = Actor(Role.COMPLAINANT, "complainant")
LATE = NOON + timedelta(minutes=61)
LOG = Logger(service="test")


@dataclass
class Sla:
    """The function around a store in memory; what it hands on is kept."""

    store: FakeCases = field(default_factory=FakeCases)
    handed_on: list[tuple[Sequence[str], datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.casework = a_casework(self.store)
        self.work = TickCases(self.casework, LOG)

    def file(self, how_many: int) -> None:
        for number in range(how_many):
            self.casework.file(
                a_complaint(urgent_answers={"danger_now": True}),
                CITIZEN,
                NOON,
                lambda case: {},
                f"key {number}",
            )

    def tick(self, now: str = to_text(LATE)) -> dict[str, int]:
        def hand_on(references: Sequence[str], at: datetime) -> None:
            self.handed_on.append((references, at))

        return Tick(self.work, 8, hand_on, lambda: LATE, LOG)({"now": now}, None)


def test_a_tick_tells_what_it_did_and_a_repeated_one_does_nothing() -> None:
    sla = Sla()
    sla.file(3)
    first = sla.tick()
    assert {key: first[key] for key in ("due", "warned", "missed", "escalated", "skipped")} == {
        "due": 3,
        "warned": 0,
        "missed": 3,
        "escalated": 6,
        "skipped": 0,
    }
    assert sla.tick()["due"] == 0


def test_one_bad_case_never_stops_the_others() -> None:
    sla = Sla()
    sla.file(5)
    bad = next(iter(sla.store.chains))
    load = sla.store.load

    def poisoned(reference: str) -> Case:
        if reference == bad:
            raise KeyError("a body that can't be read")
        return load(reference)

    sla.store.load = poisoned  # type: ignore[method-assign]
    done = sla.tick()
    assert (done["missed"], done["failed"]) == (4, 1)


def test_what_does_not_fit_into_a_tick_is_handed_on_and_worked_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handlers, "CAPACITY", 10)
    monkeypatch.setattr(handlers, "BATCH", 4)
    sla = Sla()
    sla.file(17)
    done = sla.tick()
    assert (done["due"], done["missed"], done["handed_on"]) == (17, 10, 7)
    assert [len(references) for references, _ in sla.handed_on] == [4, 3]
    records = [
        record(str(place), references, at) for place, (references, at) in enumerate(sla.handed_on)
    ]
    assert Batch(sla.work, LOG)({"Records": records}, None) == {"batchItemFailures": []}
    assert sla.tick()["due"] == 0


def test_a_message_with_a_failed_case_comes_back_and_the_others_are_done() -> None:
    sla = Sla()
    sla.file(2)
    good, bad = sla.store.chains
    records = [record("a", [good], LATE), record("b", ["XT-0000-0000-0"], LATE)]
    answer = Batch(sla.work, LOG)({"Records": records}, None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "b"}]}
    assert sla.store.load(good).climbs and bad in sla.store.chains


@pytest.mark.parametrize(
    "event",
    [
        {"now": "<aws.scheduler.scheduled-time>"},
        {},
        {"now": None},
        {"now": "2026-11-24T12:00:00"},
    ],
)
def test_a_scheduled_time_that_does_not_parse_means_now(event: dict[str, Any]) -> None:
    assert scheduled_time(event, lambda: LATE) == LATE


def test_the_scheduled_time_counts_and_not_the_time_of_running() -> None:
    assert scheduled_time({"now": "2026-11-24T12:00:00Z"}, lambda: LATE) == NOON


def record(message_id: str, references: Sequence[str], now: datetime) -> dict[str, str]:
    body = json.dumps({"references": list(references), "now": to_text(now)})
    return {"messageId": message_id, "body": body}
