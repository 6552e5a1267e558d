"""Until when an ended case can be taken up again."""

from shared.domain.calendar import due_at
from shared.domain.case.change import Change
from shared.domain.errors import NotPossible
from shared.domain.procedure.table import possible


def require_within(change: Change, act: str) -> None:
    """Raises NotPossible once the policy's window, counted from the end of the case, is over."""
    case, policy = change.case, change.policy
    if case.closed_at is None:
        return
    calendar = policy.round_the_clock
    last = due_at(calendar, case.closed_at, policy.windows[act], policy.default_rules)
    if change.moment.occurred_at > last:
        others = [name for name in possible(case, policy) if name != act]
        raise NotPossible(f"{act} after its time", case.status, others)
