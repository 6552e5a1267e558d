"""What whoever starts executions or ends their waits promises: once a name, and no complaint."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID

from functions.intake.service.dependencies import Workflow as Waiting
from shared.aws.workflow import Workflow
from shared.ports import Executions
from tests.fakes_alerts import FakeExecutions
from tests.unit.intake.world import FakeWorkflow


@dataclass
class Machine:
    """A workflow, and what its executions were told."""

    executions: Executions
    told: Callable[[], dict[str, Any]]


@pytest.fixture
def machine(real: bool) -> Machine:
    if not real:
        fake = FakeExecutions()
        return Machine(fake, lambda: dict(fake.started))
    definition = json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}})
    role = f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:role/workflow"
    client = boto3.client("stepfunctions")
    made = client.create_state_machine(name="climb", definition=definition, roleArn=role)
    arn = made["stateMachineArn"]

    def told() -> dict[str, Any]:
        found = client.list_executions(stateMachineArn=arn)["executions"]
        whole = [client.describe_execution(executionArn=one["executionArn"]) for one in found]
        return {one["name"]: json.loads(one["input"]) for one in whole}

    return Machine(Workflow(arn), told)


def test_an_execution_is_started_once_a_name_and_goes_on_as_it_began(machine: Machine) -> None:
    for name, level in (("one", 1), ("two", 1), ("one", 1), ("two", 2)):
        machine.executions.start(name, {"level": level})
    assert machine.told() == {"one": {"level": 1}, "two": {"level": 1}}


def test_a_task_that_waits_no_longer_is_no_error(real: bool) -> None:
    waiting: Waiting = Workflow("arn") if real else FakeWorkflow()
    for _ in range(2):
        waiting.taken("task", "health.duty.0")
