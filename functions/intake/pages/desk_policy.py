"""The policy in force and those before it, to read."""

import json

from chalice.app import Request, Response

from functions.intake.deps import Deps
from functions.intake.pages.desk_door import desk_page, staff_only
from functions.intake.pages.promise import deadlines, rungs
from functions.intake.pages.visit import Visit
from functions.intake.pages.words import words
from shared.domain.access import POLICY_READERS
from shared.domain.errors import Forbidden
from shared.domain.events import Actor


@staff_only
def show(deps: Deps, request: Request, actor: Actor) -> Response:
    if actor.role not in POLICY_READERS:
        raise Forbidden("policy")
    policy, spoken = deps.casework.policies.current(), words(Visit(deps, request).language)
    return desk_page(
        deps,
        request,
        actor,
        "desk_policy.html",
        version=policy.version,
        since=spoken.day(policy.effective_from),
        deadlines=list(deadlines(policy, spoken)),
        rungs=list(rungs(policy.ladders["default"], spoken)),
        document=json.dumps(policy.document, ensure_ascii=False, indent=2),
    )
