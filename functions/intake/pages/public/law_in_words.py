"""Deadlines and ladders of a policy in words: what is promised, and what a missed date sets off."""

from collections.abc import Iterator
from dataclasses import dataclass

from functions.intake.pages.web.policy_names import agency_name, category_name
from functions.intake.pages.words import Words
from shared.domain.calendar import Target
from shared.domain.policy.clock_rules import ClockRule
from shared.domain.policy.ladders import DEFAULT_LADDER
from shared.domain.policy.model import Policy
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


@dataclass(frozen=True)
class Deadline:
    """One line of the law in words."""

    what: str
    whose: str
    within: str
    counted: str


@dataclass(frozen=True)
class LadderLevel:
    """When a level of a ladder is reached, and what then happens."""

    when: str
    what: str


def span(words: Words, target: Target) -> str:
    """`3 working days`."""
    return words.length(target.unit, target.amount)


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


def ladder_levels(policy: Policy, words: Words) -> Iterator[LadderLevel]:
    """Of the ladder that is climbed where no other is named."""
    for level in policy.ladders[DEFAULT_LADDER]:
        when = (
            words.t("promise.at_once")
            if level.after.amount == AT_ONCE
            else words.t("promise.after", span=span(words, level.after))
        )
        people = words.listed([_post(group, words) for group in level.alert])
        yield LadderLevel(when, words.t(f"promise.act.{level.act}", people=people))


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
