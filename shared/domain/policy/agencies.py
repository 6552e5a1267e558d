"""The agencies that complaints are about, their posts, and how they give out new cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.domain.policy.office import Names
from shared.domain.vocabulary import AssignmentRule


@dataclass(frozen=True)
class Contact:
    """A post that can be alerted: never a person's name."""

    contact_id: str
    post: str
    email: str | None = None
    phone: str | None = None
    user: str | None = None


@dataclass(frozen=True)
class Assignment:
    """How new cases are given out: `by_hand`, `round_robin` or `least_loaded`, among whom."""

    rule: AssignmentRule = AssignmentRule.BY_HAND
    among: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agency:
    agency_id: str
    name: Names
    contacts: Mapping[str, tuple[Contact, ...]]
    topic_attributes: Mapping[str, str] = field(default_factory=dict)
    assignment: Assignment = Assignment()


def agency_from(agency_id: str, document: Mapping[str, Any]) -> Agency:
    return Agency(
        agency_id,
        document["name"],
        contacts_from(agency_id, document["contacts"]),
        document.get("topic_attributes", {}),
        _assignment_from(document.get("assignment", {})),
    )


def contacts_from(owner: str, groups: Mapping[str, Any]) -> Mapping[str, tuple[Contact, ...]]:
    return {
        group: tuple(
            Contact(
                f"{owner}.{group}.{place}",
                group,
                contact.get("email"),
                contact.get("phone"),
                contact.get("user"),
            )
            for place, contact in enumerate(members)
        )
        for group, members in groups.items()
    }


def _assignment_from(document: Mapping[str, Any]) -> Assignment:
    rule = AssignmentRule(document.get("rule", Assignment.rule))
    return Assignment(rule, tuple(document.get("among", ())))
