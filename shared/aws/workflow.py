"""The escalation workflow: started once per name, told when somebody takes a case."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from shared.aws.errors import code, unavailable_when_down
from shared.aws.patience import PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

# The task ended before the news came: the case is taken all the same.
_TOO_LATE = frozenset({"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"})


@dataclass
class Workflow:
    """The client is made when first needed. Who only answers tasks needs no machine."""

    machine_arn: str

    @cached_property
    def client(self) -> "SFNClient":
        return boto3.client("stepfunctions", config=PATIENCE)

    def start(self, name: str, document: Mapping[str, Any]) -> None:
        """Starts it once. One of this name that exists goes on as it is."""
        try:
            with unavailable_when_down():
                self.client.start_execution(
                    stateMachineArn=self.machine_arn,
                    name=name,
                    input=json.dumps(document, sort_keys=True),
                )
        except ClientError as error:
            if code(error) != "ExecutionAlreadyExists":
                raise

    def taken(self, task_token: str, contact_id: str) -> None:
        """Ends the wait for this contact. A task that waits no longer is no error."""
        try:
            with unavailable_when_down():
                self.client.send_task_success(
                    taskToken=task_token, output=json.dumps({"taken_by": contact_id})
                )
        except ClientError as error:
            if code(error) not in _TOO_LATE:
                raise
