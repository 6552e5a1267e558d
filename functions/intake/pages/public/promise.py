"""Our promise: the policy in force, read out. Nothing here is said twice, so nothing can differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chalice.app import Response

from functions.intake.pages.public.law_in_words import deadlines, ladder_levels, span
from functions.intake.pages.web.page import page
from functions.intake.pages.web.policy_names import agency_name, category_name
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words
from functions.intake.service.policies import policy_in_force
from shared.domain.policy.categories import Category
from shared.domain.policy.model import Policy
from shared.domain.policy.sections import Term

# What the terms of retention call a day.
UNITS = {"days": "calendar_days"}


@dataclass(frozen=True)
class Elsewhere:
    """A category that belongs to somebody else."""

    category: str
    where: str


@dataclass(frozen=True)
class Service:
    """A public service, what one may complain about, and what belongs to somebody else."""

    name: str
    categories: Sequence[str]
    elsewhere: Sequence[Elsewhere]


def show(visit: Visit) -> Response:
    policy, words = policy_in_force(visit.deps), visit.words
    return page(
        visit,
        "public/promise.html",
        office=words.name(policy.office.name),
        services=list(services(policy, words)),
        deadlines=list(deadlines(policy, words)),
        levels=list(ladder_levels(policy, words)),
        version=policy.version,
        since=words.day(policy.effective_from),
        kept=_retention(policy, words),
        windows=_windows(policy, words),
    )


def services(policy: Policy, words: Words) -> Iterator[Service]:
    for agency_id in policy.agencies:
        categories = [one for one in policy.categories.values() if one.agency == agency_id]
        names = {
            one.category_id: category_name(one.category_id, policy, words) for one in categories
        }
        yield Service(
            agency_name(agency_id, policy, words),
            [names[one.category_id] for one in categories if one.within],
            [
                Elsewhere(names[one.category_id], _elsewhere(one, policy, words))
                for one in categories
                if not one.within
            ],
        )


def _elsewhere(category: Category, policy: Policy, words: Words) -> str:
    """Who decides such complaints instead of the office."""
    names = policy.bodies[category.refer_to].name if category.refer_to else category.referred_to
    return words.name(names or {}) or words.t("promise.elsewhere")


def _windows(policy: Policy, words: Words) -> Mapping[str, str]:
    """For how long a decision can be challenged."""
    return {name: span(words, window) for name, window in policy.windows.items()}


def _retention(policy: Policy, words: Words) -> Mapping[str, str]:
    """How long what is kept."""
    kept = (name for name in ("identity", "case") if name in policy.retention)
    return {name: _term(policy.retention[name], words) for name in kept}


def _term(term: Term, words: Words) -> str:
    ((unit, amount),) = term.items()
    return words.length(UNITS.get(unit, unit), amount)
