"""What complainants do with their own case."""

from dataclasses import dataclass

from shared.domain.case.change import Change
from shared.domain.deadlines.climbing import climb_again, wait_for_somebody
from shared.domain.errors import InvalidInput
from shared.domain.instants import to_text
from shared.domain.procedure.command import Command
from shared.domain.procedure.rights import COMPLAINANT
from shared.domain.procedure.windows import require_within
from shared.domain.vocabulary import (
    ANY_STATUS,
    FINISHED,
    OPEN,
    Audience,
    CommandName,
    EventName,
    Status,
    TextKind,
)


@dataclass(frozen=True, eq=False)
class AddMessage(Command):
    """Adds something, or answers a question."""

    name = CommandName.MESSAGES
    when = ANY_STATUS - {Status.MERGED}
    by = COMPLAINANT
    leads_to = {Status.INVESTIGATING: frozenset({Status.AWAITING_COMPLAINANT})}

    text: str

    def enact(self, change: Change) -> Change:
        change, text = change.write(TextKind.MESSAGE, Audience.AGENCY, {"text": self.text})
        if change.case.status == Status.AWAITING_COMPLAINANT:
            return change.emit(EventName.MESSAGE_RECEIVED, text, status=Status.INVESTIGATING)
        return change.emit(EventName.MESSAGE_RECEIVED, text)


@dataclass(frozen=True, eq=False)
class Withdraw(Command):
    """Takes the complaint back."""

    name = CommandName.WITHDRAW
    when = OPEN
    by = COMPLAINANT
    leads_to = {Status.WITHDRAWN: when}

    reason: str | None = None

    def enact(self, change: Change) -> Change:
        data: dict[str, str] = {}
        ended = to_text(change.moment.occurred_at)
        if self.reason is not None:
            words = {"text": self.reason}
            change, data = change.write(TextKind.WITHDRAWAL, Audience.AGENCY, words)
        return change.emit(EventName.WITHDRAWN, data, status=Status.WITHDRAWN, closed_at=ended)


@dataclass(frozen=True, eq=False)
class Accept(Command):
    """Says that the decision is accepted."""

    name = CommandName.ACCEPT
    when = frozenset({Status.RESOLVED})
    by = COMPLAINANT

    def enact(self, change: Change) -> Change:
        return change.emit(EventName.OUTCOME_ACCEPTED, satisfied=True)


@dataclass(frozen=True, eq=False)
class Appeal(Command):
    """Asks that others decide again, within the policy's window.

    Those who decided may go on reading, and decide nothing any more. What was not taken up, or
    handed over, is assessed anew; a decision is investigated anew.
    """

    name = CommandName.APPEAL
    _undecided = frozenset({Status.REFERRED, Status.NOT_ACCEPTED})
    _decided = frozenset({Status.RESOLVED, Status.CLOSED})
    when = _undecided | _decided
    by = COMPLAINANT
    leads_to = {Status.ACKNOWLEDGED: _undecided, Status.INVESTIGATING: _decided}

    reason: str

    def enact(self, change: Change) -> Change:
        require_within(change, self.name)
        case, now = change.case, change.moment.recorded_at
        undecided = case.status in self._undecided
        change, text = change.write(TextKind.APPEAL, Audience.AGENCY, {"text": self.reason})
        appealed = change.emit(
            EventName.APPEALED,
            text,
            status=Status.ACKNOWLEDGED if undecided else Status.INVESTIGATING,
            decision=None,
            closed_at=None,
            satisfied=False,
            assignee=None,
            appeals=case.appeals + 1,
            barred=sorted({*case.barred, *case.deciders}),
        )
        return wait_for_somebody(climb_again(appealed, now), now)


@dataclass(frozen=True, eq=False)
class Feedback(Command):
    """Says how one was served, from 1 to 5."""

    name = CommandName.FEEDBACK
    when = (FINISHED - {Status.MERGED}) | {Status.RESOLVED}
    by = COMPLAINANT

    rating: int
    text: str | None = None

    def enact(self, change: Change) -> Change:
        if self.rating not in range(1, 6):
            raise InvalidInput.of("rating", "Give a whole number from 1 (badly) to 5 (well).")
        data: dict[str, object] = {"rating": self.rating}
        if self.text is not None:
            change, text = change.write(TextKind.FEEDBACK, Audience.INTERNAL, {"text": self.text})
            data |= text
        return change.emit(EventName.FEEDBACK_GIVEN, data, rating=self.rating)
