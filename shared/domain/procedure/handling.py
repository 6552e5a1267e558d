"""Casework: who does it, what was found out, and how long it may take."""

from dataclasses import dataclass
from datetime import date

from shared.domain.calendar import CalendarError
from shared.domain.case.assignment import may_be_given
from shared.domain.case.change import Change
from shared.domain.deadlines import clocks, timing
from shared.domain.deadlines.clocks import Clock
from shared.domain.errors import InvalidInput
from shared.domain.instants import to_text
from shared.domain.policy.action_plans import STEP
from shared.domain.procedure import extension
from shared.domain.procedure.command import Command
from shared.domain.procedure.rights import CASEWORKERS, MEDIATOR, SYSTEM
from shared.domain.vocabulary import (
    OPEN,
    UNDER_WAY,
    Audience,
    ClockState,
    CommandName,
    EventName,
    RecordKind,
    Status,
    TextKind,
)


@dataclass(frozen=True, eq=False)
class Assign(Command):
    """Gives the case to somebody without a conflict of interest."""

    name = CommandName.ASSIGN
    when = OPEN
    by = CASEWORKERS | SYSTEM

    assignee: str

    def enact(self, change: Change) -> Change:
        case, staff = change.case, change.policy.staff.values()
        if self.assignee in (*case.excluded, *case.barred):
            raise InvalidInput.of("assignee", "Choose somebody who has no part in this case.")
        if not may_be_given(self.assignee, case, change.policy):
            theirs = sorted(one.user for one in staff if one.agency in (None, case.agency))
            raise InvalidInput.of("assignee", f"Choose one of: {', '.join(theirs)}.")
        data = {"assignee": self.assignee}
        return change.emit(EventName.ASSIGNED, data, assignee=self.assignee)


@dataclass(frozen=True, eq=False)
class Extend(Command):
    """Gives one clock more days, as far as the policy lets it; the complainant is told."""

    name = CommandName.EXTEND
    when = OPEN
    by = CASEWORKERS

    clock: str
    days: int
    reason: str

    def enact(self, change: Change) -> Change:
        clock = change.case.clocks.get(self.clock)
        if clock is None or clock.state not in (ClockState.RUNNING, ClockState.PAUSED):
            running = [name for name, one in change.case.clocks.items() if one.is_open]
            raise InvalidInput.of("clock", f"Choose a clock that runs: {', '.join(running)}.")
        if clock.wake_at is not None and clock.due_at < change.moment.recorded_at:
            remedy = "Its time is up; a deadline is extended before it passes."
            raise InvalidInput.of("clock", remedy)
        extension.check(clock, self.days, change)
        after = _extended(clock, self.days, change)
        change, text = change.write(TextKind.EXTENSION, Audience.COMPLAINANT, {"text": self.reason})
        data = text | {"clock": clock.name, "days": self.days, "due_at": to_text(after.due_at)}
        return change.emit(EventName.EXTENDED, data, clocks={clock.name: clocks.to_document(after)})


def _extended(clock: Clock, days: int, change: Change) -> Clock:
    try:
        return timing.extended(clock, days, change.moment.recorded_at, change.policy)
    except CalendarError:
        remedy = "Choose fewer days: the office's calendar ends before."
        raise InvalidInput.of("days", remedy) from None


@dataclass(frozen=True, eq=False)
class RecordInvestigation(Command):
    """Keeps a plan, interview, site visit, finding or legal basis."""

    name = CommandName.RECORD
    when = UNDER_WAY
    by = CASEWORKERS | MEDIATOR
    leads_to = {Status.INVESTIGATING: frozenset({Status.ACKNOWLEDGED, Status.ACCEPTED})}

    kind: RecordKind
    text: str
    held_on: date | None = None

    def enact(self, change: Change) -> Change:
        held_on = self.held_on.isoformat() if self.held_on else None
        words = {"text": self.text, "held_on": held_on}
        change, text = change.write(TextKind(self.kind), Audience.INTERNAL, words)
        data = text | {"kind": self.kind}
        if change.case.status in (Status.ACKNOWLEDGED, Status.ACCEPTED):
            return change.emit(EventName.INVESTIGATED, data, status=Status.INVESTIGATING)
        return change.emit(EventName.INVESTIGATED, data)


@dataclass(frozen=True, eq=False)
class CompleteStep(Command):
    """Ticks a step of the action plan off."""

    name = CommandName.COMPLETE_STEP
    when = OPEN | {Status.RESOLVED}
    by = CASEWORKERS

    step: str
    text: str | None = None

    def enact(self, change: Change) -> Change:
        name = f"{STEP}{self.step}"
        clock = change.case.clocks.get(name)
        if clock is None or not clock.is_open:
            raise InvalidInput.of("step", f"Choose an open step: {_open_steps(change)}.")
        met = clocks.to_document(clocks.met(clock, change.moment.occurred_at))
        data = {"step": self.step}
        if self.text is not None:
            change, text = change.write(TextKind.STEP, Audience.INTERNAL, {"text": self.text})
            data |= text
        return change.emit(EventName.STEP_COMPLETED, data, clocks={name: met})


def _open_steps(change: Change) -> str:
    left = [
        name.removeprefix(STEP)
        for name, clock in change.case.clocks.items()
        if name.startswith(STEP) and clock.is_open
    ]
    return ", ".join(left) or "none is left"
