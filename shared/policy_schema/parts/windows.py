"""For how long something stays possible, and what a case may hold of files."""

from typing import Annotated

from pydantic import Field

from shared.domain.evidence.limits import Limits
from shared.domain.policy.extensions import ExtensionRule, ExtensionRules
from shared.domain.policy.windows import BREAK_GLASS_HOURS, Duplicates
from shared.policy_schema.field_types import ClockId, FileType, Target, written_target
from shared.policy_schema.parts.base import Part


class DuplicatesPart(Part):
    """How far apart the same complaint may come in, and how alike of 100 it has to be."""

    window: Target = Field(default=written_target(Duplicates.window))
    similarity: Annotated[int, Field(ge=1, le=100)] = Duplicates.similarity


class BreakGlassPart(Part):
    """For how long somebody who was let in may know who complained."""

    hours: Annotated[int, Field(ge=1, le=72)] = BREAK_GLASS_HOURS


class EvidencePart(Part):
    """Which files a case takes. `lock_days` is how long the bucket keeps each from deletion."""

    types: Annotated[list[FileType], Field(min_length=1)] = Field(default=[*Limits.kinds])
    max_bytes: Annotated[int, Field(ge=100_000, le=100_000_000)] = Limits.max_bytes
    max_files: Annotated[int, Field(ge=1, le=40)] = Limits.max_files
    lock_days: Annotated[int, Field(ge=1)] = 30


class ExtensionPart(Part):
    """How far one deadline may be moved; what is left out is as for the others."""

    times: int | None = Field(None, ge=0, le=20)
    days: int | None = Field(None, ge=1, le=365, description="at once, at most")
    total: int | None = Field(None, ge=1, le=1000, description="in all, at most")
    office_from: int | None = Field(
        None, ge=1, description="from this extension on, counted from 1, the office alone gives it"
    )


class ExtensionsPart(Part):
    """How far promised dates may be moved: times, days at once and in all, and which never are.

    From the extension `office_from` on, counted from 1, the office alone gives them.
    """

    times: Annotated[int, Field(ge=0, le=20)] = ExtensionRule.times
    days: Annotated[int, Field(ge=1, le=365)] = ExtensionRule.days
    total: Annotated[int, Field(ge=1, le=1000)] = ExtensionRule.total
    office_from: Annotated[int, Field(ge=1)] = ExtensionRule.office_from
    never: list[ClockId] = Field(default=[*ExtensionRules.never])
