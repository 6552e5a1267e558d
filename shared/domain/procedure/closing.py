"""The end of a case and what is still looked after, and how it is taken up again."""

from dataclasses import dataclass, replace
from typing import Any

from shared.domain.case.change import Change
from shared.domain.case.parts import Decision, to_document
from shared.domain.deadlines.climbing import climb_again, wait_for_somebody
from shared.domain.errors import InvalidInput
from shared.domain.instants import to_text
from shared.domain.policy.model import Policy
from shared.domain.procedure.command import Command, Statuses
from shared.domain.procedure.rights import CASEWORKERS, REGISTRAR
from shared.domain.procedure.windows import require_within
from shared.domain.vocabulary import (
    FINISHED,
    OPEN,
    Audience,
    CommandName,
    EventName,
    Status,
    TextKind,
)


@dataclass(frozen=True, eq=False)
class Close(Command):
    """Ends the case, with what it teaches as tags.

    A register whose policy needs no decision may close a case from any open status: to close one
    without a decision is to decide it.
    """

    name = CommandName.CLOSE
    when = frozenset({Status.RESOLVED})
    by = CASEWORKERS | REGISTRAR
    decides = OPEN
    leads_to = {Status.CLOSED: when}

    lessons: tuple[str, ...] = ()

    @classmethod
    def admitted_under(cls, policy: Policy) -> Statuses:
        return cls.when if policy.decision_required else cls.when | OPEN

    def enact(self, change: Change) -> Change:
        self._check_lessons(change.policy)
        changes: dict[str, Any] = {"closed_at": to_text(change.moment.occurred_at)}
        if change.case.status != Status.RESOLVED:
            changes["assessed_by"] = change.actor.name
        if not self.lessons:
            return change.emit(EventName.CLOSED, status=Status.CLOSED, **changes)
        tags = sorted(set(self.lessons))
        return change.emit(
            EventName.CLOSED, {"lessons": tags}, status=Status.CLOSED, lessons=tags, **changes
        )

    def _check_lessons(self, policy: Policy) -> None:
        for place, one in enumerate(self.lessons):
            if one not in policy.lessons:
                known = ", ".join(sorted(policy.lessons))
                raise InvalidInput.of(f"lessons.{place}", f"Choose of: {known}.")


@dataclass(frozen=True, eq=False)
class FollowUp(Command):
    """Says what became of a remedy, or of a hand-over.

    `remedy` is its place in the decision, from 1.
    """

    name = CommandName.FOLLOW_UP
    when = frozenset({Status.RESOLVED, Status.CLOSED, Status.REFERRED})
    by = CASEWORKERS

    text: str
    done: bool
    remedy: int | None = None

    def enact(self, change: Change) -> Change:
        """Meets the clock once every remedy is there, or the hand-over has come to something."""
        decision = change.case.decision
        change, text = change.write(TextKind.FOLLOW_UP, Audience.AGENCY, {"text": self.text})
        data = text | {"done": self.done, "remedy": self.remedy}
        if decision is None or not decision.remedies_due_on:
            event = EventName.FOLLOWED_UP if self.done else EventName.LOOKED_AFTER
            return change.emit(event, data)
        place = self._place_in(decision)
        if not self.done or place in decision.remedies_done:
            return change.emit(EventName.LOOKED_AFTER, data)
        done = replace(decision, remedies_done=(*decision.remedies_done, place))
        event = EventName.LOOKED_AFTER if done.remedies_open else EventName.FOLLOWED_UP
        return change.emit(event, data, decision=to_document(done))

    def _place_in(self, decision: Decision) -> int:
        last = len(decision.remedies_due_on)
        if self.remedy is None or not 1 <= self.remedy <= last:
            raise InvalidInput.of("remedy", f"Say which one, from 1 to {last}.")
        return self.remedy


@dataclass(frozen=True, eq=False)
class Reopen(Command):
    """Takes an ended case up again, within the policy's window."""

    name = CommandName.REOPEN
    when = (FINISHED - {Status.MERGED}) | {Status.RESOLVED}
    by = CASEWORKERS
    leads_to = {Status.INVESTIGATING: when}

    reason: str

    def enact(self, change: Change) -> Change:
        require_within(change, self.name)
        change, text = change.write(TextKind.REOPENING, Audience.COMPLAINANT, {"text": self.reason})
        reopened = change.emit(
            EventName.REOPENED,
            text,
            status=Status.INVESTIGATING,
            decision=None,
            closed_at=None,
            satisfied=False,
        )
        now = change.moment.recorded_at
        return wait_for_somebody(climb_again(reopened, now), now)
