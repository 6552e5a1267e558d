"""What people complain about, and what the office is competent for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.domain.calendar import Target, target_from
from shared.domain.policy.office import Names

REQUIRABLE = ("location", "occurred_on", "complainant")  # what a complaint may have to say
ELSEWHERE = ("court", "other_body")  # before whom the matter may be already


@dataclass(frozen=True)
class Category:
    """`required` are fields of a complaint; `call_out` is a ladder.

    Unless the office may decide such complaints (`within`), `refer_to` is the body that does, or
    `referred_to` says in words who does. `cofog` is the category's place in the UN Classification
    of the Functions of Government.
    """

    category_id: str
    name: Names
    agency: str
    default_urgency: str
    action_plan: str | None = None
    required: tuple[str, ...] = ()
    cofog: str | None = None
    call_out: str | None = None
    within: bool = True
    refer_to: str | None = None
    referred_to: Names | None = None


@dataclass(frozen=True)
class Area:
    """A box of degrees; a place outside it is another office's."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True)
class JurisdictionRules:
    """What speaks against taking a complaint up; `already_before` says who has it, and a body."""

    not_older_than: Target | None = None
    already_before: Mapping[str, str | None] = field(default_factory=dict)
    area: Area | None = None


def category_from(category_id: str, document: Mapping[str, Any]) -> Category:
    jurisdiction = document.get("jurisdiction") or {}
    refer_to = jurisdiction.get("refer_to")
    return Category(
        category_id,
        document["name"],
        document["agency"],
        document["default_urgency"],
        document.get("action_plan"),
        tuple(document.get("required", ())),
        document.get("cofog"),
        document.get("call_out"),
        jurisdiction.get("within", Category.within),
        refer_to if isinstance(refer_to, str) else None,
        refer_to if isinstance(refer_to, Mapping) else None,
    )


def jurisdiction_from(document: Mapping[str, Any]) -> JurisdictionRules:
    limit, area = document.get("not_older_than"), document.get("area")
    return JurisdictionRules(
        target_from(limit) if limit else None,
        document.get("already_before") or {},
        Area(**area) if area else None,
    )
