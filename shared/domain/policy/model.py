"""The policy in force, as data: what the compiled JSON says, typed.

A policy is checked before it is deployed; here it is only read. Nothing in this module guesses: a
missing key is a KeyError that names it, and what came into the grammar later has its default.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from shared.domain.calendar import Calendar, Rules, Target, calendar_from
from shared.domain.evidence.evidence import Limits, limits_of
from shared.domain.policy.parts import (
    OFFICE,
    STEP,
    Agency,
    Area,
    Body,
    Category,
    ClockRule,
    Contact,
    Duplicates,
    JurisdictionRules,
    Level,
    Names,
    Plan,
    StaffMember,
    Step,
    UrgencyPolicy,
    read_assignment,
    read_category,
    read_clock_rule,
    read_contacts,
    read_level,
    read_rules,
    read_target,
)

__all__ = [
    "OFFICE",
    "STEP",
    "Agency",
    "Area",
    "Body",
    "Category",
    "ClockRule",
    "Contact",
    "Duplicates",
    "JurisdictionRules",
    "Level",
    "Names",
    "Plan",
    "Policy",
    "StaffMember",
    "Step",
    "UrgencyPolicy",
]


@dataclass(frozen=True)
class Policy:
    """One version of the policy. Two policies with the same version are the same policy."""

    version: str
    document: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def effective_from(self) -> date:
        return date.fromisoformat(self.document["effective_from"])

    @property
    def reference_prefix(self) -> str:
        return str(self.document["office"]["reference_prefix"])

    @property
    def languages(self) -> Sequence[str]:
        return tuple(self.document["office"]["languages"])

    @property
    def time_zone(self) -> str:
        return str(self.document["office"]["time_zone"])

    @property
    def office_name(self) -> Names:
        names: Names = self.document["office"]["name"]
        return names

    @property
    def emergency(self) -> Sequence[tuple[Names, str]]:
        """Whom to call before writing: names and telephone numbers, in the office's order."""
        return [
            (one["name"], one["number"]) for one in self.document["office"].get("emergency", ())
        ]

    @property
    def decision_required(self) -> bool:
        """Whether a case may be closed only after a signed-off decision."""
        return bool(self.document["rules"]["decision"] == "signed_off")

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        return {
            name: calendar_from({"name": name, **document})
            for name, document in self.document["calendars"].items()
        }

    @cached_property
    def agencies(self) -> Mapping[str, Agency]:
        return {
            agency_id: Agency(
                agency_id,
                document["name"],
                read_contacts(agency_id, document["contacts"]),
                document.get("topic_attributes", {}),
                read_assignment(document.get("assignment", {})),
            )
            for agency_id, document in self.document["agencies"].items()
        }

    @cached_property
    def office_contacts(self) -> Mapping[str, tuple[Contact, ...]]:
        """Contacts that belong to no agency: the ombudsman's own people."""
        return read_contacts("office", self.document["contacts"])

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        written = self.document["categories"].items()
        return {
            category_id: read_category(category_id, document) for category_id, document in written
        }

    @cached_property
    def staff(self) -> Mapping[str, StaffMember]:
        """The directory; empty where the policy names nobody."""
        return {
            user: StaffMember(user, document.get("agency"), document.get("reports_to"))
            for user, document in self.document.get("staff", {}).items()
        }

    def chain_of_command(self, user: str) -> frozenset[str]:
        """The person, all who stand above, and all below."""
        above, one = {user}, self.staff.get(user)
        while one is not None and one.reports_to is not None and one.reports_to not in above:
            above.add(one.reports_to)
            one = self.staff.get(one.reports_to)
        below = {user}
        while more := {one.user for one in self.staff.values() if one.reports_to in below} - below:
            below |= more
        return frozenset(above | below)

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        return {
            body_id: Body(body_id, document["name"], document.get("email"))
            for body_id, document in self.document.get("bodies", {}).items()
        }

    @cached_property
    def jurisdiction(self) -> JurisdictionRules:
        document = self.document.get("jurisdiction") or {}
        limit, area = document.get("not_older_than"), document.get("area")
        return JurisdictionRules(
            read_target(limit) if limit else None,
            document.get("already_before") or {},
            Area(**area) if area else None,
        )

    @cached_property
    def windows(self) -> Mapping[str, Target]:
        """Until how long after its end a case can be appealed against, or reopened."""
        written = self.document.get("windows") or {}
        usual = {"appeal": {"calendar_days": 60}, "reopen": {"calendar_days": 180}}
        return {name: read_target(target) for name, target in (usual | written).items()}

    @cached_property
    def duplicates(self) -> Duplicates:
        document = self.document.get("duplicates") or {}
        window = document.get("window", {"calendar_days": 30})
        return Duplicates(read_target(window), document.get("similarity", 70))

    @property
    def lessons(self) -> Mapping[str, Names]:
        lessons: Mapping[str, Names] = self.document.get("lessons", {})
        return lessons

    @property
    def break_glass_hours(self) -> int:
        return int((self.document.get("break_glass") or {}).get("hours", 4))

    @cached_property
    def evidence(self) -> Limits:
        """What a case may hold of files."""
        return limits_of(self.document.get("evidence") or {})

    @cached_property
    def clock_rules(self) -> tuple[ClockRule, ...]:
        return tuple(read_clock_rule(document) for document in self.document["clocks"])

    @cached_property
    def ladders(self) -> Mapping[str, tuple[Level, ...]]:
        return {
            name: tuple(read_level(document) for document in levels)
            for name, levels in self.document["ladders"].items()
        }

    @cached_property
    def urgency(self) -> UrgencyPolicy:
        document = self.document["urgency"]
        return UrgencyPolicy(
            document["matrix"],
            document["thresholds"],
            tuple(document["levels"]),
            document["call_out"],
            document["calendar"],
        )

    @property
    def call_out_calendar(self) -> str:
        """The calendar in which an urgent call-out climbs: the one that never closes."""
        return self.urgency.calendar

    @cached_property
    def default_rules(self) -> Rules:
        return read_rules(self.document["rules"])

    def ladder_for(self, urgency: str) -> str:
        """The ladder of a missed clock that names none: the urgency's own, or the default."""
        return urgency if urgency in self.ladders else "default"

    def rule(self, rule_id: str) -> ClockRule:
        """Raises KeyError for a rule that this policy doesn't have."""
        if rule_id.startswith(STEP):
            return self._step_rules[rule_id]
        found = next((rule for rule in self.clock_rules if rule.rule_id == rule_id), None)
        if found is None:
            raise KeyError(rule_id)
        return found

    @cached_property
    def plans(self) -> Mapping[str, Plan]:
        return {
            plan_id: Plan(
                plan_id,
                document["name"],
                tuple(
                    Step(one["id"], one["what"], one["owner"], f"{STEP}{plan_id}/{one['id']}")
                    for one in document["steps"]
                ),
            )
            for plan_id, document in self.document.get("action_plans", {}).items()
        }

    def plan_of(self, category: str) -> Plan | None:
        known = self.categories.get(category)
        return self.plans.get(known.action_plan or "") if known else None

    @cached_property
    def _step_rules(self) -> Mapping[str, ClockRule]:
        """The time limits of the action plans' steps, as lines of the law like others."""
        found = {}
        for plan_id, document in self.document.get("action_plans", {}).items():
            for one in document["steps"]:
                rule_id = f"{STEP}{plan_id}/{one['id']}"
                found[rule_id] = self._step_rule(rule_id, one)
        return found

    def _step_rule(self, rule_id: str, document: Mapping[str, Any]) -> ClockRule:
        target = read_target(document["within"])
        around_the_clock = target.unit in ("minutes", "hours")
        working = (rule.calendar for rule in self.clock_rules if rule.name == "resolve")
        return ClockRule(
            rule_id=rule_id,
            name=f"{STEP}{document['id']}",
            when={},
            target=target,
            calendar=self.call_out_calendar
            if around_the_clock
            else next(working, self.clock_rules[0].calendar),
            starts="filed",
            met_by=(),
            paused_by=(),
            warn_at=(),
            ladder=None,
            rules=self.default_rules,
            clarification="resume",
        )

    def rules_starting(self, event: str, facts: Mapping[str, str | None]) -> dict[str, ClockRule]:
        """Per clock the first rule that covers the case among those that this event starts."""
        chosen: dict[str, ClockRule] = {}
        for rule in self.clock_rules:
            if rule.starts == event and rule.name not in chosen and rule.covers(facts):
                chosen[rule.name] = rule
        return chosen | (self._steps_for(facts) if event == "filed" else {})

    def _steps_for(self, facts: Mapping[str, str | None]) -> dict[str, ClockRule]:
        plan = self.plan_of(facts.get("category") or "")
        rules = [self._step_rules[one.rule_id] for one in plan.steps] if plan else []
        return {rule.name: rule for rule in rules}

    def rules_for(self, facts: Mapping[str, str | None]) -> Mapping[str, ClockRule]:
        """Per clock the first rule that covers the case: order in the file is precedence.

        The steps of its category's action plan are among them.
        """
        chosen: dict[str, ClockRule] = {}
        for rule in self.clock_rules:
            if rule.name not in chosen and rule.covers(facts):
                chosen[rule.name] = rule
        return chosen | self._steps_for(facts)

    def people(self, agency: str, groups: Sequence[str]) -> tuple[Contact, ...]:
        """Who stands behind these groups for this agency, the agency's own before the office's."""
        own = self.agencies[agency].contacts if agency in self.agencies else {}
        return tuple(
            contact
            for group in groups
            for contact in own.get(group, self.office_contacts.get(group, ()))
        )
