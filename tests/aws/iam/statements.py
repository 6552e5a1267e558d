"""One statement of a policy, and whether it speaks of a request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tests.aws.iam.conditions import met
from tests.aws.iam.patterns import action_like, arn_like
from tests.aws.iam.request import Request

_KNOWN = {
    *("Sid", "Effect", "Principal", "Condition"),
    *("Action", "NotAction", "Resource", "NotResource"),
}


class Named(Enum):
    """How a statement of a resource's policy names the one who asks."""

    NOT = "not at all"
    ITSELF = "by its own name, or as everybody"
    ITS_ACCOUNT = "as one of its account, which leaves the word to the account's own policies"


@dataclass(frozen=True)
class Statement:
    """`holder` is the logical id of the role, policy, key or bucket policy that has it."""

    holder: str
    content: Mapping[str, Any]

    @property
    def allows(self) -> bool:
        return bool(self.content["Effect"] == "Allow")

    def covers(self, request: Request) -> bool:
        """Tells whether action, resource and conditions fit, whoever asks."""
        return (
            self._fits("Action", lambda one: action_like(one, request.action))
            and self._fits("Resource", lambda one: arn_like(one, request.resource, request.context))
            and met(self.content.get("Condition", {}), request.context)
        )

    def names(self, principal: str) -> Named:
        named = list(_principals(self.content["Principal"]))
        if "*" in named or principal in named:
            return Named.ITSELF
        account = principal.split(":")[4] if principal.startswith("arn:") else None
        if account and {account, f"arn:aws:iam::{account}:root"} & set(named):
            return Named.ITS_ACCOUNT
        return Named.NOT

    def _fits(self, element: str, matches: Any) -> bool:
        if f"Not{element}" in self.content:
            return not any(matches(one) for one in many(self.content[f"Not{element}"]))
        return any(matches(one) for one in many(self.content.get(element, [])))


def statements(holder: str, document: Mapping[str, Any]) -> Iterator[Statement]:
    """Yields them. Raises ValueError on an element that isn't known here, such as NotPrincipal."""
    for content in many(document["Statement"]):
        if unknown := content.keys() - _KNOWN:
            raise ValueError(f"{holder} has a statement with {sorted(unknown)}")
        if content["Effect"] not in ("Allow", "Deny"):
            raise ValueError(f"{holder} has a statement that neither allows nor denies")
        yield Statement(holder, content)


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _principals(principal: Any) -> Iterator[str]:
    if isinstance(principal, str):
        yield principal
        return
    for named in principal.values():
        yield from many(named)
