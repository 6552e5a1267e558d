"""The first page: what this is, what it can't do, and in how many days one hears."""

from chalice.app import Response

from functions.intake.pages.public.law_in_words import span
from functions.intake.pages.web.page import page
from functions.intake.pages.web.visit import Visit
from functions.intake.service.policies import policy_in_force


def show(visit: Visit) -> Response:
    policy, words = policy_in_force(visit.deps), visit.words
    # The lines for everybody: who is in danger reads of the hour on the page itself.
    general = {rule.name: rule for rule in policy.clock_rules if not rule.when}
    return page(
        visit,
        "public/start.html",
        office=words.name(policy.office.name),
        hears={name: span(words, rule.target) for name, rule in general.items()},
    )
