"""The decision, its sign-off, and what comes after it."""

from dataclasses import replace
from typing import Any

from shared.domain.case.change import Change
from shared.domain.case.parts import Decision, to_document
from shared.domain.commands import Close, FollowUp, ProposeDecision, Reopen, Return, SignOff
from shared.domain.deadlines.tick import climb_again, wait_for_somebody
from shared.domain.deciding.following import follow
from shared.domain.deciding.windows import require_within
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.instants import to_text
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import Audience, EventName, Status, TextKind


@follow.register
def _(command: ProposeDecision, change: Change) -> Change:
    words = {"text": command.summary, "remedies": [dict(one) for one in command.remedies]}
    change, text = change.write(TextKind.DECISION, Audience.AGENCY, words)
    dates = tuple(one["due_on"] for one in command.remedies)
    proposal = Decision(command.outcome, text["text"], change.actor.name, dates)
    return change.emit(
        EventName.DECISION_PROPOSED,
        text | {"outcome": command.outcome},
        status=Status.DECISION_PROPOSED,
        decision=to_document(proposal),
    )


@follow.register
def _(command: SignOff, change: Change) -> Change:
    decision = change.case.decision
    if decision is None or decision.proposed_by == change.actor.name:
        others = [name for name in possible(change.case, change.policy) if name != command.name]
        raise NotPossible("sign-off of one's own proposal", change.case.status, others)
    signed = to_document(replace(decision, signed_off_by=change.actor.name))
    data = {"outcome": decision.outcome, "proposed_by": decision.proposed_by}
    return change.emit(EventName.DECISION_SIGNED_OFF, data, status=Status.RESOLVED, decision=signed)


@follow.register
def _(command: Return, change: Change) -> Change:
    change, text = change.write(TextKind.RETURN, Audience.AGENCY, {"text": command.reason})
    return change.emit(
        EventName.DECISION_RETURNED, text, status=Status.INVESTIGATING, decision=None
    )


@follow.register
def _(command: Close, change: Change) -> Change:
    known = change.policy.lessons
    if unknown := [one for one in command.lessons if one not in known]:
        first = command.lessons.index(unknown[0])
        raise InvalidInput.of(f"lessons.{first}", f"Choose of: {', '.join(sorted(known))}.")
    changes: dict[str, Any] = {"closed_at": to_text(change.moment.occurred_at)}
    if change.case.status != Status.RESOLVED:  # without a decision: whoever closes has decided
        changes["assessed_by"] = change.actor.name
    if not command.lessons:
        return change.emit(EventName.CLOSED, status=Status.CLOSED, **changes)
    tags = sorted(set(command.lessons))
    return change.emit(
        EventName.CLOSED, {"lessons": tags}, status=Status.CLOSED, lessons=tags, **changes
    )


@follow.register
def _(command: FollowUp, change: Change) -> Change:
    """The clock is met once every remedy is there, or the hand-over has come to something."""
    decision = change.case.decision
    change, text = change.write(TextKind.FOLLOW_UP, Audience.AGENCY, {"text": command.text})
    data = text | {"done": command.done, "remedy": command.remedy}
    if decision is None or not decision.remedies_due_on:
        return change.emit(EventName.FOLLOWED_UP if command.done else EventName.LOOKED_AFTER, data)
    place = command.remedy
    if place is None or not 1 <= place <= len(decision.remedies_due_on):
        last = len(decision.remedies_due_on)
        raise InvalidInput.of("remedy", f"Say which one, from 1 to {last}.")
    if not command.done or place in decision.remedies_done:
        return change.emit(EventName.LOOKED_AFTER, data)
    done = replace(decision, remedies_done=(*decision.remedies_done, place))
    event = EventName.LOOKED_AFTER if done.remedies_open else EventName.FOLLOWED_UP
    return change.emit(event, data, decision=to_document(done))


@follow.register
def _(command: Reopen, change: Change) -> Change:
    require_within(change, "reopen")
    change, text = change.write(TextKind.REOPENING, Audience.COMPLAINANT, {"text": command.reason})
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
