"""The sections of a compiled policy, each read when it is first asked for.

A policy is checked before it is deployed; here it is only read. Nothing in this module guesses: a
missing key is a KeyError that names it. What came into the grammar later has its default beside
the part that it belongs to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from shared.domain.calendar import Calendar, Rules, Target, calendar_from, rules_from
from shared.domain.evidence.limits import Limits, limits_of
from shared.domain.policy.action_plans import ActionPlan, action_plan_from
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
)
from shared.domain.policy.extensions import ExtensionRules, extensions_from
from shared.domain.policy.ladders import (
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
Term = Mapping[str, int]  # an amount of years, months or days


@dataclass(frozen=True)
class Sections:
    """One version of the policy as its document says it, typed."""

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
    def extensions(self) -> ExtensionRules:
        """How far promised dates may be moved."""
        return extensions_from(self.document.get("extensions") or {})

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

    @cached_property
    def default_rules(self) -> Rules:
        return rules_from(self.document["rules"])

    @cached_property
    def action_plans(self) -> Mapping[str, ActionPlan]:
        return self._each("action_plans", action_plan_from)

    def _each(self, section: str, read: Callable[[str, Any], Part]) -> Mapping[str, Part]:
        """The parts of a section by their ids; of a section that came later, none."""
        written = self.document.get(section, {})
        return {part_id: read(part_id, document) for part_id, document in written.items()}
