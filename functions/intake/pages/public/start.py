"""The first page: what this is, what it can't do, and in how many days one hears."""

from chalice.app import Request, Response

from functions.intake.pages.public.promise import span
from functions.intake.pages.web.page import page
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import words
from functions.intake.service.dependencies import Deps


def show(deps: Deps, request: Request) -> Response:
    policy = deps.casework.policies.current()
    spoken = words(Visit(deps, request).language)
    # The lines for everybody: who is in danger reads of the hour on the page itself.
    plain = {rule.name: rule for rule in policy.clock_rules if not rule.when}
    return page(
        deps,
        request,
        "start.html",
        office=spoken.name(policy.office.name),
        hears={name: span(spoken, rule.target) for name, rule in plain.items()},
    )
