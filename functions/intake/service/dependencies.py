"""What the API needs of the world outside; tests give fakes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from aws_lambda_powertools import Logger

from shared.application.casework import Casework
from shared.domain.evidence.evidence import Evidence, Stored
from shared.ports import OpenAlert


class Alerts(Protocol):
    def find(self, token: str) -> OpenAlert | None:
        """The alert of this one-time token; None when there is none or it has expired."""

    def use(self, token: str) -> None:
        """Marks it as used. Doing it again changes nothing."""


class Workflow(Protocol):
    def taken(self, task_token: str, contact_id: str) -> None:
        """Tells the waiting task; one that waits no longer is no error."""


class Files(Protocol):
    """Forms and addresses that the bucket will honour; asking for one costs no round trip."""

    def upload_form(
        self,
        reference: str,
        evidence: Evidence,
        now: datetime,
        max_bytes: int,
        redirect: str | None = None,
    ) -> dict[str, Any]:
        """`url` and `fields`. With `redirect` a browser ends on that page."""

    def download_address(
        self, reference: str, evidence: Evidence, copy: str, stored: Stored
    ) -> str: ...


class Quota(Protocol):
    def take(self, reader: str, now: datetime) -> int:
        """How many it are today. Raises QuotaSpent beyond what one may read."""


class Desk(Protocol):
    """Cognito's hosted page, and who has come in through it."""

    @property
    def url(self) -> str: ...

    @property
    def client_id(self) -> str: ...

    def let_in(self, code: str, verifier: str, back: str, now: datetime) -> Mapping[str, Any]:
        """The claims of who came back with this code. Raises Unauthorised."""

    def remember(self, session: str, claims: Mapping[str, Any]) -> None: ...

    def who(self, session: str, now: datetime) -> Mapping[str, Any] | None:
        """The claims; None when nobody of this session is signed in."""

    def end(self, session: str) -> None: ...


@dataclass(frozen=True)
class Deps:
    casework: Casework
    alerts: Alerts
    workflow: Workflow
    files: Callable[[], Files]
    quota: Quota
    public_url: str
    static_url: str
    clock: Callable[[], datetime]
    log: Logger
    desk: Desk

    def random_bytes(self, length: int) -> bytes:
        return self.casework.random_bytes(length)
