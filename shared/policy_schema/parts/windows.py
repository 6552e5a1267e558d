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


_Times = Annotated[int, Field(ge=0, le=20)]
_DaysAtOnce = Annotated[int, Field(ge=1, le=365)]
_DaysInAll = Annotated[int, Field(ge=1, le=1000)]
_Turn = Annotated[int, Field(ge=1)]  # from this extension on, the office alone gives them


class ExtensionPart(Part):
    """How far one deadline may be moved; what is left out is as for the others."""

    times: _Times | None = None
    days: _DaysAtOnce | None = None
    total: _DaysInAll | None = None
    office_from: _Turn | None = None


class ExtensionsPart(Part):
    """How far promised dates may be moved: times, days at once and in all, and which never are.

    From the extension `office_from` on, counted from 1, the office alone gives them.
    """

    times: _Times = ExtensionRule.times
    days: _DaysAtOnce = ExtensionRule.days
    total: _DaysInAll = ExtensionRule.total
    office_from: _Turn = ExtensionRule.office_from
    never: list[ClockId] = Field(default=[*ExtensionRules.never])
