"""Names that a policy makes up, as a reader is told them; its id where it has no name for one."""

from functions.intake.pages.words import Words
from shared.domain.policy.model import Policy
from shared.domain.policy.office import OFFICE


def agency_name(agency: str, policy: Policy, words: Words) -> str:
    if agency == OFFICE:
        return words.name(policy.office.name, agency)
    known = policy.agencies.get(agency)
    return words.name(known.name, agency) if known else agency


def category_name(category: str, policy: Policy, words: Words) -> str:
    known = policy.categories.get(category)
    return words.name(known.name, category) if known else category


def urgency_name(urgency: str, words: Words) -> str:
    return words.label("desk.urgency.", urgency)
