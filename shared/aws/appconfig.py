"""The deployed policy document, through Powertools Parameters with its short cache."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parameters import AppConfigProvider

MAX_AGE_SECONDS = 10


@dataclass
class DeployedDocument:
    """Fetches the document by the names of its application, environment and profile.

    The provider is made at the first call: its import costs as much as all else at start-up.
    """

    application: str
    environment: str
    profile: str
    _provider: "AppConfigProvider | None" = field(default=None)

    def __call__(self) -> Mapping[str, Any]:
        if self._provider is None:
            from aws_lambda_powertools.utilities.parameters import AppConfigProvider

            self._provider = AppConfigProvider(
                environment=self.environment, application=self.application
            )
        document = self._provider.get(self.profile, max_age=MAX_AGE_SECONDS, transform="json")
        return cast(Mapping[str, Any], document)
