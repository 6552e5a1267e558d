"""What complainants do with their own case."""

from shared.domain.case.change import Change
from shared.domain.commands import Accept, AddMessage, Appeal, Feedback, Withdraw
from shared.domain.deadlines.tick import climb_again, wait_for_somebody
from shared.domain.deciding.following import follow
from shared.domain.deciding.windows import require_within
from shared.domain.errors import InvalidInput
from shared.domain.instants import to_text
from shared.domain.vocabulary import Audience, EventName, Status, TextKind


@follow.register
def _(command: AddMessage, change: Change) -> Change:
    change, text = change.write(TextKind.MESSAGE, Audience.AGENCY, {"text": command.text})
    if change.case.status == Status.AWAITING_COMPLAINANT:
        return change.emit(EventName.MESSAGE_RECEIVED, text, status=Status.INVESTIGATING)
    return change.emit(EventName.MESSAGE_RECEIVED, text)


@follow.register
def _(command: Withdraw, change: Change) -> Change:
    ended = to_text(change.moment.occurred_at)
    if command.reason is None:
        return change.emit(EventName.WITHDRAWN, status=Status.WITHDRAWN, closed_at=ended)
    change, text = change.write(TextKind.WITHDRAWAL, Audience.AGENCY, {"text": command.reason})
    return change.emit(EventName.WITHDRAWN, text, status=Status.WITHDRAWN, closed_at=ended)


@follow.register
def _(_command: Accept, change: Change) -> Change:
    return change.emit(EventName.OUTCOME_ACCEPTED, satisfied=True)


@follow.register
def _(command: Appeal, change: Change) -> Change:
    """To others than those who decided: they may go on reading, and decide nothing any more.

    What was not taken up, or handed over, is assessed anew; a decision is investigated anew.
    """
    require_within(change, "appeal")
    case = change.case
    undecided = case.status in (Status.NOT_ACCEPTED, Status.REFERRED)
    anew = Status.ACKNOWLEDGED if undecided else Status.INVESTIGATING
    decided = case.decision and (case.decision.proposed_by, case.decision.signed_off_by)
    barred = {*case.barred, *(decided or ()), case.assessed_by} - {None}
    change, text = change.write(TextKind.APPEAL, Audience.AGENCY, {"text": command.reason})
    appealed = change.emit(
        EventName.APPEALED,
        text,
        status=anew,
        decision=None,
        closed_at=None,
        satisfied=False,
        assignee=None,
        appeals=case.appeals + 1,
        barred=sorted(str(one) for one in barred),
    )
    now = change.moment.recorded_at
    return wait_for_somebody(climb_again(appealed, now), now)


@follow.register
def _(command: Feedback, change: Change) -> Change:
    if command.rating not in range(1, 6):
        raise InvalidInput.of("rating", "Give a whole number from 1 (badly) to 5 (well).")
    data = {"rating": command.rating}
    if command.text is None:
        return change.emit(EventName.FEEDBACK_GIVEN, data, rating=command.rating)
    change, text = change.write(TextKind.FEEDBACK, Audience.INTERNAL, {"text": command.text})
    return change.emit(EventName.FEEDBACK_GIVEN, data | text, rating=command.rating)
