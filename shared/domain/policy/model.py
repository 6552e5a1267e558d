"""The policy in force: what its document says, and what that means for a case."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from shared.domain.calendar import Calendar
from shared.domain.policy.action_plans import STEP, ActionPlan, step_rule
from shared.domain.policy.agencies import Contact
from shared.domain.policy.clock_rules import ClockRule, first_covering
from shared.domain.policy.ladders import DEFAULT_LADDER
from shared.domain.policy.office import chain_of_command
from shared.domain.policy.sections import Sections

Facts = Mapping[str, str | None]


class Policy(Sections):
    """One version of the policy. Two policies with the same version are the same policy."""

    def chain_of_command(self, user: str) -> frozenset[str]:
        """The person, all who stand above, and all below."""
        return chain_of_command(user, self.staff)

    @property
    def round_the_clock(self) -> Calendar:
        """The calendar of what doesn't wait for office hours: call-outs, windows, ages of facts.

        It never closes in a policy that calls people out.
        """
        return self.calendars[self.urgency.calendar]

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

    def knows_rule(self, rule_id: str) -> bool:
        try:
            self.rule(rule_id)
        except KeyError:
            return False
        return True

    def rules_starting(self, event: str, facts: Facts) -> dict[str, ClockRule]:
        """Per clock the first rule that covers the case among those that this event starts."""
        begun = (rule for rule in self.clock_rules if rule.starts == event)
        steps = self.steps_of(facts.get("category")) if event == "filed" else {}
        return first_covering(begun, facts) | steps

    def rules_for(self, facts: Facts) -> Mapping[str, ClockRule]:
        """Per clock the first rule that covers the case: order in the file is precedence.

        The steps of its category's action plan are among them.
        """
        return first_covering(self.clock_rules, facts) | self.steps_of(facts.get("category"))

    def steps_of(self, category: str | None) -> dict[str, ClockRule]:
        """The steps of a category's action plan, as lines of the law."""
        plan = self.action_plan_of(category or "")
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


def policy_from(document: Mapping[str, Any]) -> Policy:
    """The policy of a compiled document, under the version that it names."""
    return Policy(str(document["version"]), document)
