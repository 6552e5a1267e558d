"""What people complain about, what the office may decide of it, and checklists for it."""

from typing import Annotated

from pydantic import Field

from shared.domain.policy.categories import Category
from shared.policy_schema.field_types import (
    Elsewhere,
    Identifier,
    Names,
    RequiredField,
    Target,
    Text,
    Translations,
)
from shared.policy_schema.parts.base import Part


class CompetencePart(Part):
    """Whether the office may decide such complaints; if not, which body can, or who, in words."""

    within: bool = Category.within
    refer_to: Identifier | Translations | None = None


class CategoryPart(Part):
    name: Names
    action_plan: Identifier | None = None
    jurisdiction: CompetencePart = CompetencePart()
    required: list[RequiredField] = Field(
        [], description="what a complaint of this kind has to say"
    )
    cofog: Text | None = Field(None, description="UN Classification of the Functions of Government")
    call_out: Identifier | None = Field(None, description="the ladder of its urgent cases")


class AreaPart(Part):
    """A box of degrees; a complaint about a place outside it is another office's."""

    south: Annotated[float, Field(ge=-90, le=90)]
    west: Annotated[float, Field(ge=-180, le=180)]
    north: Annotated[float, Field(ge=-90, le=90)]
    east: Annotated[float, Field(ge=-180, le=180)]


class JurisdictionPart(Part):
    """What speaks against taking a complaint up, and which body it is for instead."""

    not_older_than: Target | None = None
    already_before: dict[Elsewhere, Identifier | None] = Field(default={})
    area: AreaPart | None = None


class StepPart(Part):
    id: Identifier
    what: Names
    owner: Identifier
    within: Target


class ActionPlanPart(Part):
    name: Names
    steps: Annotated[list[StepPart], Field(min_length=1)]
