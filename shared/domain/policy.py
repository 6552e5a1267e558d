"""The policy in force, as data: what the compiled JSON says, typed.

A policy is checked before it is deployed; here it is only read. Nothing in this module guesses: a
missing key is a KeyError that names it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from shared.domain.calendar import Calendar, Rules, Target, calendar_from

Names = Mapping[str, str]


@dataclass(frozen=True)
class Contact:
    """A post that can be alerted: never a person's name."""

    contact_id: str
    post: str
    email: str | None = None
    phone: str | None = None
    user: str | None = None


@dataclass(frozen=True)
class Agency:
    agency_id: str
    name: Names
    contacts: Mapping[str, tuple[Contact, ...]]
    topic_attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Category:
    category_id: str
    name: Names
    agency: str
    default_urgency: str
    action_plan: str | None = None


@dataclass(frozen=True)
class ClockRule:
    """One line of the law: which clock, for which cases, how long, in whose working time.

    `starts` and `met_by` name events; `paused_by` names statuses; `warn_at` are fractions of the
    target's working time. `rules` are the policy's, with this clock's own exceptions applied.
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
    clarification: str

    def covers(self, facts: Mapping[str, str | None]) -> bool:
        return all(facts.get(key) == value for key, value in self.when.items())


@dataclass(frozen=True)
class Level:
    """A rung: whom to alert how long after the start of the climb, and what to do with the case."""

    level: int
    after: Target
    alert: tuple[str, ...]
    act: str
    wait_minutes: int = 0


@dataclass(frozen=True)
class UrgencyPolicy:
    """Weights of the questions, the least sum for each level, and who is called out at once."""

    weights: Mapping[str, int]
    thresholds: Mapping[str, int]
    levels: tuple[str, ...]
    call_out: Mapping[str, str]
    calendar: str


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
                _contacts(agency_id, document["contacts"]),
                document.get("topic_attributes", {}),
            )
            for agency_id, document in self.document["agencies"].items()
        }

    @cached_property
    def office_contacts(self) -> Mapping[str, tuple[Contact, ...]]:
        """Contacts that belong to no agency: the ombudsman's own people."""
        return _contacts("office", self.document["contacts"])

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        return {
            category_id: Category(
                category_id,
                document["name"],
                document["agency"],
                document["default_urgency"],
                document.get("action_plan"),
            )
            for category_id, document in self.document["categories"].items()
        }

    @cached_property
    def clock_rules(self) -> tuple[ClockRule, ...]:
        return tuple(_clock_rule(document) for document in self.document["clocks"])

    @cached_property
    def ladders(self) -> Mapping[str, tuple[Level, ...]]:
        return {
            name: tuple(_level(document) for document in levels)
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
        return _rules(self.document["rules"])

    def ladder_for(self, urgency: str) -> str:
        """The ladder of a missed clock that names none: the urgency's own, or the default."""
        return urgency if urgency in self.ladders else "default"

    def rule(self, rule_id: str) -> ClockRule:
        return next(rule for rule in self.clock_rules if rule.rule_id == rule_id)

    def rules_for(self, facts: Mapping[str, str | None]) -> Mapping[str, ClockRule]:
        """Per clock the first rule that covers the case: order in the file is precedence."""
        chosen: dict[str, ClockRule] = {}
        for rule in self.clock_rules:
            if rule.name not in chosen and rule.covers(facts):
                chosen[rule.name] = rule
        return chosen

    def people(self, agency: str, groups: Sequence[str]) -> tuple[Contact, ...]:
        """Who stands behind these groups for this agency, the agency's own before the office's."""
        own = self.agencies[agency].contacts if agency in self.agencies else {}
        return tuple(
            contact
            for group in groups
            for contact in own.get(group, self.office_contacts.get(group, ()))
        )


def _contacts(owner: str, groups: Mapping[str, Any]) -> Mapping[str, tuple[Contact, ...]]:
    return {
        group: tuple(
            Contact(
                f"{owner}.{group}.{place}",
                group,
                one.get("email"),
                one.get("phone"),
                one.get("user"),
            )
            for place, one in enumerate(members)
        )
        for group, members in groups.items()
    }


def _target(document: Mapping[str, float]) -> Target:
    ((unit, amount),) = document.items()
    return Target(unit=unit, amount=amount)


def _clock_rule(document: Mapping[str, Any]) -> ClockRule:
    return ClockRule(
        rule_id=document["id"],
        name=document["name"],
        when=document["when"],
        target=_target(document["target"]),
        calendar=document["calendar"],
        starts=document["starts"],
        met_by=tuple(document["met_by"]),
        paused_by=tuple(document["paused_by"]),
        warn_at=tuple(document["warn_at"]),
        ladder=document["ladder"],
        rules=_rules(document["rules"]),
        clarification=document["clarification"],
    )


def _rules(document: Mapping[str, Any]) -> Rules:
    return Rules(
        boundary=document["boundary"],
        day_count=document["day_count"],
        pause=document["pause"],
        calendar_day_roll=document["calendar_day_roll"],
    )


def _level(document: Mapping[str, Any]) -> Level:
    return Level(
        document["level"],
        _target(document["after"]),
        tuple(document["alert"]),
        document["act"],
        document["wait_minutes"],
    )
