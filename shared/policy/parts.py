"""The parts that a policy file and the compiled policy have in common."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Language = Literal["fr", "en", "es", "ar"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Unit = Literal["minutes", "hours", "working_hours", "working_days", "calendar_days", "months"]
LongUnit = Literal["years", "months", "days"]
ClockName = Literal["acknowledge", "assess", "resolve", "keep_informed", "follow_up"]
Act = Literal["notify", "reassign", "raise_urgency", "refer"]
Boundary = Literal["end_of_period", "next_period_start"]
DayCount = Literal["receipt_is_day_zero", "roll_first", "same_clock_time"]
PauseRule = Literal["working_time", "wall_time"]
DayRoll = Literal["none", "forward"]
Clarification = Literal["resume", "restart"]
Decision = Literal["signed_off", "not_required"]

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$")]
Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Address = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Phone = Annotated[str, StringConstraints(pattern=r"^\+[0-9]{7,15}$")]
Names = dict[Language, Text]
Hours = Annotated[list[Text], Field(min_length=2, max_length=2)]
Amount = Annotated[int | float, Field(ge=0)]
Target = Annotated[dict[Unit, Amount], Field(min_length=1, max_length=1)]
Term = Annotated[dict[LongUnit, Annotated[int, Field(ge=1)]], Field(min_length=1, max_length=1)]


EXAMPLES = {
    r"^[a-z][a-z0-9_]*$": "no_answer: lower-case letters, digits and underscores",
    r"^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$": "2026.11.1",
    r"^[A-Z]{2,4}$": "BF",
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$": "duty@example.org",
    r"^\+[0-9]{7,15}$": "+22600000001",
}


class Part(BaseModel):
    """Immutable, and nothing in it that isn't named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Contact(Part):
    """How a post is reached, never a person's own address; `user` is the name that signs in."""

    email: Address | None = None
    phone: Phone | None = None
    user: Text | None = None


class Jurisdiction(Part):
    """Whether the office may decide such complaints; if not, who can, in words."""

    within: bool = True
    refer_to: Names | None = None


class Level(Part):
    """A rung of a ladder; `wait_minutes` lies between two people of one level."""

    level: Annotated[int, Field(ge=1)]
    after: Target
    alert: Annotated[list[Identifier], Field(min_length=1)]
    act: Act = "notify"
    wait_minutes: Annotated[int, Field(ge=0, le=60)] = 0


class Urgency(Part):
    """Weights of the questions, least sum per level (most urgent first), who is called out."""

    matrix: dict[Identifier, Annotated[int, Field(ge=0)]]
    thresholds: dict[Identifier, Annotated[int, Field(ge=0)]]
    levels: Annotated[list[Identifier], Field(min_length=1)]
    call_out: dict[Identifier, Identifier] = Field({})
    calendar: Identifier


class Legal(Part):
    """What the law allows at least and at most, in the target's own unit, and which law it is."""

    minimum: Target | None = None
    maximum: Target | None = None
    source: Text | None = None
