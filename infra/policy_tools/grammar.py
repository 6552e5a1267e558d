"""The policy file as an admin writes it: the grammar of `infra/policy/*.yaml`.

What the file says as the compiled document does is declared in `shared/policy_schema/parts`; here
stands only what a file says in its own way. Descriptions are the schema's, shown by editors and by
`redress policy schema`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from shared.domain.calendar import Boundary, DayCount, DayEnd, DayRoll, FirstDay, PauseRule
from shared.domain.policy.clock_rules import Clarification
from shared.messages import LANGUAGES
from shared.policy_schema.defaults import STARTS
from shared.policy_schema.field_types import Identifier, OneOf, Retained, Term, Text
from shared.policy_schema.parts.agencies import AgencyPart, ContactPart
from shared.policy_schema.parts.base import Part
from shared.policy_schema.parts.categories import CategoryPart
from shared.policy_schema.parts.clocks import CalendarPart, ClockPart, OfficeRulesPart
from shared.policy_schema.parts.sections import Sections
from shared.policy_schema.validation import checked

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Starts = Annotated[str, OneOf(STARTS)]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Year = Annotated[int, Field(ge=1900, le=2200)]


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


class CalendarSource(CalendarPart):
    holidays: Holidays | Literal["none"] = Field(
        "none", description="`none`: work goes on through public holidays"
    )


class AgencySource(AgencyPart):
    contacts: dict[Identifier, list[ContactPart]] = Field({})
    categories: list[Identifier] = Field([], description="its categories; or name it in each")
    topic_attributes: dict[str, str] | None = None


class CategorySource(CategoryPart):
    agency: Identifier | None = None
    default_urgency: Identifier | None = Field(None, description="the least urgent level if none")


class ExceptionsSource(Part):
    """A clock's own exceptions from the policy's rules."""

    boundary: Boundary | None = None
    day_count: DayCount | None = None
    pause: PauseRule | None = None
    calendar_day_roll: DayRoll | None = None
    day_end: DayEnd | None = None
    first_day: FirstDay | None = None
    clarification: Clarification | None = None


class ClockSource(ClockPart):
    """One line of the law. Of several for the same clock the first that covers a case counts."""

    id: Text | None = None
    when: dict[Identifier, Text | list[Text]] = Field({})
    starts: Starts | None = Field(
        None, description="receipt; of follow_up the decision, of agency_answer the question"
    )
    repeats: bool | None = Field(None, description="starts afresh when met; keep_informed does")
    met_by: list[Text] | None = None
    paused_by: list[Text] = Field([])
    warn_at: list[float] = Field([0.5, 0.75, 0.9])
    ladder: Identifier | None = None
    rules: ExceptionsSource = ExceptionsSource()


class PolicySource(Sections):
    """Services, deadlines, people and procedures of one office."""

    calendars: Annotated[dict[Identifier, CalendarSource], Field(min_length=1)]
    rules: OfficeRulesPart = OfficeRulesPart()
    agencies: Annotated[dict[Identifier, AgencySource], Field(min_length=1)]
    contacts: dict[Identifier, list[ContactPart]] = Field({})
    categories: Annotated[dict[Identifier, CategorySource], Field(min_length=1)]
    clocks: Annotated[list[ClockSource], Field(min_length=1)]
    retention: dict[Retained, Term] = Field({"identity": {"years": 2}, "case": {"years": 10}})


def json_schema() -> dict[str, Any]:
    """The JSON Schema of policy files, for editors and other tools."""
    described = PolicySource.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": DIALECT, **described, "title": "A policy file of Redress"}


def source_from(content: Mapping[str, Any]) -> PolicySource:
    """A policy as its file says it. Raises PolicyMistakes for what has another form."""
    office = content.get("office")
    languages = office.get("languages") if isinstance(office, Mapping) else None
    known = [one for one in languages if one in LANGUAGES] if isinstance(languages, list) else []
    return checked(PolicySource, content, {"languages": known})
