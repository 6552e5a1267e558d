"""What holds of every case at every moment, whoever did whatever before."""

from collections.abc import Iterable, Sequence

from shared.domain import access
from shared.domain.audit import chain as audit
from shared.domain.case.case import FOLLOWED, Case
from shared.domain.case.events import Actor, Event, by_somebody
from shared.domain.case.replay import apply, replay
from shared.domain.deadlines.escalation import CALL_OUT, UNASSIGNED, Climb
from shared.domain.policy.model import Policy
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import FINISHED, RECORDS, ClockState, Right

# Words that change nothing: a case with nothing else to be done to it has no way on.
NO_WAY_ON = {"view", "note", "retaliation", "hold", "redact", "break-glass", "approve-break-glass"}
DECIDES = (
    *("accepted", "not_accepted", "referred", "merged"),
    *("decision_proposed", "decision_signed_off", "decision_returned", "agreement_reached"),
)


def hold_now(case: Case, policy: Policy, people: Iterable[Actor]) -> None:
    """What the case alone tells."""
    _clocks_fit(case)
    _climbs_fit(case, policy)
    if case.status not in FINISHED:
        ways = set(possible(case, policy)) - NO_WAY_ON
        assert any(access.may(who, name, case) for name in ways for who in people)
    assert case.assignee is None or case.assignee not in (*case.excluded, *case.barred)
    decision = case.decision
    if decision is not None and decision.signed_off_by is not None:
        assert decision.signed_off_by != decision.proposed_by


def _clocks_fit(case: Case) -> None:
    is_open = {name for name, one in case.clocks.items() if one.is_open}
    owed = {name for name in is_open if case.clocks[name].state is not ClockState.MISSED}
    if case.status in FINISHED:
        assert owed <= FOLLOWED.get(case.status, frozenset()), (case.status, owed)
    if case.finished:
        assert not owed and case.wake_at is None and case.next_due is None
    for clock in case.clocks.values():
        assert (clock.state is ClockState.PAUSED) == (clock.paused_at is not None)
        assert all(one.until is None or one.until >= one.since for one in clock.pauses)


def _climbs_fit(case: Case, policy: Policy) -> None:
    """Nobody is alerted without cause, and no miss is without its climb."""
    for cause, climb in case.climbs.items():
        if climb.next_at is not None and cause not in (CALL_OUT, UNASSIGNED):
            assert case.clocks[cause].state is ClockState.MISSED, cause
    for name, clock in case.clocks.items():
        if clock.state is ClockState.MISSED and case.owes(clock):
            assert _goes_up(case.climbs[name], policy), name
    if case.status in FINISHED | {"resolved"} or UNASSIGNED not in policy.ladders:
        return
    waits = [case.climbs[one] for one in (CALL_OUT, UNASSIGNED) if one in case.climbs]
    if case.assignee is None:
        assert any(_goes_up(one, policy) for one in waits)


def _goes_up(climb: Climb, policy: Policy) -> bool:
    """It has told the last of its people, or will tell the next."""
    return climb.next_at is not None or climb.level == len(policy.ladders[climb.ladder])


def hold_of_a_life(case: Case, events: Sequence[Event]) -> None:
    """What the whole chain tells, and that it tells the case as it is stored."""
    assert audit.verify(case.reference, events, case.head, case.seq) is None
    assert replay(case.reference, events) == case
    assert case.version == sum(by_somebody(one) for one in events)
    before, decided, barred = Case(case.reference), set[str](), set[str]()
    for event in events:
        name, who = event.name, event.actor.name
        assert name in RECORDS or who not in before.excluded
        assert name not in DECIDES or who not in barred
        if name == "clock_missed":
            assert before.clocks[event.data["clock"]].state is ClockState.RUNNING
        if name in ("not_accepted", "referred", "decision_proposed", "decision_signed_off"):
            decided.add(who)
        if name == "agreement_reached":
            decided.add(who)
        if name == "appealed":
            barred |= decided
        if name in ("appealed", "reopened", "decision_returned"):
            decided = set()
        before = apply(before, event)
        assert barred <= set(before.barred)


def stays_as_urgent(merged: Case, leading: Case, policy: Policy) -> None:
    """What a merged case owed is owed by the case that leads, no later and no less urgently."""
    levels = policy.urgency.levels
    assert levels.index(leading.urgency) <= levels.index(merged.urgency)
    for name, clock in merged.clocks.items():
        own = leading.clocks.get(name)
        if clock.is_open:
            assert own is not None, name
            answered = not own.is_open or own.state is ClockState.MISSED
            assert answered or own.due_at <= clock.due_at or own.paused_at is not None, name


def is_lowered_by_people_alone(events: Iterable[Event], policy: Policy) -> None:
    """An urgent matter stays urgent until somebody says that it isn't."""
    levels, urgency = policy.urgency.levels, None
    for event in events:
        told = event.changes.get("urgency", urgency)
        if urgency is not None and levels.index(told) > levels.index(urgency):
            assert by_somebody(event) and event.name in ("triaged", "unmerged", "case_left")
        urgency = told


def hold_between(case: Case, others: Sequence[Case]) -> None:
    """What a case and those that it leads, follows or is about know of each other."""
    for other in others:
        if other.status == "merged" and other.parent == case.reference:
            assert other.reference in case.children
            assert set(other.excluded) <= set(case.excluded)
            assert set(other.barred) <= set(case.barred)
    if case.related_to is not None:
        assert case.agency == "office"


def leave_no_trace(report: Case, about: Iterable[Event], agencies: Iterable[Actor]) -> None:
    """A report of retaliation isn't told of in the case that it is about, nor to an agency."""
    assert not any(report.reference in str(event) for event in about)
    assert not any(access.may(who, Right.READ, report) for who in agencies)
