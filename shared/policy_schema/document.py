"""The compiled policy: what AppConfig deploys and functions read, every optional filled in."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shared.policy_schema.parts import (
    Address,
    Assignment,
    Boundary,
    BreakGlass,
    Clarification,
    ClockName,
    Contact,
    DayCount,
    DayRoll,
    Decision,
    Duplicates,
    EvidenceRules,
    Hours,
    Identifier,
    Jurisdiction,
    JurisdictionRules,
    Language,
    Legal,
    Level,
    Member,
    Names,
    Part,
    PauseRule,
    Prefix,
    Required,
    Target,
    Telephone,
    Term,
    Text,
    Urgency,
    Version,
    Weekday,
    Window,
)

Retained = Literal["identity", "case", "evidence", "messages"]


class Emergency(Part):
    name: Names
    number: Telephone


class Office(Part):
    name: Names
    reference_prefix: Prefix
    languages: Annotated[list[Language], Field(min_length=1)]
    time_zone: Text
    emergency: list[Emergency] = Field([])


class CalendarDocument(Part):
    """`years` are those whose holidays are known; none given means that none is observed."""

    time_zone: Text
    weekly_hours: dict[Weekday, list[Hours]]
    always_open: bool
    holidays: list[date]
    estimated: list[date]
    shifts: dict[date, list[Hours]]
    breaks: list[Hours]
    years: tuple[int, int] | None


class ClockRules(Part):
    boundary: Boundary
    day_count: DayCount
    pause: PauseRule
    calendar_day_roll: DayRoll


class PolicyRules(ClockRules):
    clarification: Clarification
    decision: Decision


class AgencyDocument(Part):
    name: Names
    contacts: dict[Identifier, list[Contact]]
    topic_attributes: dict[str, str]
    assignment: Assignment = Assignment()


class CategoryDocument(Part):
    name: Names
    agency: Identifier
    default_urgency: Identifier
    action_plan: Identifier | None
    jurisdiction: Jurisdiction
    required: list[Required] = Field([])
    cofog: Text | None = None
    call_out: Identifier | None = None


class BodyDocument(Part):
    name: Names
    email: Address | None = None


class ClockDocument(Part):
    id: Text
    name: ClockName
    when: dict[Identifier, Text]
    target: Target
    calendar: Identifier
    starts: Text
    met_by: list[Text]
    paused_by: list[Text]
    warn_at: list[float]
    ladder: Identifier | None
    rules: ClockRules
    clarification: Clarification
    legal: Legal | None
    repeats: bool | None = None


class StepDocument(Part):
    id: Identifier
    what: Names
    owner: Identifier
    within: Target


class ActionPlanDocument(Part):
    name: Names
    steps: Annotated[list[StepDocument], Field(min_length=1)]


class PolicyDocument(Part):
    version: Version
    effective_from: date
    office: Office
    calendars: dict[Identifier, CalendarDocument]
    rules: PolicyRules
    agencies: Annotated[dict[Identifier, AgencyDocument], Field(min_length=1)]
    contacts: dict[Identifier, list[Contact]]
    categories: Annotated[dict[Identifier, CategoryDocument], Field(min_length=1)]
    urgency: Urgency
    clocks: list[ClockDocument]
    ladders: dict[Identifier, list[Level]]
    action_plans: dict[Identifier, ActionPlanDocument]
    retention: dict[Retained, Term]
    staff: dict[Text, Member] = Field({})
    bodies: dict[Identifier, BodyDocument] = Field({})
    jurisdiction: JurisdictionRules = JurisdictionRules()
    windows: dict[Window, Target] = Field({})
    duplicates: Duplicates = Duplicates()
    lessons: dict[Identifier, Names] = Field({})
    break_glass: BreakGlass = BreakGlass()
    evidence: EvidenceRules = EvidenceRules()
