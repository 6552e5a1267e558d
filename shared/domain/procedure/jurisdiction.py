"""What the policy's rules say against taking a complaint up: advice to whoever assesses it.

Nothing is refused by a rule. A person decides, and says where else the complainant can turn.
"""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from shared.domain.calendar import due_at
from shared.domain.policy.categories import ELSEWHERE, Area
from shared.domain.policy.model import Policy
from shared.domain.procedure.complaint import FileComplaint

_BEFORE = {name: f"before_{name}" for name in ELSEWHERE}
GROUNDS = ("category", *_BEFORE.values(), "outside_area", "too_old")


def ground(command: FileComplaint, received: datetime, policy: Policy) -> str | None:
    """Returns the first ground against it; None where no rule speaks against it."""
    category = policy.categories.get(command.category)
    if category is not None and not category.within:
        return "category"
    rules = policy.jurisdiction
    if command.already_before in rules.already_before:
        return _BEFORE[str(command.already_before)]
    if rules.area is not None and _is_outside(command.location, rules.area):
        return "outside_area"
    return "too_old" if _is_too_old(command, received, policy) else None


def refer_to(found: str | None, category: str, policy: Policy) -> str | None:
    """Returns the body that can help instead, where the policy knows one."""
    if found == "category" and category in policy.categories:
        return policy.categories[category].refer_to
    before = {name: kind for kind, name in _BEFORE.items()}
    return policy.jurisdiction.already_before.get(before.get(found or "", ""))


def _is_outside(location: Mapping[str, Any] | None, area: Area) -> bool:
    if not location or location.get("latitude") is None:
        return False
    inside = area.south <= location["latitude"] <= area.north
    return not (inside and area.west <= location["longitude"] <= area.east)


def _is_too_old(command: FileComplaint, received: datetime, policy: Policy) -> bool:
    limit = policy.jurisdiction.not_older_than
    if limit is None or command.occurred_on is None:
        return False
    zone = ZoneInfo(policy.office.time_zone)
    happened = datetime.combine(command.occurred_on, time(12), tzinfo=zone)
    calendar = policy.round_the_clock
    return received > due_at(calendar, happened, limit, policy.default_rules)
