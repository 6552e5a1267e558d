"""The time for which EventBridge Scheduler planned a call."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from shared.domain.instants import in_utc


def scheduled_time(event: Mapping[str, Any], clock: Callable[[], datetime]) -> datetime:
    """Returns `now` of the event in UTC; the clock's time where the scheduler filled in none.

    The local cloud leaves the scheduler's placeholder as it is, which is no time.
    """
    try:
        return in_utc(datetime.fromisoformat(event["now"]))
    except (KeyError, TypeError, ValueError):
        return in_utc(clock())
