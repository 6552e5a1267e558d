"""Our promise: the policy in force, read out. Nothing here is said twice, so nothing can differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chalice.app import Request, Response

from functions.intake.pages.web.page import page
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words, words
from functions.intake.service.dependencies import Deps
from shared.domain.calendar import Target
from shared.domain.policy.clock_rules import ClockRule
from shared.domain.policy.ladders import DEFAULT_LADDER, Level
from shared.domain.policy.model import Policy, Term

# What a complainant waits for, in this order; the clock of an escalation is the office's own.
PROMISED = ("acknowledge", "assess", "keep_informed", "agency_answer", "resolve", "follow_up")
AT_ONCE = 0
# Units for which it matters when the office is open; days and months pass for everybody.
IN_HOURS = ("minutes", "hours", "working_hours", "working_days")


@dataclass(frozen=True)
class Service:
    """A public service, what one may complain about, and what belongs to somebody else."""

    name: str
    categories: Sequence[str]
    elsewhere: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Deadline:
    """One line of the law in words."""

    what: str
    whose: str
    within: str
    counted: str


def show(deps: Deps, request: Request) -> Response:
    policy, spoken = deps.casework.policies.current(), words(Visit(deps, request).language)
    return page(
        deps,
        request,
        "promise.html",
        office=spoken.name(policy.office.name),
        services=list(services(policy, spoken)),
        deadlines=list(deadlines(policy, spoken)),
        rungs=list(rungs(policy.ladders[DEFAULT_LADDER], spoken)),
        version=policy.version,
        since=spoken.day(policy.effective_from),
        kept=_years(policy, spoken),
        windows=_windows(policy, spoken),
    )


def span(spoken: Words, target: Target) -> str:
    """`3 working days`."""
    return _length(target.unit, target.amount, spoken)


def services(policy: Policy, spoken: Words) -> Iterator[Service]:
    for agency_id, agency in policy.agencies.items():
        own = {
            category_id: spoken.name(category.name)
            for category_id, category in policy.categories.items()
            if category.agency == agency_id
        }
        beyond = {one: _elsewhere(policy, one, spoken) for one in own}
        yield Service(
            spoken.name(agency.name),
            [name for one, name in own.items() if beyond[one] is None],
            [(name, where) for one, name in own.items() if (where := beyond[one]) is not None],
        )


def deadlines(policy: Policy, spoken: Words) -> Iterator[Deadline]:
    """In the file's order within each clock: the first line that fits a case holds for it."""
    for name in PROMISED:
        begun: set[str] = set()
        for rule in (one for one in policy.clock_rules if one.name == name):
            yield Deadline(
                spoken.t(f"promise.clock.{name}"),
                _whose(rule, policy, spoken, first=rule.starts not in begun),
                span(spoken, rule.target),
                _counted(rule, policy, spoken),
            )
            begun.add(rule.starts)


def rungs(ladder: Sequence[Level], spoken: Words) -> Iterator[tuple[str, str]]:
    """When, and what then happens."""
    for level in ladder:
        when = (
            spoken.t("promise.at_once")
            if level.after.amount == AT_ONCE
            else spoken.t("promise.after", span=span(spoken, level.after))
        )
        people = spoken.listed([_post(group, spoken) for group in level.alert])
        yield when, spoken.t(f"promise.act.{level.act}", people=people)


def _post(group: str, spoken: Words) -> str:
    key = f"post.{group}"
    return spoken.t(key if spoken.has(key) else "post.others")


def _whose(rule: ClockRule, policy: Policy, spoken: Words, *, first: bool) -> str:
    if not rule.when:
        return spoken.t("promise.everybody" if first else "promise.everybody_else")
    return spoken.listed([_fact(key, value, policy, spoken) for key, value in rule.when.items()])


def _fact(key: str, value: str, policy: Policy, spoken: Words) -> str:
    """A condition of the policy, such as an urgency or a category, by its name."""
    named: Mapping[str, Mapping[str, Mapping[str, str]]] = {
        "agency": {one: agency.name for one, agency in policy.agencies.items()},
        "category": {one: category.name for one, category in policy.categories.items()},
    }
    if key in named:
        return spoken.name(named[key][value])
    word = f"promise.{key}.{value}"
    return spoken.t(word) if spoken.has(word) else value


def _counted(rule: ClockRule, policy: Policy, spoken: Words) -> str:
    begins = spoken.t(f"promise.from.{rule.starts}")
    if rule.target.unit not in IN_HOURS:
        return begins
    hours = "always" if policy.calendars[rule.calendar].always_open else "office_hours"
    return begins + " " + spoken.t(f"promise.counted.{hours}")


def _elsewhere(policy: Policy, category_id: str, spoken: Words) -> str | None:
    """Who decides what the office may not; None for what it may."""
    category = policy.categories[category_id]
    if category.within:
        return None
    names = policy.bodies[category.refer_to].name if category.refer_to else category.referred_to
    return spoken.name(names) if names else spoken.t("promise.elsewhere")


def _windows(policy: Policy, spoken: Words) -> Mapping[str, str]:
    """For how long a decision can be challenged."""
    return {name: span(spoken, window) for name, window in policy.windows.items()}


def _length(unit: str, amount: float, spoken: Words) -> str:
    """Parts of an hour are rare, and take the form of the whole before them."""
    return spoken.t(f"span.{unit}", n=max(1, int(amount)), amount=f"{amount:g}")


def _years(policy: Policy, spoken: Words) -> Mapping[str, str]:
    """How long what is kept."""
    kept = (name for name in ("identity", "case") if name in policy.retention)
    return {name: _term(policy.retention[name], spoken) for name in kept}


def _term(term: Term, spoken: Words) -> str:
    ((unit, amount),) = term.items()
    return _length(unit, amount, spoken)
