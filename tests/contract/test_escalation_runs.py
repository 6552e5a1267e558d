"""The escalation workflow as it is written, run: who is called, in which order, and how it ends."""

import pytest

from tests.contract.escalation import (
    DEFINITION,
    ESCALATION,
    INPUT,
    OTHER,
    Answers,
    called,
    fails,
    payloads,
    people,
    run,
)
from tests.contract.machine import tasks_of

PEOPLE, ALERT, RECORD = "${PeopleFunctionArn}", "${NotifyAlertFunctionArn}", "${RecordFunctionArn}"

# Each task: the function it calls, how often it is tried in all, and the longest sum of its waits.
TRIES = {
    "FindPeople": (PEOPLE, 7, 189),
    "Announce": (ALERT, 5, 75),
    "Alert": (ALERT, 5, 75),
    "Record": (RECORD, 8, 381),
    "Call": (ALERT, 5, 75),
    "RecordCall": (RECORD, 5, 45),
    "AwaitTake": (RECORD, 3, 6),
    "LookAgain": (PEOPLE, 4, 21),
    "RecordNobody": (RECORD, 8, 381),
}


def test_a_case_that_needs_nobody_any_more_is_recorded_and_nobody_is_alerted() -> None:
    end, machine = run(people("not_needed"))
    assert (end, machine.path) == (
        "Done",
        ["FindPeople", "IsAnybodyNeeded", "Record", "WasThereTrouble", "Done"],
    )
    assert payloads(machine, "FindPeople") == [INPUT]
    (recorded,) = payloads(machine, "Record")
    assert (recorded["escalations"], recorded["not_needed"]) == ([], [ESCALATION, OTHER])


@pytest.mark.parametrize("contacts", [["head.0"], ["head.0", "head.1"]])
def test_all_at_once_everybody_is_alerted_and_what_became_of_it_recorded(
    contacts: list[str],
) -> None:
    found = people("at_once", contacts)
    end, machine = run(found)
    assert end == "Done"
    assert payloads(machine, "Announce") == [{"call": found, "contact_id": "topic"}]
    assert payloads(machine, "Alert") == [{"call": found, "contact_id": one} for one in contacts]
    assert payloads(machine, "Record") == [
        {
            "level": 2,
            "act": "notify",
            "escalations": [ESCALATION],
            "not_needed": [OTHER],
            "contacts": contacts,
            "with_topic": True,
            "in_turn": False,
            "problem": None,
        }
    ]


@pytest.mark.parametrize("state", ["Announce", "Alert"])
def test_an_alert_that_fails_for_good_keeps_nobody_else_waiting(state: str) -> None:
    end, machine = run(people("at_once"), **{state: fails()}, Record=lambda _: {"failed": 1})
    assert end == "AlertsFailed"
    assert list(dict.fromkeys(called(machine, "Alert"))) == ["head.0", "head.1", "head.2"]
    assert len(payloads(machine, "Record")) == 1


def test_where_the_level_names_nobody_the_record_tells_the_problem() -> None:
    end, machine = run(people("at_once", []) | {"problem": "nobody_named"})
    assert (end, called(machine, "Alert")) == ("Done", [])
    assert payloads(machine, "Record")[0]["problem"] == "nobody_named"


def test_whatever_finds_no_people_is_written_into_each_case_and_fails() -> None:
    end, machine = run({}, FindPeople=fails())
    assert end == "AlertsFailed"
    assert payloads(machine, "RecordNobody") == [
        {
            "level": 2,
            "act": "notify",
            "escalations": [ESCALATION, OTHER],
            "not_needed": [],
            "contacts": [],
            "with_topic": False,
            "in_turn": False,
            "problem": "people_unknown",
        }
    ]
    assert not payloads(machine, "Announce")


@pytest.mark.parametrize(("state", "found"), [("Record", "at_once"), ("RecordNobody", None)])
def test_a_last_record_that_can_not_be_written_fails_the_run(state: str, found: str | None) -> None:
    first = fails() if found is None else lambda _: people(found)
    end, _ = run({}, **{"FindPeople": first, state: fails()})
    assert end == state


@pytest.mark.parametrize("state", TRIES)
def test_a_task_calls_its_function_as_often_as_is_written_here(state: str) -> None:
    way = "in_turn" if state in ("Call", "RecordCall", "AwaitTake", "LookAgain") else "at_once"
    answers: Answers = {"FindPeople": fails()} if state == "RecordNobody" else {}
    one = people(way, ["head.0"]) | {"wait_minutes": 1}
    _, machine = run(one, **answers, **{state: fails()})
    functions = [call.function for call in machine.calls if call.state == state]
    function, tries, seconds = TRIES[state]
    assert (functions, machine.waited[state]) == ([function] * tries, seconds)


def test_executions_that_start_together_do_not_ask_the_table_again_together() -> None:
    """A tick may start hundreds; who sends is held back by the limits of SES and SNS anyway."""
    for name, task in tasks_of(DEFINITION):
        spread = [retry.get("JitterStrategy") for retry in task["Retry"]]
        asks_the_table = TRIES[name][0] != ALERT and name != "AwaitTake"
        assert spread == (["FULL"] if asks_the_table else [None]), name


def test_every_task_is_in_the_table_of_tries() -> None:
    assert {name for name, _ in tasks_of(DEFINITION)} == set(TRIES)


def test_only_trouble_is_a_failed_execution() -> None:
    ends = {name: state["Type"] for name, state in DEFINITION["States"].items()}
    assert [ends[name] for name in ("Taken", "Done", "AlertsFailed")] == [
        "Succeed",
        "Succeed",
        "Fail",
    ]
