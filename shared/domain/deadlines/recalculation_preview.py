"""What a recalculation would do to the open cases: counted, and nothing is changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.case.case import Case
from shared.domain.deadlines.recalculation import (
    Direction,
    Recalculation,
    Revision,
    recalculation_of,
)
from shared.domain.policy.model import Policy


@dataclass
class Totals:
    """Cases by what happens to them; `newly_overdue` cases, `alerts` for clocks of cases."""

    open_cases: int = 0
    earlier: int = 0
    later: int = 0
    unchanged: int = 0
    newly_overdue: int = 0
    alerts: int = 0
    held: int = 0

    def add(self, one: Recalculation, direction: Direction = "all") -> None:
        """Counts one case; one that is held back keeps its dates and counts as unchanged."""
        self.open_cases += 1
        if one.held_by(direction):
            self.held += 1
            self.unchanged += 1
            return
        setattr(self, one.shift, getattr(self, one.shift) + 1)
        self.newly_overdue += 1 if one.newly_overdue else 0
        self.alerts += one.alerts


@dataclass
class Preview:
    """The effect on all open cases, on those of each agency, and if nothing may come earlier."""

    everything: Totals = field(default_factory=Totals)
    extend_only: Totals = field(default_factory=Totals)
    agencies: dict[str, Totals] = field(default_factory=dict)

    def add(self, one: Recalculation) -> None:
        self.everything.add(one)
        self.extend_only.add(one, "extend-only")
        self.agencies.setdefault(one.case.agency, Totals()).add(one)


def preview(
    cases: Iterable[Case], old: Callable[[str], Policy], new: Policy, now: datetime
) -> Preview:
    """Counts what a recalculation at `now` does; `old` gives a policy by version."""
    effect = Preview()
    revisions: dict[str, Revision] = {}
    for case in cases:
        version = case.policy_version
        if version not in revisions:
            revisions[version] = Revision(old(version), new)
        effect.add(recalculation_of(case, revisions[version], now))
    return effect
