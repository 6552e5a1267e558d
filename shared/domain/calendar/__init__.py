"""Civil time of an office: when it works, when a target is due in it, and why.

`due_at` is the one way in which the rest of Redress asks about time. Instants come in aware and go
out in UTC.
"""

from shared.domain.calendar.civil_time import CalendarError, CalendarYearMissing
from shared.domain.calendar.due_dates import ROUND_THE_CLOCK, due_at, fraction_at
from shared.domain.calendar.targets import (
    UNITS,
    WHOLE_UNITS,
    DayCount,
    DayEnd,
    DayRoll,
    FirstDay,
    Rules,
    Target,
    rules_from,
    target_from,
)
from shared.domain.calendar.working_calendar import (
    Boundary,
    Calendar,
    PauseRule,
    Pauses,
    calendar_from,
)

__all__ = [
    "ROUND_THE_CLOCK",
    "UNITS",
    "WHOLE_UNITS",
    "Boundary",
    "Calendar",
    "CalendarError",
    "CalendarYearMissing",
    "DayCount",
    "DayEnd",
    "DayRoll",
    "FirstDay",
    "PauseRule",
    "Pauses",
    "Rules",
    "Target",
    "calendar_from",
    "due_at",
    "fraction_at",
    "rules_from",
    "target_from",
]
