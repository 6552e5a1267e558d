"""What the API needs of the world outside; tests give fakes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aws_lambda_powertools import Logger

from shared.casework import Casework


class Alert(Protocol):
    """A contact who was alerted of an urgent case, and the workflow's task that waits for them."""

    @property
    def reference(self) -> str: ...
    @property
    def contact_id(self) -> str: ...
    @property
    def user(self) -> str | None: ...
    @property
    def task_token(self) -> str | None: ...


class Alerts(Protocol):
    def find(self, token: str) -> Alert | None:
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
