"""The windows within which an ended case can be taken up again."""

from shared.domain.calendar import due_at
from shared.domain.case.change import Change
from shared.domain.procedure.command import ActRefused


def require_within(change: Change, act: str) -> None:
    """Raises ActRefused once the policy's window, counted from the end of the case, is over."""
    case, policy = change.case, change.policy
    if case.closed_at is None:
        return
    calendar = policy.round_the_clock
    last = due_at(calendar, case.closed_at, policy.windows[act], policy.default_rules)
    if change.moment.occurred_at > last:
        raise ActRefused(f"{act} after its time")
