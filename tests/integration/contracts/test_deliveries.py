"""What every book of deliveries promises: one sender at a time, and what was sent stays sent."""

from datetime import timedelta

import pytest

from shared.aws.deliveries import STALE, DynamoDeliveries
from shared.ports import COMPLAINANT, TOPIC, Claim, Deliveries, Delivery
from tests.fakes import NOON
from tests.fakes_alerts import FakeDeliveries
from tests.integration.contracts.conftest import EITHER

ROW = Delivery("XT-1", 7, "health.head.0", "email")
SECOND = timedelta(seconds=1)


@pytest.fixture(params=EITHER)
def deliveries(request: pytest.FixtureRequest) -> Deliveries:
    if request.param == "fake":
        return FakeDeliveries()
    return DynamoDeliveries(request.getfixturevalue("dynamo"), "cases")


def state(deliveries: Deliveries) -> str | None:
    return deliveries.states("XT-1", 7).get(ROW)


def test_what_nobody_tried_is_free_and_has_no_state(deliveries: Deliveries) -> None:
    assert deliveries.states("XT-1", 7) == {}
    assert deliveries.claim(ROW, "a", NOON) is Claim.OURS
    assert state(deliveries) == "sending"


def test_one_sends_and_another_waits_for_him(deliveries: Deliveries) -> None:
    deliveries.claim(ROW, "a", NOON)
    assert deliveries.claim(ROW, "b", NOON) is Claim.BUSY
    assert deliveries.claim(ROW, "b", NOON + STALE) is Claim.BUSY


def test_a_claim_whose_answer_was_lost_is_ours_still_and_lasts_no_longer_for_it(
    deliveries: Deliveries,
) -> None:
    deliveries.claim(ROW, "a", NOON)
    assert deliveries.claim(ROW, "a", NOON + STALE) is Claim.OURS
    assert deliveries.claim(ROW, "b", NOON + STALE + SECOND) is Claim.OURS


def test_who_died_over_it_is_replaced_and_comes_too_late_then(deliveries: Deliveries) -> None:
    deliveries.claim(ROW, "a", NOON)
    later = NOON + STALE + SECOND
    assert deliveries.claim(ROW, "b", later) is Claim.OURS
    assert deliveries.claim(ROW, "a", later) is Claim.BUSY
    assert deliveries.claim(ROW, "c", later + STALE) is Claim.BUSY


@pytest.mark.parametrize("attempt", ["a", "b"])
def test_what_was_sent_is_never_sent_again(deliveries: Deliveries, attempt: str) -> None:
    deliveries.claim(ROW, "a", NOON)
    deliveries.sent(ROW, "mail-1", NOON)
    for after in (SECOND, STALE + SECOND, timedelta(days=400)):
        assert deliveries.claim(ROW, attempt, NOON + after) is Claim.SENT
    assert state(deliveries) == "sent"


def test_a_failure_frees_it_at_once(deliveries: Deliveries) -> None:
    deliveries.claim(ROW, "a", NOON)
    deliveries.failed(ROW, "Throttled", NOON)
    assert state(deliveries) == "failed"
    assert deliveries.claim(ROW, "b", NOON) is Claim.OURS
    assert state(deliveries) == "sending"


def test_a_failure_that_is_told_late_undoes_nothing(deliveries: Deliveries) -> None:
    deliveries.claim(ROW, "a", NOON)
    deliveries.sent(ROW, "mail-1", NOON)
    deliveries.failed(ROW, "Throttled", NOON + SECOND)
    assert state(deliveries) == "sent"
    assert deliveries.claim(ROW, "b", NOON + SECOND) is Claim.SENT


def test_a_success_that_is_told_late_counts(deliveries: Deliveries) -> None:
    """Its sender was given up; what became of it is known all the same."""
    deliveries.claim(ROW, "a", NOON)
    deliveries.failed(ROW, "Throttled", NOON)
    deliveries.sent(ROW, "mail-1", NOON + SECOND)
    assert state(deliveries) == "sent"


@pytest.mark.parametrize(
    "other",
    [
        Delivery("XT-2", 7, "health.head.0", "email"),
        Delivery("XT-1", 8, "health.head.0", "email"),
        Delivery("XT-1", 7, "health.head.1", "email"),
        Delivery("XT-1", 7, "health.head.0", "sms"),
    ],
    ids=str,
)
def test_deliveries_of_another_case_event_person_or_channel_are_others(
    deliveries: Deliveries, other: Delivery
) -> None:
    deliveries.claim(ROW, "a", NOON)
    deliveries.sent(ROW, "mail-1", NOON)
    assert deliveries.claim(other, "b", NOON) is Claim.OURS
    deliveries.failed(other, "Throttled", NOON)
    assert state(deliveries) == "sent"
    assert deliveries.states(other.reference, other.seq)[other] == "failed"


def test_an_event_s_states_are_all_of_its_own_and_no_others(deliveries: Deliveries) -> None:
    own = [
        Delivery("XT-1", 7, who, channel)
        for who in (COMPLAINANT, TOPIC, "health.head.0", "office.ombudsman.0")
        for channel in ("email", "sms", "topic")
    ]
    others = [Delivery("XT-1", seq, COMPLAINANT, "email") for seq in (6, 8, 70, 77, 700_007)]
    for one in (*own, *others, Delivery("XT-11", 7, COMPLAINANT, "email")):
        deliveries.claim(one, "a", NOON)
    assert deliveries.states("XT-1", 7) == dict.fromkeys(own, "sending")
