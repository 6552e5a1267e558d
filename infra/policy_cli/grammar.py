"""The policy file as an admin writes it: the grammar of `infra/policy/*.yaml`.

Descriptions here are the schema's, shown by editors and by `redress policy schema`.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.policy_schema.document import Retained
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

Starts = Literal[
    "receipt", "acknowledgement", "acceptance", "decision", "referral", "agency_request"
]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Year = Annotated[int, Field(ge=1900, le=2200)]
Words = Annotated[
    Names | Text, Field(description="by language, or one text that is the same in each")
]


class Every(Part):
    """A day of every year, such as a holiday that the law has added or struck off."""

    every: MonthDay = Field(description="month and day, such as 05-15")
    since: Year | None = Field(None, description="first year in which it holds")
    until: Year | None = Field(None, description="last year in which it holds")


class Named(Part):
    """All holidays of the country whose English name has these words in it."""

    named: Text
    since: Year | None = None
    until: Year | None = None


class Holidays(Part):
    """Public holidays: a country's, as the `holidays` package knows them, and corrections."""

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    subdivisions: list[Text] = Field([], description="all of their holidays count, not one's only")
    add: list[date | Every] = Field([])
    remove: list[date | Every | Named] = Field([])
    years: tuple[Year, Year] | None = Field(
        None, description="first and last year that are filled in; 6 back to 5 ahead by default"
    )


class CalendarSource(Part):
    time_zone: Text
    weekly_hours: dict[Weekday, list[Hours]] = Field({})
    always_open: bool = False
    holidays: Holidays | Literal["none"] = Field(
        "none", description="`none`: work goes on through public holidays"
    )
    shifts: dict[date, list[Hours]] = Field({}, description="other hours on single dates")
    breaks: list[Hours] = Field([])


class EmergencySource(Part):
    """Whom to call before writing: shown where people are asked whether they are safe."""

    name: Words
    number: Telephone


class OfficeSource(Part):
    name: Words
    reference_prefix: Prefix
    languages: Annotated[list[Language], Field(min_length=1)]
    time_zone: Text
    emergency: list[EmergencySource] = Field([])


class RulesSource(Part):
    """How deadlines are counted; each has the most usual law's answer by default."""

    boundary: Boundary = "end_of_period"
    day_count: DayCount = "receipt_is_day_zero"
    pause: PauseRule = "working_time"
    calendar_day_roll: DayRoll = "none"
    clarification: Clarification = "resume"
    decision: Decision = "signed_off"


class ClockRulesSource(Part):
    """A clock's own exceptions from the policy's rules."""

    boundary: Boundary | None = None
    day_count: DayCount | None = None
    pause: PauseRule | None = None
    calendar_day_roll: DayRoll | None = None
    clarification: Clarification | None = None


class AgencySource(Part):
    name: Words
    contacts: dict[Identifier, list[Contact]] = Field({})
    categories: list[Identifier] = Field([], description="its categories; or name it in each")
    topic_attributes: dict[str, str] | None = None
    assignment: Assignment = Field(Assignment(), description="who gets its new cases")


class CategorySource(Part):
    name: Words
    agency: Identifier | None = None
    default_urgency: Identifier | None = Field(None, description="the least urgent level if none")
    action_plan: Identifier | None = None
    jurisdiction: Jurisdiction = Jurisdiction()
    required: list[Required] = Field([], description="what a complaint of this kind has to say")
    cofog: Text | None = Field(None, description="UN Classification of the Functions of Government")
    call_out: Identifier | None = Field(None, description="the ladder of its urgent cases")


class BodySource(Part):
    """Somebody outside who decides what the office may not."""

    name: Words
    email: Address | None = None


class ClockSource(Part):
    """One line of the law. Of several for the same clock the first that covers a case counts."""

    name: ClockName
    id: Text | None = None
    when: dict[Identifier, Text | list[Text]] = Field({})
    target: Target
    calendar: Identifier
    starts: Starts | None = Field(
        None, description="receipt; of follow_up the decision, of agency_answer the question"
    )
    repeats: bool | None = Field(None, description="starts afresh when met; keep_informed does")
    met_by: list[Text] | None = None
    paused_by: list[Text] = Field([])
    warn_at: list[float] = Field([0.5, 0.75, 0.9])
    ladder: Identifier | None = None
    rules: ClockRulesSource = ClockRulesSource()
    legal: Legal | None = None


class StepSource(Part):
    id: Identifier
    what: Words
    owner: Identifier
    within: Target


class ActionPlanSource(Part):
    name: Words
    steps: Annotated[list[StepSource], Field(min_length=1)]


class PolicySource(Part):
    """Services, deadlines, people and procedures of one office."""

    version: Version
    effective_from: date
    office: OfficeSource
    calendars: Annotated[dict[Identifier, CalendarSource], Field(min_length=1)]
    rules: RulesSource = RulesSource()
    agencies: Annotated[dict[Identifier, AgencySource], Field(min_length=1)]
    contacts: dict[Identifier, list[Contact]] = Field({})
    categories: Annotated[dict[Identifier, CategorySource], Field(min_length=1)]
    urgency: Urgency
    clocks: Annotated[list[ClockSource], Field(min_length=1)]
    ladders: Annotated[dict[Identifier, list[Level]], Field(min_length=1)]
    action_plans: dict[Identifier, ActionPlanSource] = Field({})
    staff: dict[Text, Member] = Field({}, description="sign-in names and their superiors")
    bodies: dict[Identifier, BodySource] = Field({}, description="to whom cases are handed over")
    jurisdiction: JurisdictionRules = JurisdictionRules()
    windows: dict[Window, Target] = Field({}, description="60 and 180 calendar days by default")
    duplicates: Duplicates = Duplicates()
    lessons: dict[Identifier, Words] = Field({}, description="tags of what a case teaches")
    break_glass: BreakGlass = BreakGlass()
    evidence: EvidenceRules = EvidenceRules()
    retention: dict[Retained, Term] = Field({"identity": {"years": 2}, "case": {"years": 10}})
