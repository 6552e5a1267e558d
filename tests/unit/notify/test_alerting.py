"""The workflow's alerts: every channel of a contact, once, with what is needed and no more."""

from datetime import timedelta
from typing import Any

import pytest

from shared.domain.case.events import sha256
from shared.domain.errors import Unavailable, Undeliverable
from shared.ports import Delivery, OpenAlert
from tests.fakes import a_policy
from tests.fakes_alerts import FakePhone
from tests.moments import NOON
from tests.policy_document import document
from tests.unit.notify.world import URL, World

DUTY = "health.duty.0"
HEAD = "health.head.0"


def with_phones() -> World:
    phones = document()
    phones["agencies"]["health"]["contacts"]["duty"][0]["phone"] = "+22600000021"
    return World(policy=a_policy(**phones), phone=FakePhone())


def a_call(*references: str, **changes: Any) -> dict[str, Any]:
    return {
        "agency": "health",
        "urgency": "standard",
        "level": 2,
        "act": "notify",
        "call_out": False,
        "wait_minutes": 0,
        "policy_version": "test.1",
        "escalations": [
            {
                "reference": reference,
                "seq": 3,
                "cause": "acknowledge",
                "clock": "acknowledge",
                "due_at": "2026-11-27T17:00:00Z",
            }
            for reference in references
        ],
        **changes,
    }


URGENT = {"urgency": "urgent", "call_out": True, "wait_minutes": 4, "level": 1}


def test_a_missed_deadline_is_told_in_the_offices_language_with_what_was_owed_since_when() -> None:
    world = World()
    answer = world.alert({"call": a_call("XT-1", "XT-2"), "contact_id": HEAD}, None)
    assert answer == {"sent": True, "alert_id": ""}
    (letter,) = world.mail.letters
    assert letter.to == "head@example.org"
    assert letter.subject == "Health, délais dépassés (niveau 2) : 2"
    late = "accusé de réception, en retard depuis le vendredi 27 novembre 2026 à 17 h 00"
    assert f"- XT-1 : {late}\n- XT-2 : {late}" in letter.text
    assert f"{URL}/desk" in letter.text


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("notify", "Merci d’y donner suite sans attendre."),
        ("reassign", "Merci de les confier à une autre personne."),
        ("refer", "Merci de décider si vous reprenez ces dossiers."),
    ],
)
def test_a_letter_says_what_the_level_asks_of_its_people(act: str, words: str) -> None:
    world = World()
    world.alert({"call": a_call("XT-1", act=act), "contact_id": HEAD}, None)
    assert words in world.mail.letters[0].text


def test_a_call_out_brings_a_one_time_link_of_which_only_the_hash_is_kept() -> None:
    world = World()
    answer = world.alert({"call": a_call("XT-1", **URGENT), "contact_id": DUTY}, None)
    (letter,) = world.mail.letters
    token = letter.text.split(f"{URL}/v1/alerts/")[1].split("/take")[0]
    assert len(token) == 26
    assert answer == {"sent": True, "alert_id": sha256(token)}
    assert world.tokens.alerts == {sha256(token): OpenAlert("XT-1", DUTY, "duty.user")}
    assert token not in f"{world.deliveries.rows}{world.topic.published}"
    assert letter.subject == "URGENT, Health : la réclamation XT-1 attend quelqu’un"


def test_each_contact_has_a_link_of_their_own() -> None:
    world = World()
    for contact in (DUTY, HEAD):
        world.alert({"call": a_call("XT-1", **URGENT), "contact_id": contact}, None)
    assert {one.contact_id for one in world.tokens.alerts.values()} == {DUTY, HEAD}


def test_a_contact_with_a_phone_gets_the_same_link_on_both_channels() -> None:
    world = with_phones()
    world.alert({"call": a_call("XT-1", **URGENT), "contact_id": DUTY}, None)
    assert world.phone is not None
    ((number, words),) = world.phone.texts
    link = f"{URL}/v1/alerts/" + words.split("/v1/alerts/")[1]
    assert number == "+22600000021" and link in world.mail.letters[0].text
    assert len(world.tokens.alerts) == 1


def test_where_short_messages_are_off_a_phone_is_not_used() -> None:
    world = World(policy=with_phones().policy)
    world.alert({"call": a_call("XT-1", **URGENT), "contact_id": DUTY}, None)
    assert {key.channel for key in world.deliveries.rows} == {"email"}


