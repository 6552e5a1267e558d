"""The policy in force, as data: what the compiled JSON says, typed.

A policy is checked before it is deployed; here it is only read. Nothing in this module guesses: a
missing key is a KeyError that names it. What came into the grammar later has its default beside
the part that it belongs to.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from shared.domain.calendar import Calendar, Rules, Target, calendar_from, rules_from
from shared.domain.evidence.limits import Limits, limits_of
from shared.domain.policy.action_plans import STEP, ActionPlan, action_plan_from, step_rule
from shared.domain.policy.agencies import Agency, Contact, agency_from, contacts_from
from shared.domain.policy.categories import (
    Category,
    JurisdictionRules,
    category_from,
    jurisdiction_from,
)
from shared.domain.policy.clock_rules import (
    USUAL_DECISION,
    ClockRule,
    clock_rule_from,
    first_covering,
)
from shared.domain.policy.ladders import (
    DEFAULT_LADDER,
    Level,
    UrgencyPolicy,
    level_from,
    urgency_from,
)
from shared.domain.policy.office import (
    OFFICE,
    Body,
    Names,
    Office,
    StaffMember,
    body_from,
    chain_of_command,
    office_from,
    staff_member_from,
)
from shared.domain.policy.windows import (
    BREAK_GLASS_HOURS,
    Duplicates,
    duplicates_from,
    windows_from,
)

Part = TypeVar("Part")
Facts = Mapping[str, str | None]
Term = Mapping[str, int]  # an amount of years, months or days


@dataclass(frozen=True)
class Policy:
    """One version of the policy. Two policies with the same version are the same policy."""

    version: str
    document: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def effective_from(self) -> date:
        return date.fromisoformat(self.document["effective_from"])

    @cached_property
    def office(self) -> Office:
        return office_from(self.document["office"])

    @property
    def decision_required(self) -> bool:
        """Whether a case may be closed only after a signed-off decision."""
        decision = self.document["rules"].get("decision", USUAL_DECISION)
        return bool(decision == "signed_off")

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        return {
            name: calendar_from({"name": name, **document})
            for name, document in self.document["calendars"].items()
        }

    def estimated_holidays(self, calendar: str) -> frozenset[str]:
        """The dates (ISO) of this calendar that are fixed only when the moon is sighted."""
        return frozenset(self.document["calendars"][calendar]["estimated"])

    @cached_property
    def agencies(self) -> Mapping[str, Agency]:
        return self._each("agencies", agency_from)

    @cached_property
    def office_contacts(self) -> Mapping[str, tuple[Contact, ...]]:
        """Contacts that belong to no agency: the ombudsman's own people."""
        return contacts_from(OFFICE, self.document["contacts"])

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        return self._each("categories", category_from)

    @cached_property
    def staff(self) -> Mapping[str, StaffMember]:
        """The directory; empty where the policy names nobody."""
        return self._each("staff", staff_member_from)

    def chain_of_command(self, user: str) -> frozenset[str]:
        """The person, all who stand above, and all below."""
        return chain_of_command(user, self.staff)

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        return self._each("bodies", body_from)

    @cached_property
    def jurisdiction(self) -> JurisdictionRules:
        return jurisdiction_from(self.document.get("jurisdiction") or {})

    @cached_property
    def windows(self) -> Mapping[str, Target]:
        """Until how long after its end a case can be appealed against, or reopened."""
        return windows_from(self.document.get("windows") or {})

    @cached_property
    def duplicates(self) -> Duplicates:
        return duplicates_from(self.document.get("duplicates") or {})

    @property
    def lessons(self) -> Mapping[str, Names]:
        lessons: Mapping[str, Names] = self.document.get("lessons", {})
        return lessons

    @property
    def break_glass_hours(self) -> int:
        return int((self.document.get("break_glass") or {}).get("hours", BREAK_GLASS_HOURS))

    @cached_property
    def evidence(self) -> Limits:
        """What a case may hold of files."""
        return limits_of(self.document.get("evidence") or {})

    @property
    def retention(self) -> Mapping[str, Term]:
        """How long what is kept after the end of a case."""
        terms: Mapping[str, Term] = self.document["retention"]
        return terms

    @cached_property
    def clock_rules(self) -> tuple[ClockRule, ...]:
        return tuple(clock_rule_from(document) for document in self.document["clocks"])

    @cached_property
    def ladders(self) -> Mapping[str, tuple[Level, ...]]:
        return {
            name: tuple(level_from(document) for document in levels)
            for name, levels in self.document["ladders"].items()
        }

    @cached_property
    def urgency(self) -> UrgencyPolicy:
        return urgency_from(self.document["urgency"])

    @property
    def round_the_clock(self) -> Calendar:
        """The calendar of what doesn't wait for office hours: call-outs, windows, ages of facts.

        It never closes in a policy that calls people out.
        """
        return self.calendars[self.urgency.calendar]

    @cached_property
    def default_rules(self) -> Rules:
        return rules_from(self.document["rules"])

    @cached_property
    def action_plans(self) -> Mapping[str, ActionPlan]:
        return self._each("action_plans", action_plan_from)

    def action_plan_of(self, category: str) -> ActionPlan | None:
        known = self.categories.get(category)
        return self.action_plans.get(known.action_plan or "") if known else None

    def ladder_for(self, urgency: str) -> str:
        """The ladder of a missed clock that names none: the urgency's own, or the default."""
        return urgency if urgency in self.ladders else DEFAULT_LADDER

    def rule(self, rule_id: str) -> ClockRule:
        """Raises KeyError for a rule that this policy doesn't have."""
        if rule_id.startswith(STEP):
            return self._step_rules[rule_id]
        found = next((rule for rule in self.clock_rules if rule.rule_id == rule_id), None)
        if found is None:
            raise KeyError(rule_id)
        return found

    def rules_starting(self, event: str, facts: Facts) -> dict[str, ClockRule]:
        """Per clock the first rule that covers the case among those that this event starts."""
        begun = (rule for rule in self.clock_rules if rule.starts == event)
        steps = self._steps_for(facts) if event == "filed" else {}
        return first_covering(begun, facts) | steps

    def rules_for(self, facts: Facts) -> Mapping[str, ClockRule]:
        """Per clock the first rule that covers the case: order in the file is precedence.

        The steps of its category's action plan are among them.
        """
        return first_covering(self.clock_rules, facts) | self._steps_for(facts)

    def _steps_for(self, facts: Facts) -> dict[str, ClockRule]:
        plan = self.action_plan_of(facts.get("category") or "")
        rules = [self._step_rules[step.rule_id] for step in plan.steps] if plan else []
        return {rule.name: rule for rule in rules}

    @cached_property
    def _step_rules(self) -> Mapping[str, ClockRule]:
        """The time limits of the action plans' steps, as lines of the law like others."""
        resolving = (rule.calendar for rule in self.clock_rules if rule.name == "resolve")
        office = next(resolving, self.clock_rules[0].calendar)
        steps = (step for plan in self.action_plans.values() for step in plan.steps)
        return {
            step.rule_id: step_rule(step, self.urgency.calendar, office, self.default_rules)
            for step in steps
        }

    def people(self, agency: str, groups: Sequence[str]) -> tuple[Contact, ...]:
        """Who stands behind these groups for this agency, the agency's own before the office's."""
        own = self.agencies[agency].contacts if agency in self.agencies else {}
        return tuple(
            contact
            for group in groups
            for contact in own.get(group, self.office_contacts.get(group, ()))
        )

    def contacts_of(self, agency: str) -> tuple[Contact, ...]:
        """Everybody whom the agency can be reached by, then the office's own people."""
        own = self.agencies[agency].contacts if agency in self.agencies else {}
        return tuple(chain.from_iterable([*own.values(), *self.office_contacts.values()]))

    def _each(self, section: str, read: Callable[[str, Any], Part]) -> Mapping[str, Part]:
        """The parts of a section by their ids; of a section that came later, none."""
        written = self.document.get(section, {})
        return {part_id: read(part_id, document) for part_id, document in written.items()}


def policy_from(document: Mapping[str, Any]) -> Policy:
    """The policy of a compiled document, under the version that it names."""
    return Policy(str(document["version"]), document)
