"""The escalation workflow run for an urgent case: one contact after another, until one takes it."""

from typing import Any

import pytest

from tests.contract.escalation import ESCALATION, INPUT, called, fails, payloads, people, run
from tests.contract.machine import TIMEOUT


def test_one_after_another_goes_on_without_the_topic_too() -> None:
    end, machine = run(people("in_turn"), Announce=fails(), RecordCall=lambda _: {"failed": 1})
    assert (end, called(machine)) == ("AlertsFailed", ["head.0", "head.1", "head.2"])


def test_one_after_another_the_first_who_takes_it_is_the_last_who_is_called() -> None:
    taken = {"alert of head.1"}

    def await_take(payload: Any) -> Any:
        assert payload["task_token"] == "token"
        return {} if payload["alert_id"] in taken else fails(TIMEOUT)(payload)

    end, machine = run(people("in_turn"), AwaitTake=await_take)
    assert (end, called(machine)) == ("Taken", ["head.0", "head.1"])


def test_each_contact_has_their_minutes_and_the_last_one_is_called_too() -> None:
    found = people("in_turn")
    end, machine = run(found)
    assert end == "Done"
    assert payloads(machine, "Call") == [
        {"call": found, "contact_id": one} for one in ("head.0", "head.1", "head.2")
    ]
    assert [payload["alert_id"] for payload in payloads(machine, "AwaitTake")] == [
        f"alert of head.{place}" for place in (0, 0, 0, 1, 1, 1, 2, 2, 2)
    ]
    assert payloads(machine, "LookAgain") == [INPUT] * 9
    assert not machine.waited


def test_each_call_is_recorded_before_the_wait_and_the_topic_with_the_first() -> None:
    _, machine = run(people("in_turn"))
    recorded = payloads(machine, "RecordCall")
    assert [(each["contacts"], each["with_topic"]) for each in recorded] == [
        (["head.0"], True),
        (["head.1"], False),
        (["head.2"], False),
    ]
    assert recorded[0] == {
        "level": 2,
        "act": "notify",
        "escalations": [ESCALATION],
        "not_needed": [],
        "contacts": ["head.0"],
        "with_topic": True,
        "in_turn": True,
        "problem": None,
    }
    places = [machine.path.index(state) for state in ("Call", "RecordCall", "AwaitTake")]
    assert places == sorted(places)


def test_a_case_that_is_acknowledged_at_the_desk_calls_nobody_else() -> None:
    looks = iter(["in_turn", "not_needed"])
    end, machine = run(people("in_turn"), LookAgain=lambda _: {"way": next(looks)})
    assert (end, called(machine)) == ("Done", ["head.0"])
    assert len(payloads(machine, "AwaitTake")) == 2


def test_who_was_not_reached_is_not_waited_for() -> None:
    end, machine = run(people("in_turn"), Call=lambda _: {"sent": False, "alert_id": ""})
    assert (end, called(machine)) == ("Done", ["head.0", "head.1", "head.2"])
    assert not payloads(machine, "AwaitTake")


def test_a_call_that_fails_for_good_is_recorded_and_the_next_one_called() -> None:
    end, machine = run(people("in_turn"), Call=fails(), RecordCall=lambda _: {"failed": 1})
    assert end == "AlertsFailed"
    assert list(dict.fromkeys(called(machine))) == ["head.0", "head.1", "head.2"]
    assert len(payloads(machine, "RecordCall")) == 3
    assert not payloads(machine, "AwaitTake")


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_one_alert_that_failed_fails_the_whole_run_whichever_it_was(failing: int) -> None:
    counts = iter(int(place == failing) for place in range(3))
    end, machine = run(people("in_turn"), RecordCall=lambda _: {"failed": next(counts)})
    assert (end, len(called(machine))) == ("AlertsFailed", 3)


def test_a_record_that_can_not_be_written_stops_no_call_and_fails_the_run() -> None:
    end, machine = run(people("in_turn"), RecordCall=fails())
    assert (end, called(machine)) == ("AlertsFailed", ["head.0", "head.1", "head.2"])
    assert len(payloads(machine, "AwaitTake")) == 9


def test_without_news_of_a_take_the_minute_is_waited_all_the_same() -> None:
    _, machine = run(people("in_turn", ["head.0"]), AwaitTake=fails())
    assert machine.waited["WaitBlindly"] == 180


def test_a_minute_that_ran_out_is_not_waited_twice() -> None:
    _, machine = run(people("in_turn"))
    assert "WaitBlindly" not in machine.path


def test_in_doubt_whether_somebody_is_needed_the_next_one_is_called() -> None:
    end, machine = run(people("in_turn"), LookAgain=fails())
    assert (end, called(machine)) == ("Done", ["head.0", "head.1", "head.2"])
    assert len(payloads(machine, "AwaitTake")) == 9
