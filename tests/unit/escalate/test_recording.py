"""What became of the alerts stands in the case's chain, once, failures included."""

import json
from typing import Any

import pytest

from shared.domain.audit import chain as audit
from shared.domain.case.events import Event
from shared.domain.procedure.assessment import Acknowledge
from shared.ports import Delivery, OpenAlert
from tests.moments import NOON
from tests.unit.escalate.world import World


def a_record(event: Event, *contacts: str, **changes: Any) -> dict[str, Any]:
    return {
        "level": event.data["level"],
        "act": event.data["act"],
        "escalations": [
            {"reference": event.reference, "seq": event.seq, "cause": event.data["cause"]}
        ],
        "not_needed": [],
        "contacts": list(contacts),
        "with_topic": False,
        "in_turn": False,
        "problem": None,
        **changes,
    }


def sent(world: World, event: Event, contact: str, channel: str, state: str = "sent") -> None:
    key = Delivery(event.reference, event.seq, contact, channel)
    world.deliveries.rows[key] = (state, "id", NOON)


def a_missed_case() -> tuple[World, Event]:
    world = World()
    world.file(1)
    world.tick()
    return world, world.escalated()[0]


def test_each_contact_and_channel_is_written_with_its_state() -> None:
    world, event = a_missed_case()
    sent(world, event, "topic", "sns")
    sent(world, event, "health.head.0", "email")
    sent(world, event, "health.head.0", "sms", "failed")
    answer = world.record(a_record(event, "health.head.0", with_topic=True), None)
    assert answer == {"failed": 1}
    (alerted,) = world.named("alerted")
    assert (alerted.actor.role, alerted.actor.name) == ("system", "escalate")
    assert alerted.data == {
        "cause": "acknowledge",
        "level": 1,
        "alerts": [
            {"contact": "topic", "channel": "sns", "state": "sent"},
            {"contact": "health.head.0", "channel": "email", "state": "sent"},
            {"contact": "health.head.0", "channel": "sms", "state": "failed"},
        ],
    }


def test_an_alert_that_nobody_tried_or_finished_is_a_failed_one() -> None:
    world, event = a_missed_case()
    sent(world, event, "health.head.0", "email", "sending")
    answer = world.record(a_record(event, "health.head.0", "health.head.1"), None)
    assert answer == {"failed": 2}
    (alerted,) = world.named("alerted")
    assert [one["state"] for one in alerted.data["alerts"]] == ["failed", "failed"]


def test_the_record_of_a_level_is_written_once_however_often_the_step_runs() -> None:
    world, event = a_missed_case()
    sent(world, event, "health.head.0", "email")
    for _ in range(3):
        world.record(a_record(event, "health.head.0"), None)
    assert len(world.named("alerted")) == 1
    chain = world.store.chains[event.reference]
    assert audit.verify(event.reference, chain) is None


def test_each_call_of_a_call_out_is_a_record_of_its_own() -> None:
    world = World()
    world.urgent()
    (event,) = world.escalated()
    for contact in ("health.duty.0", "health.duty.1", "health.duty.1"):
        sent(world, event, contact, "email")
        world.record(a_record(event, contact, in_turn=True), None)
    assert len(world.named("alerted")) == 2


def test_an_alert_that_was_not_needed_any_more_is_written_too() -> None:
    world, event = a_missed_case()
    world.do(event.reference, Acknowledge())
    request = a_record(event)
    request = request | {"not_needed": request["escalations"], "escalations": []}
    assert world.record(request, None) == {"failed": 0}
    assert world.named("alerted")[0].data["alerts"] == [{"state": "not_needed"}]


def test_nobody_to_alert_is_a_failure_that_the_case_tells() -> None:
    world, event = a_missed_case()
    assert world.record(a_record(event, problem="nobody_named"), None) == {"failed": 1}
    (alerted,) = world.named("alerted")
    assert alerted.data["alerts"] == [{"state": "failed", "reason": "nobody_named"}]


def test_an_act_beyond_telling_people_is_written_as_left_to_them() -> None:
    world, event = a_missed_case()
    world.record(a_record(event, act="refer"), None)
    (alerted,) = world.named("alerted")
    assert alerted.data["alerts"] == [{"act": "refer", "state": "left_to_people"}]


def test_the_version_that_an_officer_saw_stays_good_when_alerts_are_recorded() -> None:
    world, event = a_missed_case()
    before = world.store.load(event.reference).version
    world.record(a_record(event, "health.head.0"), None)
    assert world.store.load(event.reference).version == before


def test_with_a_task_token_the_step_notes_who_waits_and_writes_nothing() -> None:
    world, event = a_missed_case()
    alert_id = world.tokens.save("A TOKEN", OpenAlert(event.reference, "health.duty.0"))
    assert world.record({"alert_id": alert_id, "task_token": "task"}, None) == {}
    assert world.tokens.alerts[alert_id].task_token == "task"
    assert not world.named("alerted")


@pytest.mark.parametrize(("states", "failed"), [(("sent", "sent"), 0), (("failed", "failed"), 2)])
def test_what_failed_is_counted_for_the_alarm_and_nothing_else_is(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    states: tuple[str, str],
    failed: int,
) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "escalate")
    world, event = a_missed_case()
    for channel, state in zip(("email", "sms"), states, strict=True):
        sent(world, event, "health.head.0", channel, state)
    assert world.record(a_record(event, "health.head.0"), None) == {"failed": failed}
    told = [line for line in capsys.readouterr().out.splitlines() if "AlertsFailed" in line]
    assert [json.loads(line)["AlertsFailed"] for line in told] == ([[2.0]] if failed else [])
