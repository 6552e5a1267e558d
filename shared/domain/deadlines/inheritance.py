"""What a case owes once another one follows it: the higher urgency, and the earlier of two dates.

Nothing that was owed to whoever is merged falls with the merge: their open steps, their clocks, the
misses that people are climbing for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shared.domain.case.case import Case, facts
from shared.domain.deadlines import clocks, escalation, timing
from shared.domain.deadlines.clocks import Clock
from shared.domain.deadlines.escalation import CALL_OUT, Climb
from shared.domain.deadlines.event_effects import paused_or_running
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ClockName, ClockState


@dataclass(frozen=True)
class Inheritance:
    """What the leading case takes over, and whether people are still to be called out for it."""

    urgency: str
    clocks: Mapping[str, Clock]
    climbs: Mapping[str, Climb]
    plans: tuple[str, ...]
    calls_out: bool

    def changes(self, leading: Case) -> dict[str, Any]:
        """Returns the fields of the leading case that differ, as JSON."""
        found: dict[str, Any] = {}
        if self.urgency != leading.urgency:
            found["urgency"] = self.urgency
        if self.plans != leading.plans:
            found["plans"] = list(self.plans)
        if self.clocks:
            written = {name: clocks.to_document(one) for name, one in self.clocks.items()}
            found["clocks"] = written
        if self.climbs:
            climbed = {name: escalation.to_document(one) for name, one in self.climbs.items()}
            found["climbs"] = climbed
        return found


def inheritance(leading: Case, follower: Case, at: datetime, policy: Policy) -> Inheritance:
    """Compares both cases under the policy of the one that leads."""
    levels = policy.urgency.levels
    urgency = leading.urgency
    if follower.urgency in levels:
        urgency = min(leading.urgency, follower.urgency, key=levels.index)
    heir = replace(leading, urgency=urgency)
    raised = urgency != leading.urgency
    taken = {
        name: known
        for name, one in follower.clocks.items()
        if _is_owed_sooner(one, leading.clocks.get(name), raised=raised)
        and (known := _known(one, follower, heir, at, policy)) is not None
    }
    missed = [name for name, one in taken.items() if one.state is ClockState.MISSED]
    climbs = {name: follower.climbs[name] for name in missed}
    plans = _plans(leading, follower, policy)
    return Inheritance(urgency, taken, climbs, plans, _calls_out(leading, follower, heir, policy))


def _is_owed_sooner(clock: Clock, own: Clock | None, *, raised: bool) -> bool:
    """Tells whether the follower's clock stands for both: open, and due before the case's own.

    What the leading case has answered is answered, but for the first answer to something more
    urgent: that one a person has still to give.
    """
    if not clock.is_open:
        return False
    if own is None or own.state is ClockState.CANCELLED:
        return True
    if not own.is_open:
        return raised and clock.name == ClockName.ACKNOWLEDGE
    return own.state is not ClockState.MISSED and clock.due_at < own.due_at


def _known(clock: Clock, follower: Case, heir: Case, at: datetime, policy: Policy) -> Clock | None:
    """Returns the clock under a rule that this policy has; None where it has none of the name.

    A miss whose ladder this policy lacks is left to the next tick, which begins its climb anew.
    """
    if not policy.knows_rule(clock.rule):
        rule = policy.rules_for(facts(heir)).get(clock.name)
        if rule is None:
            return None
        clock = timing.recalculated(clock, rule, policy)
    if clock.state is ClockState.MISSED and not _climbs_on(follower, clock.name, policy):
        clock = replace(clock, state=ClockState.RUNNING)
    return paused_or_running(clock, heir, at, policy)


def _climbs_on(follower: Case, cause: str, policy: Policy) -> bool:
    climb = follower.climbs.get(cause)
    return climb is not None and climb.level <= len(policy.ladders.get(climb.ladder, ()))


def _plans(leading: Case, follower: Case, policy: Policy) -> tuple[str, ...]:
    """Adds the follower's category where its action plan is another than the case's own."""
    theirs = (follower.category, *follower.plans)
    known = {*leading.plans, leading.category}
    more = (one for one in theirs if one not in known and policy.action_plan_of(one) is not None)
    return (*leading.plans, *dict.fromkeys(more))


def _calls_out(leading: Case, follower: Case, heir: Case, policy: Policy) -> bool:
    """Tells whether nobody has answered the follower's call-out, nor one of the leading case."""
    theirs = follower.climbs.get(CALL_OUT)
    if theirs is None or theirs.next_at is None or CALL_OUT in leading.climbs:
        return False
    return heir.urgency in policy.urgency.call_out
