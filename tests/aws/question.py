"""One thing that AWS asks IAM, and for what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.aws.arns import ACCOUNT
from tests.aws.iam.request import Context, Request

SECURE: Context = {"aws:securetransport": ("true",)}


@dataclass(frozen=True)
class Question:
    """`why` is a call of a function, or what a service does by itself."""

    why: str
    request: Request


def by_role(why: str, role: str, action: str, resource: str, more: Context = SECURE) -> Question:
    """Asks for a role that a service has taken on."""
    known: Context = {"aws:principalarn": (role,), "aws:principalaccount": (ACCOUNT,)}
    return Question(why, Request(role, action, resource, {**SECURE, **known, **more}))


def by_service(
    why: str, service: str, action: str, resource: str, source: str | None, more: Context = SECURE
) -> Question:
    """Asks for a service itself, on behalf of the resource `source` of this account.

    Without `source` no document says that the service tells for whom it asks: both keys are absent.
    """
    known: Context = {}
    if source is not None:
        known = {"aws:sourcearn": (source,), "aws:sourceaccount": (ACCOUNT,)}
    return Question(why, Request(service, action, resource, {**SECURE, **known, **more}))


def taken_on(why: str, service: str, role: str, source: str | None = None) -> Question:
    """Asks whether a service may take on a role."""
    return by_service(f"{why} takes on its role", service, "sts:AssumeRole", role, source)


def under(role: str, why: str, requests: Iterable[Request]) -> Iterator[Question]:
    """Asks all of it for one role."""
    for one in requests:
        yield by_role(why, role, one.action, one.resource, one.context)