def test_the_topic_is_told_once_per_level_with_agency_event_and_urgency() -> None:
    world = World()
    for _ in range(2):
        world.alert({"call": a_call("XT-1", "XT-2"), "contact_id": "topic"}, None)
    ((told, attributes),) = world.topic.published
    assert attributes == {"agency": "health", "event": "deadline_missed", "urgency": "standard"}
    assert (told["level"], [one["reference"] for one in told["cases"]]) == (2, ["XT-1", "XT-2"])
    assert not world.mail.letters


def test_a_call_out_has_its_own_event_on_the_topic_and_no_link() -> None:
    world = World()
    world.alert({"call": a_call("XT-1", **URGENT), "contact_id": "topic"}, None)
    assert world.topic.published[0][1]["event"] == "call_out"
    assert not world.tokens.alerts


def test_a_step_that_runs_again_sends_nothing_again() -> None:
    world = World()
    for _ in range(3):
        answer = world.alert({"call": a_call("XT-1"), "contact_id": HEAD}, None)
        assert answer["sent"]
    assert len(world.mail.letters) == 1


def test_cases_that_came_in_another_group_before_are_left_out_of_the_letter() -> None:
    world = World()
    world.alert({"call": a_call("XT-1", "XT-2"), "contact_id": HEAD}, None)
    world.alert({"call": a_call("XT-2", "XT-3"), "contact_id": HEAD}, None)
    assert "XT-2" not in world.mail.letters[1].text and "XT-3" in world.mail.letters[1].text


def test_a_throttled_mail_is_raised_for_the_workflow_to_try_again_at_once() -> None:
    world = World()
    world.mail.errors = [Unavailable("TooManyRequestsException")]
    with pytest.raises(Unavailable):
        world.alert({"call": a_call("XT-1"), "contact_id": HEAD}, None)
    assert world.alert({"call": a_call("XT-1"), "contact_id": HEAD}, None)["sent"]
    assert len(world.mail.letters) == 1


def test_a_phone_that_is_down_keeps_no_mail_waiting() -> None:
    world = with_phones()
    assert world.phone is not None
    world.phone.errors = [Unavailable("Throttled")]
    with pytest.raises(Unavailable):
        world.alert({"call": a_call("XT-1"), "contact_id": DUTY}, None)
    assert len(world.mail.letters) == 1
    world.alert({"call": a_call("XT-1"), "contact_id": DUTY}, None)
    assert (len(world.mail.letters), len(world.phone.texts)) == (1, 1)


def test_a_rejected_mail_is_a_failed_alert_and_no_error() -> None:
    world = World()
    world.mail.errors = [Undeliverable("MessageRejected")]
    answer = world.alert({"call": a_call("XT-1"), "contact_id": HEAD}, None)
    assert answer == {"sent": False, "alert_id": ""}
    assert world.deliveries.states("XT-1", 3) == {Delivery("XT-1", 3, HEAD, "email"): "failed"}


def test_a_contact_that_the_policy_does_not_know_is_not_reached_and_no_error() -> None:
    world = World()
    answer = world.alert({"call": a_call("XT-1"), "contact_id": "health.gone.0"}, None)
    assert answer == {"sent": False, "alert_id": ""}
    assert not world.deliveries.rows


def test_an_alert_that_died_on_its_way_is_waited_for_and_then_sent_again() -> None:
    world = World()
    row = Delivery("XT-1", 3, HEAD, "email")
    world.deliveries.rows[row] = ("sending", "an attempt that died", NOON)
    world.now = NOON + timedelta(seconds=5)
    with pytest.raises(Unavailable):
        world.alert({"call": a_call("XT-1"), "contact_id": HEAD}, None)
    assert not world.mail.letters
    world.now = NOON + timedelta(seconds=36)
    assert world.alert({"call": a_call("XT-1"), "contact_id": HEAD}, None)["sent"]
    assert len(world.mail.letters) == 1


def test_the_letters_id_is_the_same_when_it_is_sent_again() -> None:
    world, again = World(), World()
    for one in (world, again):
        one.alert({"call": a_call("XT-1", "XT-2"), "contact_id": HEAD}, None)
    assert world.mail.letters[0].alert_id == again.mail.letters[0].alert_id
    again.alert({"call": a_call("XT-3"), "contact_id": HEAD}, None)
    assert again.mail.letters[1].alert_id != again.mail.letters[0].alert_id
