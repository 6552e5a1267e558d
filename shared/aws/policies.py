"""The policy in force from AppConfig, older versions from the table, the bundled one at worst.

A request must never fail because a policy can't be fetched: the last good one is used on, openly
(`degraded`). Nothing here decides what a policy says.
"""

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shared.aws import keys
from shared.aws.errors import unavailable_when_down
from shared.domain.errors import Unavailable
from shared.domain.policy.model import Policy, policy_from

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Fetch = Callable[[], Mapping[str, Any]]


@dataclass
class DeployedPolicies:
    """Policies as deployed. `fetch` may fail; `bundled` is the policy shipped with the code.

    `tell_degraded` is called whenever another policy than the deployed one had to serve.

    Versions are immutable, so each is parsed once for the life of the process.
    """

    fetch: Fetch
    bundled: Callable[[], Mapping[str, Any]]
    client: "DynamoDBClient"
    table: str
    tell_degraded: Callable[[], None] = lambda: None
    degraded: bool = False
    _known: dict[str, Policy] = field(default_factory=dict)
    _latest: str | None = None

    def current(self) -> Policy:
        try:
            policy = self._parsed(self.fetch())
        except Exception:  # whatever the reason, a complaint must get in
            self.degraded = True
            self.tell_degraded()
            return self._known[self._latest] if self._latest else self._parsed(self.bundled())
        self.degraded = False
        self._latest = policy.version
        return policy

    def version(self, version: str) -> Policy:
        """Raises Unavailable when the version is nowhere to be found now."""
        if version in self._known:
            return self._known[version]
        current = self.current()
        if current.version == version:
            return current
        return self._stored(version) or self._shipped(version)

    def _stored(self, version: str) -> Policy | None:
        with unavailable_when_down():
            answer = self.client.get_item(
                TableName=self.table, Key=keys.policy_key(version), ConsistentRead=True
            )
        item: Mapping[str, Any] | None = answer.get("Item")
        return None if item is None else self._parsed(document_of(item))

    def _shipped(self, version: str) -> Policy:
        policy = self._parsed(self.bundled())
        if policy.version != version:
            raise Unavailable(f"policy {version} is not stored")
        return policy

    def _parsed(self, document: Mapping[str, Any]) -> Policy:
        version = str(document["version"])
        return self._known.setdefault(version, policy_from(document))


def policy_item(document: Mapping[str, Any]) -> dict[str, Any]:
    """A policy version as the cases table keeps it, for as long as a case may live under it."""
    packed = gzip.compress(json.dumps(document, sort_keys=True).encode(), mtime=0)
    return keys.policy_key(str(document["version"])) | {"document": {"B": packed}}


def document_of(item: Mapping[str, Any]) -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads(gzip.decompress(item["document"]["B"]))
    return document
