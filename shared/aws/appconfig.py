"""The deployed policy document, through Powertools Parameters with its short cache."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from shared.aws.patience import PATIENCE
from shared.domain.errors import Unavailable

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parameters import AppConfigProvider

MAX_AGE_SECONDS = 10


@dataclass
class DeployedDocument:
    """Fetches the document by the names of its application, environment and profile.

    One thread asks, and the others wait for what it gets: AppConfig takes each token of a session
    once. After a failure nobody asks for `max_age` seconds, else each of many cases would wait as
    long as the first; who asks then begins a new session.
    """

    application: str
    environment: str
    profile: str
    max_age: int = MAX_AGE_SECONDS
    clock: Callable[[], float] = time.monotonic
    _provider: "AppConfigProvider | None" = field(default=None, init=False)
    _failed_at: float | None = field(default=None, init=False)
    _one: Lock = field(default_factory=Lock, init=False)

    def __call__(self) -> Mapping[str, Any]:
        with self._one:
            if self._failed_at is not None and self.clock() < self._failed_at + self.max_age:
                raise Unavailable("AppConfig failed a moment ago")
            try:
                document = self._fetched()
            except Exception:
                self._provider, self._failed_at = None, self.clock()
                raise
            self._failed_at = None
            return document

    def _fetched(self) -> Mapping[str, Any]:
        """The provider is made at the first call: its import costs as much as all else at start."""
        if self._provider is None:
            from aws_lambda_powertools.utilities.parameters import AppConfigProvider

            self._provider = AppConfigProvider(
                environment=self.environment, application=self.application, boto_config=PATIENCE
            )
        document = self._provider.get(self.profile, max_age=self.max_age, transform="json")
        return cast(Mapping[str, Any], document)
