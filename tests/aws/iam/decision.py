"""Whether IAM lets a request pass, within one account.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
There are no service control policies, permissions boundaries or session policies here: the
template makes none, and those of an organisation aren't known to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.aws.iam.request import Request
from tests.aws.iam.statements import Named, Statement


@dataclass(frozen=True)
class Policies:
    """What is written about a request.

    `identity` are the statements of the role that asks, and none for a service. `resource` are
    those of the resource. With `resource_decides` the resource's own policy has to allow, as a
    key's and a role's trust policy must; elsewhere either side may.
    """

    identity: Sequence[Statement] = ()
    resource: Sequence[Statement] = ()
    resource_decides: bool = False


@dataclass(frozen=True)
class Decision:
    allowed: bool
    reason: str
    by: tuple[Statement, ...] = ()


def decide(request: Request, policies: Policies) -> Decision:
    """Decides as IAM does: a Deny wins, and what nobody allows is denied."""
    identity = [one for one in policies.identity if one.covers(request)]
    named = [
        (one, one.names(request.principal)) for one in policies.resource if one.covers(request)
    ]
    refusing = [one for one in identity if not one.allows]
    refusing += [one for one, how in named if not one.allows and how is not Named.NOT]
    if refusing:
        return Decision(False, "denied by a statement", tuple(refusing))
    return _allowed(
        [one for one in identity if one.allows],
        [one for one, how in named if one.allows and how is Named.ITSELF],
        [one for one, how in named if one.allows and how is Named.ITS_ACCOUNT],
        resource_decides=policies.resource_decides,
    )


def _allowed(
    identity: list[Statement],
    itself: list[Statement],
    account: list[Statement],
    *,
    resource_decides: bool,
) -> Decision:
    if itself:
        return Decision(True, "allowed by the resource", (*itself, *identity))
    if resource_decides and not account:
        return Decision(False, "the resource's own policy doesn't allow it")
    if identity:
        return Decision(True, "allowed by the role", (*identity, *account))
    return Decision(False, "no statement allows it")
