"""What every book of one-time tokens promises: a day, a hash, and the task that waits."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

import pytest

from functions.intake.service.dependencies import Alerts
from shared.aws.alerts import DynamoAlertTokens
from shared.domain.case.events import sha256
from shared.ports import AlertTokens, OpenAlert
from tests.fakes import NOON
from tests.fakes_alerts import FakeAlertTokens
from tests.integration.contracts.conftest import EITHER

ALERT = OpenAlert("XT-1", "health.duty.0", "duty.user")
NAMELESS = OpenAlert("XT-1", "health.head.0")
DAY = timedelta(hours=24)


class Book(AlertTokens, Alerts, Protocol):
    """Those who alert write into it, those who take a case read in it."""


class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=EITHER)
def book(request: pytest.FixtureRequest, clock: Clock) -> Book:
    if request.param == "fake":
        return FakeAlertTokens(clock)
    return DynamoAlertTokens(request.getfixturevalue("dynamo"), "cases", clock)


def test_a_token_opens_its_own_alert(book: Book) -> None:
    book.save("one", ALERT)
    book.save("two", NAMELESS)
    assert (book.find("one"), book.find("two"), book.find("three")) == (ALERT, NAMELESS, None)


def test_an_alert_is_known_by_the_hash_of_its_token_which_opens_nothing(book: Book) -> None:
    alert_id = book.save("one", ALERT)
    assert alert_id == sha256("one")
    assert book.find(alert_id) is None


def test_a_token_opens_for_a_day(book: Book, clock: Clock) -> None:
    book.save("one", ALERT)
    clock.now = NOON + DAY - timedelta(seconds=1)
    assert book.find("one") == ALERT
    clock.now = NOON + DAY
    assert book.find("one") is None


def test_an_alert_that_is_sent_again_opens_for_another_day(book: Book, clock: Clock) -> None:
    book.save("one", ALERT)
    clock.now = NOON + DAY / 2
    book.save("one", ALERT)
    clock.now = NOON + DAY
    assert book.find("one") == ALERT


def test_the_task_that_waits_is_the_last_one_that_was_named(book: Book) -> None:
    alert_id = book.save("one", ALERT)
    for task in ("task", "another try's task"):
        book.await_take(alert_id, task)
        assert book.find("one") == replace(ALERT, task_token=task)


def test_a_task_that_waits_for_nobody_s_alert_makes_none(book: Book) -> None:
    book.await_take(sha256("one"), "task")
    assert book.find("one") is None


def test_a_token_that_was_used_opens_still_and_using_it_again_changes_nothing(
    book: Book, clock: Clock
) -> None:
    book.save("one", ALERT)
    for minutes in (1, 2):
        clock.now = NOON + timedelta(minutes=minutes)
        book.use("one")
        assert book.find("one") == ALERT


def test_using_a_token_that_nobody_has_makes_none(book: Book) -> None:
    book.use("one")
    assert book.find("one") is None
