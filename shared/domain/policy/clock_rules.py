"""The lines of the law: which clock runs for which cases, and for how long."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from shared.domain.calendar import Rules, Target, rules_from, target_from
from shared.domain.vocabulary import ClockName

Clarification = Literal["resume", "restart"]  # what a complainant's answer does to the clock
Decision = Literal["signed_off", "not_required"]  # what a case needs before it is closed
USUAL_CLARIFICATION: Clarification = "resume"
USUAL_DECISION: Decision = "signed_off"

# Clocks that a policy sets; the climb of a ladder is shown as one, and has its own section.
POLICY_CLOCKS: tuple[ClockName, ...] = tuple(
    name for name in ClockName if name is not ClockName.ESCALATION
)
REPEATING = frozenset({ClockName.KEEP_INFORMED})  # start afresh when met, if nothing else is said


@dataclass(frozen=True)
class ClockRule:
    """One line of the law: which clock, for which cases, how long, in whose working time.

    `starts` and `met_by` name events; `paused_by` names statuses; `warn_at` are fractions of the
    target's working time. `rules` are the policy's, with this clock's own exceptions applied. One
    that `repeats` starts afresh whenever it is met. `extend` is this clock's own part of the
    policy's rules of extension, said where its law has one; else `legal_maximum` bounds it, too.
    """

    rule_id: str
    name: str
    when: Mapping[str, str]
    target: Target
    calendar: str
    starts: str
    met_by: tuple[str, ...]
    paused_by: tuple[str, ...]
    warn_at: tuple[float, ...]
    ladder: str | None
    rules: Rules
    clarification: Clarification
    repeats: bool = False
    legal_maximum: Target | None = None
    extend: Mapping[str, int | None] | None = None

    def covers(self, facts: Mapping[str, str | None]) -> bool:
        return all(facts.get(key) == value for key, value in self.when.items())


def clock_rule_from(document: Mapping[str, Any]) -> ClockRule:
    return ClockRule(
        rule_id=document["id"],
        name=document["name"],
        when=document["when"],
        target=target_from(document["target"]),
        calendar=document["calendar"],
        starts=document["starts"],
        met_by=tuple(document["met_by"]),
        paused_by=tuple(document["paused_by"]),
        warn_at=tuple(document["warn_at"]),
        ladder=document["ladder"],
        rules=rules_from(document["rules"]),
        clarification=document["clarification"],
        repeats=document.get("repeats", document["name"] in REPEATING),
        legal_maximum=_maximum(document.get("legal") or {}),
        extend=document.get("extend"),
    )


def _maximum(legal: Mapping[str, Any]) -> Target | None:
    return target_from(legal["maximum"]) if legal.get("maximum") else None


def first_covering(
    rules: Iterable[ClockRule], facts: Mapping[str, str | None]
) -> dict[str, ClockRule]:
    """Per clock the first of these rules that covers the case."""
    chosen: dict[str, ClockRule] = {}
    for rule in rules:
        if rule.name not in chosen and rule.covers(facts):
            chosen[rule.name] = rule
    return chosen
