"""The compiled policy: what AppConfig deploys and functions read, every optional filled in."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.domain.policy.clock_rules import Clarification
from shared.policy_schema.field_types import (
    Identifier,
    Retained,
    Term,
    Text,
)
from shared.policy_schema.parts.agencies import AgencyPart, ContactPart
from shared.policy_schema.parts.categories import CategoryPart
from shared.policy_schema.parts.clocks import CalendarPart, ClockPart, OfficeRulesPart, RulesPart
from shared.policy_schema.parts.sections import Sections


class CalendarDocument(CalendarPart):
    """`years` are those whose holidays are known; none given means that none is observed."""

    holidays: list[date]
    estimated: list[date]
    years: tuple[int, int] | None


class AgencyDocument(AgencyPart):
    contacts: dict[Identifier, list[ContactPart]]
    topic_attributes: dict[str, str]


class CategoryDocument(CategoryPart):
    agency: Identifier
    default_urgency: Identifier


class ClockDocument(ClockPart):
    id: Text
    when: dict[Identifier, Text]
    starts: Text
    met_by: list[Text]
    paused_by: list[Text]
    warn_at: list[float]
    ladder: Identifier | None
    rules: RulesPart
    clarification: Clarification
    repeats: bool | None = None


class PolicyDocument(Sections):
    rules: OfficeRulesPart
    calendars: dict[Identifier, CalendarDocument]
    agencies: Annotated[dict[Identifier, AgencyDocument], Field(min_length=1)]
    contacts: dict[Identifier, list[ContactPart]]
    categories: Annotated[dict[Identifier, CategoryDocument], Field(min_length=1)]
    clocks: list[ClockDocument]
    retention: dict[Retained, Term]
