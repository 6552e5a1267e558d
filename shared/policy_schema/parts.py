"""The parts that a policy file and the compiled policy have in common."""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Language = Literal["fr", "en", "es", "ar"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Unit = Literal["minutes", "hours", "working_hours", "working_days", "calendar_days", "months"]
LongUnit = Literal["years", "months", "days"]
ClockName = Literal[
    "acknowledge", "assess", "resolve", "keep_informed", "follow_up", "agency_answer"
]
Act = Literal["notify", "reassign", "raise_urgency", "refer"]
Boundary = Literal["end_of_period", "next_period_start"]
DayCount = Literal["receipt_is_day_zero", "roll_first", "same_clock_time"]
PauseRule = Literal["working_time", "wall_time"]
DayRoll = Literal["none", "forward"]
Clarification = Literal["resume", "restart"]
Decision = Literal["signed_off", "not_required"]
AssignmentRule = Literal["by_hand", "round_robin", "least_loaded"]
Required = Literal["location", "occurred_on", "complainant"]
Elsewhere = Literal["court", "other_body"]
Window = Literal["appeal", "reopen"]
FileType = Literal["pdf", "jpeg", "png", "word", "text", "film", "sound", "mp3", "ogg"]

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$")]
Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}$")]
Telephone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9]{2,15}$")]
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
    """Whether the office may decide such complaints; if not, which body can, or who, in words."""

    within: bool = True
    refer_to: Identifier | Names | None = None


class Member(Part):
    """A sign-in name's place: whose agency it belongs to, and who stands above."""

    agency: Identifier | None = None
    reports_to: Text | None = None


class Assignment(Part):
    """How an agency's new cases are given out, and among whom."""

    rule: AssignmentRule = "by_hand"
    among: list[Text] = Field(default=[])


class Area(Part):
    """A box of degrees; a complaint about a place outside it is another office's."""

    south: Annotated[float, Field(ge=-90, le=90)]
    west: Annotated[float, Field(ge=-180, le=180)]
    north: Annotated[float, Field(ge=-90, le=90)]
    east: Annotated[float, Field(ge=-180, le=180)]


class JurisdictionRules(Part):
    """What speaks against taking a complaint up, and which body it is for instead."""

    not_older_than: Target | None = None
    already_before: dict[Elsewhere, Identifier | None] = Field(default={})
    area: Area | None = None


class Duplicates(Part):
    """How far apart the same complaint may come in, and how alike of 100 it has to be."""

    window: Target = Field(default={"calendar_days": 30})
    similarity: Annotated[int, Field(ge=1, le=100)] = 70


class BreakGlass(Part):
    """For how long somebody who was let in may know who complained."""

    hours: Annotated[int, Field(ge=1, le=72)] = 4


class EvidenceRules(Part):
    """Which files a case takes. `lock_days` is how long the bucket keeps each from deletion."""

    types: Annotated[list[FileType], Field(min_length=1)] = list(get_args(FileType))
    max_bytes: Annotated[int, Field(ge=100_000, le=100_000_000)] = 25_000_000
    max_files: Annotated[int, Field(ge=1, le=40)] = 10
    lock_days: Annotated[int, Field(ge=1)] = 30


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
