"""Our promise: the policy in force, read out. Nothing here is said twice, so nothing can differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chalice.app import Response

from functions.intake.pages.web.page import page
from functions.intake.pages.web.policy_names import agency_name, category_name
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words
from functions.intake.service.policies import policy_in_force
from shared.domain.calendar import Target
from shared.domain.policy.clock_rules import ClockRule
from shared.domain.policy.ladders import DEFAULT_LADDER, Level
from shared.domain.policy.model import Policy
from shared.domain.policy.sections import Term
from shared.domain.vocabulary import ClockName

# What a complainant waits for, in this order; the clock of an escalation is the office's own.
PROMISED = (
    ClockName.ACKNOWLEDGE,
    ClockName.ASSESS,
    ClockName.KEEP_INFORMED,
    ClockName.AGENCY_ANSWER,
    ClockName.RESOLVE,
    ClockName.FOLLOW_UP,
)
AT_ONCE = 0
# Units for which it matters when the office is open; days and months pass for everybody.
IN_HOURS = ("minutes", "hours", "working_hours", "working_days")
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


@dataclass(frozen=True)
class Deadline:
    """One line of the law in words."""

    what: str
    whose: str
    within: str
    counted: str


@dataclass(frozen=True)
class Rung:
    """A level of a ladder: when it is reached, and what then happens."""

    when: str
    what: str


def show(visit: Visit) -> Response:
    policy, words = policy_in_force(visit.deps), visit.words
    return page(
        visit,
        "public/promise.html",
        office=words.name(policy.office.name),
        services=list(services(policy, words)),
        deadlines=list(deadlines(policy, words)),
        rungs=list(rungs(policy.ladders[DEFAULT_LADDER], words)),
        version=policy.version,
        since=words.day(policy.effective_from),
        kept=_retention(policy, words),
        windows=_windows(policy, words),
    )


def span(words: Words, target: Target) -> str:
    """`3 working days`."""
    return words.length(target.unit, target.amount)


def services(policy: Policy, words: Words) -> Iterator[Service]:
    for agency_id in policy.agencies:
        own = [one for one, category in policy.categories.items() if category.agency == agency_id]
        names = {one: category_name(one, policy, words) for one in own}
        others = {one: where for one in own if (where := _elsewhere(policy, one, words))}
        yield Service(
            agency_name(agency_id, policy, words),
            [names[one] for one in own if one not in others],
            [Elsewhere(names[one], where) for one, where in others.items()],
        )


def deadlines(policy: Policy, words: Words) -> Iterator[Deadline]:
    """In the file's order within each clock: the first line that fits a case holds for it."""
    for name in PROMISED:
        begun: set[str] = set()
        for rule in (rule for rule in policy.clock_rules if rule.name == name):
            yield Deadline(
                words.t(f"promise.clock.{name}"),
                _whose(rule, policy, words, first=rule.starts not in begun),
                span(words, rule.target),
                _counted(rule, policy, words),
            )
            begun.add(rule.starts)


def rungs(ladder: Sequence[Level], words: Words) -> Iterator[Rung]:
    for level in ladder:
        when = (
            words.t("promise.at_once")
            if level.after.amount == AT_ONCE
            else words.t("promise.after", span=span(words, level.after))
        )
        people = words.listed([_post(group, words) for group in level.alert])
        yield Rung(when, words.t(f"promise.act.{level.act}", people=people))


def _post(group: str, words: Words) -> str:
    key = f"post.{group}"
    return words.t(key if words.has(key) else "post.others")


def _whose(rule: ClockRule, policy: Policy, words: Words, *, first: bool) -> str:
    if not rule.when:
        return words.t("promise.everybody" if first else "promise.everybody_else")
    return words.listed([_fact(key, value, policy, words) for key, value in rule.when.items()])


def _fact(key: str, value: str, policy: Policy, words: Words) -> str:
    """A condition of the policy, such as an urgency or a category, by its name."""
    if key == "agency":
        return agency_name(value, policy, words)
    if key == "category":
        return category_name(value, policy, words)
    return words.label(f"promise.{key}.", value)


def _counted(rule: ClockRule, policy: Policy, words: Words) -> str:
    begins = words.t(f"promise.from.{rule.starts}")
    if rule.target.unit not in IN_HOURS:
        return begins
    hours = "always" if policy.calendars[rule.calendar].always_open else "office_hours"
    return begins + " " + words.t(f"promise.counted.{hours}")


def _elsewhere(policy: Policy, category_id: str, words: Words) -> str | None:
    """Who decides such complaints instead; None for the office's own."""
    category = policy.categories[category_id]
    if category.within:
        return None
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
