"""Who is alerted how long after a missed deadline, and how urgent a complaint is."""

from typing import Annotated

from pydantic import Field

from shared.domain.policy.ladders import Level
from shared.policy_schema.field_types import Act, Identifier, Target
from shared.policy_schema.parts.base import Part


class LevelPart(Part):
    """A rung of a ladder; `wait_minutes` lies between two people of one level.

    `repeat` is how often the last level's people are alerted again until somebody acts.
    """

    level: Annotated[int, Field(ge=1)]
    after: Target
    alert: Annotated[list[Identifier], Field(min_length=1)]
    act: Act = Level.act.value
    wait_minutes: Annotated[int, Field(ge=0, le=60)] = Level.wait_minutes
    repeat: Target | None = None


class UrgencyPart(Part):
    """Weights of the questions, least sum per level (most urgent first), who is called out."""

    matrix: dict[Identifier, Annotated[int, Field(ge=0)]]
    thresholds: dict[Identifier, Annotated[int, Field(ge=0)]]
    levels: Annotated[list[Identifier], Field(min_length=1)]
    call_out: dict[Identifier, Identifier] = Field({})
    calendar: Identifier
