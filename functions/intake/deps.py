"""What the API needs of the world outside; tests give fakes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aws_lambda_powertools import Logger

from shared.casework import Casework
from shared.ports import OpenAlert


class Alerts(Protocol):
    def find(self, token: str) -> OpenAlert | None:
        """The alert of this one-time token; None when there is none or it has expired."""

    def use(self, token: str) -> None:
        """Marks it as used. Doing it again changes nothing."""


class Workflow(Protocol):
    def taken(self, task_token: str, contact_id: str) -> None:
        """Tells the waiting task; one that waits no longer is no error."""


@dataclass(frozen=True)
class Deps:
    casework: Casework
    alerts: Alerts
    workflow: Workflow
    clock: Callable[[], datetime]
    log: Logger
