"""The types of a policy's fields: texts of a form, amounts, and names that the domain knows."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from shared.domain import vocabulary
from shared.domain.calendar import UNITS
from shared.domain.calendar import Target as Period
from shared.domain.calendar.written_hours import WEEKDAYS
from shared.domain.evidence.kinds import KINDS
from shared.domain.policy.categories import ELSEWHERE, REQUIRABLE
from shared.domain.policy.clock_rules import POLICY_CLOCKS
from shared.domain.policy.windows import RETAINED, WINDOWS
from shared.messages import LANGUAGES


class OneOf:
    """One of the names that the domain has, as it lists them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = [str(name) for name in names]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.literal_schema(self.names)


Language = Annotated[str, OneOf(LANGUAGES)]
Weekday = Annotated[str, OneOf(WEEKDAYS)]
Unit = Annotated[str, OneOf(UNITS)]
LongUnit = Annotated[str, OneOf(("years", "months", "days"))]
ClockId = Annotated[str, OneOf(POLICY_CLOCKS)]
Act = Annotated[str, OneOf(vocabulary.LadderAct)]
AssignmentRule = Annotated[str, OneOf(vocabulary.AssignmentRule)]
RequiredField = Annotated[str, OneOf(REQUIRABLE)]
Elsewhere = Annotated[str, OneOf(ELSEWHERE)]
Window = Annotated[str, OneOf(WINDOWS)]
Retained = Annotated[str, OneOf(RETAINED)]
FileType = Annotated[str, OneOf(KINDS)]

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$")]
Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}$")]
Telephone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{2,15}$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Address = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Phone = Annotated[str, StringConstraints(pattern=r"^\+[0-9]{7,15}$")]
Translations = dict[Language, Text]


def _in_each_language(words: Any, info: ValidationInfo) -> Any:
    languages = info.context["languages"] if info.context else ()
    return dict.fromkeys(languages, words) if languages and isinstance(words, str) else words


Names = Annotated[
    Translations,
    BeforeValidator(_in_each_language, json_schema_input_type=Translations | Text),
    Field(description="by language, or one text that is the same in each"),
]
Hours = Annotated[list[Text], Field(min_length=2, max_length=2)]
Amount = Annotated[int | float, Field(ge=0)]
Target = Annotated[dict[Unit, Amount], Field(min_length=1, max_length=1)]
Term = Annotated[dict[LongUnit, Annotated[int, Field(ge=1)]], Field(min_length=1, max_length=1)]

# What a text of that form looks like, for whoever has to mend one.
EXAMPLES = {
    r"^[a-z][a-z0-9_]*$": "no_answer: lower-case letters, digits and underscores",
    r"^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$": "2026.11.1",
    r"^[A-Z]{2,4}$": "BF",
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$": "duty@example.org",
    r"^\+[0-9]{7,15}$": "+22600000001",
}


def written_target(period: Period) -> dict[str, float]:
    """A target as policies write it: one unit with its amount."""
    return {period.unit: period.amount}
