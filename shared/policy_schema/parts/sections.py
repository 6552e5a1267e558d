"""The sections that the file and the compiled document write in the same way."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.domain.policy.windows import WINDOWS
from shared.policy_schema.field_types import Identifier, Names, Target, Text, Version, Window
from shared.policy_schema.parts.base import Part
from shared.policy_schema.parts.categories import ActionPlanPart, JurisdictionPart
from shared.policy_schema.parts.ladders import LevelPart, UrgencyPart
from shared.policy_schema.parts.office import BodyPart, MemberPart, OfficePart
from shared.policy_schema.parts.windows import (
    BreakGlassPart,
    DuplicatesPart,
    EvidencePart,
    ExtensionsPart,
)

USUAL = ", ".join(f"{name}: {{{it.unit}: {it.amount}}}" for name, it in WINDOWS.items())


class Sections(Part):
    """The file and the document each add what they say in their own way."""

    version: Version
    effective_from: date
    office: OfficePart
    urgency: UrgencyPart
    ladders: Annotated[dict[Identifier, list[LevelPart]], Field(min_length=1)]
    action_plans: dict[Identifier, ActionPlanPart] = Field({})
    staff: dict[Text, MemberPart] = Field({}, description="sign-in names and their superiors")
    bodies: dict[Identifier, BodyPart] = Field({}, description="to whom cases are handed over")
    jurisdiction: JurisdictionPart = JurisdictionPart()
    windows: dict[Window, Target] = Field({}, description=f"{USUAL} by default")
    duplicates: DuplicatesPart = DuplicatesPart()
    extensions: ExtensionsPart = ExtensionsPart()
    lessons: dict[Identifier, Names] = Field({}, description="tags of what a case teaches")
    break_glass: BreakGlassPart = BreakGlassPart()
    evidence: EvidencePart = EvidencePart()
