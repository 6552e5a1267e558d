"""The deadlines, and how time is counted."""

from datetime import date

from pydantic import Field

from shared.domain.calendar import Boundary, DayCount, DayEnd, DayRoll, FirstDay, PauseRule, Rules
from shared.domain.policy.clock_rules import (
    USUAL_CLARIFICATION,
    USUAL_DECISION,
    Clarification,
    Decision,
)
from shared.policy_schema.field_types import ClockId, Hours, Identifier, Target, Text, Weekday
from shared.policy_schema.parts.base import Part
from shared.policy_schema.parts.windows import ExtensionPart


class CalendarPart(Part):
    time_zone: Text
    weekly_hours: dict[Weekday, list[Hours]] = Field({})
    always_open: bool = False
    shifts: dict[date, list[Hours]] = Field({}, description="other hours on single dates")
    breaks: list[Hours] = Field([])


class RulesPart(Part):
    """How deadlines are counted; each has the most usual law's answer by default."""

    boundary: Boundary = Rules.boundary
    day_count: DayCount = Rules.day_count
    pause: PauseRule = Rules.pause
    calendar_day_roll: DayRoll = Rules.calendar_day_roll
    day_end: DayEnd = Rules.day_end
    first_day: FirstDay = Rules.first_day


class OfficeRulesPart(RulesPart):
    """How deadlines are counted, and what a decision needs."""

    clarification: Clarification = USUAL_CLARIFICATION
    decision: Decision = USUAL_DECISION


class LegalPart(Part):
    """What the law allows at least and at most, in the target's own unit, and which law it is."""

    minimum: Target | None = None
    maximum: Target | None = None
    source: Text | None = None


class ClockPart(Part):
    """One line of the law. Of several for the same clock the first that covers a case counts."""

    name: ClockId
    target: Target
    calendar: Identifier
    legal: LegalPart | None = None
    extend: ExtensionPart | None = Field(
        None, description="where its law has an extension of its own"
    )
