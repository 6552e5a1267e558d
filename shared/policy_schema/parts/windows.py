"""For how long something stays possible, and what a case may hold of files."""

from typing import Annotated

from pydantic import Field

from shared.domain.evidence.limits import Limits
from shared.domain.policy.windows import BREAK_GLASS_HOURS, Duplicates
from shared.policy_schema.field_types import FileType, Target, written_target
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
