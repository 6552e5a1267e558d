"""What IAM is asked: who wants to do what, with which resource, and what else it knows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Context = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Request:
    """`principal` is a role's ARN or a service's name, such as `events.amazonaws.com`.

    `context` holds each condition key that the request carries, in lower case. A key that the
    request doesn't carry is left out: many operators tell an absent key from an empty one.
    """

    principal: str
    action: str
    resource: str
    context: Context = field(default_factory=dict)

    @property
    def by_service(self) -> bool:
        return not self.principal.startswith("arn:")


def context(**keys: str | tuple[str, ...]) -> Context:
    """Returns a context; `aws__SourceArn="…"` stands for `aws:SourceArn`."""
    return {
        name.replace("__", ":").lower(): (value,) if isinstance(value, str) else value
        for name, value in keys.items()
    }
