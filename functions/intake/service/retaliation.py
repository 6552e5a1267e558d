"""What is done to somebody because of a complaint, or for having worked on one.

It is a case of its own: urgent, handled by the office alone, and nothing in the case that it is
about tells that it exists.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalice.app import Request, Response

from functions.intake.http.parameters import idempotency_key_of
from functions.intake.schemas.parsing import retaliation_of
from functions.intake.service.dependencies import Deps
from functions.intake.service.filing import filed
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.commands import FileComplaint
from shared.domain.errors import NotPossible
from shared.domain.policy.office import OFFICE
from shared.domain.vocabulary import Role

if TYPE_CHECKING:
    from functions.intake.schemas.complainant_acts import Retaliation

CATEGORY = "retaliation"


def retaliation_filed(
    deps: Deps,
    request: Request,
    about: Case,
    actor: Actor,
    identity: Mapping[str, Any] | None,
) -> Response:
    """201 with a reference and code of its own. Raises NotPossible where the policy has no such
    category."""
    told, key = retaliation_of(request), idempotency_key_of(request)
    return filed(deps, retaliation_command(deps, told, about, actor, identity), actor, key)


def retaliation_command(
    deps: Deps,
    told: "Retaliation",
    about: Case,
    actor: Actor,
    identity: Mapping[str, Any] | None,
) -> FileComplaint:
    """Raises NotPossible where the policy has no such category."""
    if CATEGORY not in deps.casework.policies.current().categories:
        raise NotPossible(CATEGORY, about.status, ())
    return FileComplaint(
        category=CATEGORY,
        description=told.text,
        language=about.language,
        agency=OFFICE,
        urgent_answers={"human_rights": True, "danger_now": told.danger_now},
        identity=identity,
        channel="form" if actor.role == Role.COMPLAINANT else "desk",
        related_to=about.reference,
    )
