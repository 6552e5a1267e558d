"""Who does the work, what was found out, what was said and asked."""

from shared.domain.case.change import Change
from shared.domain.commands import (
    AnswerRequest,
    AskAgency,
    Assign,
    CompleteStep,
    Extend,
    Note,
    Record,
    Reply,
    RequestInformation,
)
from shared.domain.deadlines import clocks
from shared.domain.deciding.following import follow
from shared.domain.errors import InvalidInput
from shared.domain.instants import to_text
from shared.domain.policy.action_plans import STEP
from shared.domain.vocabulary import Audience, ClockState, EventName, Status, TextKind


@follow.register
def _(command: Extend, change: Change) -> Change:
    clock = change.case.clocks.get(command.clock)
    if clock is None or clock.state not in (ClockState.RUNNING, ClockState.PAUSED):
        running = [name for name, one in change.case.clocks.items() if one.is_open]
        raise InvalidInput.of("clock", f"Choose a clock that runs: {', '.join(running)}.")
    if clock.wake_at is not None and clock.due_at < change.moment.recorded_at:
        raise InvalidInput.of("clock", "Its time is up; a deadline is extended before it passes.")
    if command.days < 1:
        raise InvalidInput.of("days", "Give a whole number of days, 1 or more.")
    after = clocks.extended(clock, command.days, change.policy)
    change, text = change.write(TextKind.EXTENSION, Audience.COMPLAINANT, {"text": command.reason})
    data = text | {"clock": clock.name, "days": command.days, "due_at": to_text(after.due_at)}
    return change.emit(EventName.EXTENDED, data, clocks={clock.name: clocks.to_document(after)})


@follow.register
def _(command: Assign, change: Change) -> Change:
    case, staff = change.case, change.policy.staff
    member = staff.get(command.assignee)
    if command.assignee in (*case.excluded, *case.barred):
        raise InvalidInput.of("assignee", "Choose somebody who has no part in this case.")
    if staff and (member is None or member.agency not in (None, case.agency)):
        mine = sorted(one.user for one in staff.values() if one.agency in (None, case.agency))
        raise InvalidInput.of("assignee", f"Choose one of: {', '.join(mine)}.")
    return change.emit(
        EventName.ASSIGNED, {"assignee": command.assignee}, assignee=command.assignee
    )


@follow.register
def _(command: Note, change: Change) -> Change:
    change, text = change.write(TextKind.NOTE, command.audience, {"text": command.text})
    return change.emit(EventName.NOTED, text)


@follow.register
def _(command: Reply, change: Change) -> Change:
    change, text = change.write(TextKind.REPLY, Audience.COMPLAINANT, {"text": command.text})
    if change.case.status == Status.RECEIVED:
        return change.emit(EventName.REPLIED, text, status=Status.ACKNOWLEDGED)
    return change.emit(EventName.REPLIED, text)


@follow.register
def _(command: RequestInformation, change: Change) -> Change:
    change, text = change.write(TextKind.QUESTION, Audience.COMPLAINANT, {"text": command.question})
    return change.emit(EventName.INFORMATION_REQUESTED, text, status=Status.AWAITING_COMPLAINANT)


@follow.register
def _(command: AskAgency, change: Change) -> Change:
    change, text = change.write(
        TextKind.AGENCY_QUESTION, Audience.AGENCY, {"text": command.question}
    )
    return change.emit(EventName.AGENCY_ASKED, text)


@follow.register
def _(command: AnswerRequest, change: Change) -> Change:
    change, text = change.write(TextKind.AGENCY_ANSWER, Audience.AGENCY, {"text": command.text})
    return change.emit(EventName.AGENCY_ANSWERED, text)


@follow.register
def _(command: Record, change: Change) -> Change:
    held_on = command.held_on.isoformat() if command.held_on else None
    change, text = change.write(
        TextKind(command.kind), Audience.INTERNAL, {"text": command.text, "held_on": held_on}
    )
    data = text | {"kind": command.kind}
    if change.case.status in (Status.ACKNOWLEDGED, Status.ACCEPTED):
        return change.emit(EventName.INVESTIGATED, data, status=Status.INVESTIGATING)
    return change.emit(EventName.INVESTIGATED, data)


@follow.register
def _(command: CompleteStep, change: Change) -> Change:
    name = f"{STEP}{command.step}"
    clock = change.case.clocks.get(name)
    if clock is None or not clock.is_open:
        left = [
            one.removeprefix(STEP)
            for one, clock in change.case.clocks.items()
            if one.startswith(STEP) and clock.is_open
        ]
        raise InvalidInput.of("step", f"Choose an open step: {', '.join(left) or 'none is left'}.")
    met = clocks.to_document(clocks.met(clock, change.moment.occurred_at))
    data = {"step": command.step}
    if command.text is not None:
        change, text = change.write(TextKind.STEP, Audience.INTERNAL, {"text": command.text})
        data |= text
    return change.emit(EventName.STEP_COMPLETED, data, clocks={name: met})
