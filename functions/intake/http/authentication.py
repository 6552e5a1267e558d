"""Who is asking: staff from the claims that the API's authorizer has checked, complainants by code.

Signature, expiry and audience of a token are API Gateway's business; a request that reaches a staff
route without claims is refused all the same.
"""

import re
from collections.abc import Mapping
from typing import Any

from chalice.app import Request

from shared.domain.case.events import Actor
from shared.domain.errors import Forbidden, Unauthorised
from shared.domain.policy.office import OFFICE
from shared.domain.vocabulary import STAFF_ROLES

_BETWEEN_GROUPS = re.compile(r"[,\s]+")


def staff_of(request: Request) -> Actor:
    """Raises Unauthorised without valid claims, Forbidden for a person without a role."""
    return actor_of(_claims(request))


def actor_of(claims: Mapping[str, Any]) -> Actor:
    """Whom these claims, which somebody has checked, speak of. Raises as `staff_of`.

    Who belongs to the office says so: an agency that somebody forgot to fill in opens nothing.
    """
    name = claims.get("cognito:username")
    if claims.get("token_use") != "id" or not isinstance(name, str) or not name:
        raise Unauthorised
    groups = _groups(claims.get("cognito:groups", ""))
    role = next((role for role in STAFF_ROLES if role in groups), None)
    if role is None:
        raise Forbidden("no role")
    agency = claims.get("custom:agency")
    if not isinstance(agency, str) or not agency.strip():
        raise Forbidden("no agency")
    return Actor(role, name, None if agency == OFFICE else agency)


def _claims(request: Request) -> Mapping[str, Any]:
    authorizer = request.context.get("authorizer")
    claims = authorizer.get("claims") if isinstance(authorizer, dict) else None
    return claims if isinstance(claims, dict) else {}


def _groups(claim: object) -> frozenset[str]:
    """Groups come as `[a b]` or as `a,b`, depending on who turned the list into text."""
    names = claim if isinstance(claim, list) else _BETWEEN_GROUPS.split(str(claim).strip("[] "))
    return frozenset(str(name) for name in names)
