"""Each task of the escalation workflow ends, is tried again and says why it is there."""

from collections.abc import Iterator
from typing import Any

import yaml

from infra.packaging import template
from infra.packaging.build import ROOT

MACHINE = template.load()["Resources"]["EscalationMachine"]["Properties"]
DEFINITION = (ROOT / MACHINE["DefinitionUri"]).read_text(encoding="utf-8")


def _states(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield from node.get("States", {}).items()
        for each in node.values():
            yield from _states(each)
    elif isinstance(node, list):
        for each in node:
            yield from _states(each)


STATES = dict(_states(yaml.safe_load(DEFINITION)))
TASKS = {name: state for name, state in STATES.items() if state["Type"] == "Task"}


def test_each_task_has_a_time_limit_a_retry_and_a_reason() -> None:
    assert TASKS
    for name, task in TASKS.items():
        lacking = {"TimeoutSeconds", "Retry", "Comment"} - task.keys()
        assert not lacking, f"{name} lacks {lacking}"


def test_each_choice_has_a_default() -> None:
    assert all("Default" in each for each in STATES.values() if each["Type"] == "Choice")


def test_the_template_gives_each_name_that_the_definition_uses() -> None:
    used = {part.split("}")[0] for part in DEFINITION.split("${")[1:]}
    assert used <= MACHINE["DefinitionSubstitutions"].keys()


def test_logs_of_the_workflow_hold_no_data_of_a_case() -> None:
    assert MACHINE["Logging"]["IncludeExecutionData"] is False
    assert MACHINE["Tracing"] == {"Enabled": True}


def test_a_level_with_many_contacts_does_not_run_into_the_limits_of_mail() -> None:
    assert [each["MaxConcurrency"] for each in STATES.values() if each["Type"] == "Map"] == [5]
