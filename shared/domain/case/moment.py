"""The two times of whatever is recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.instants import in_utc

# Two clocks may differ by so much before an instant counts as one in the future.
CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class Moment:
    """Tells when we learn of something, and when it happened: deadlines run on the second."""

    recorded_at: datetime
    occurred_at: datetime

    @classmethod
    def at(cls, now: datetime, occurred_at: datetime | None = None) -> "Moment":
        return cls(in_utc(now), in_utc(occurred_at or now))
