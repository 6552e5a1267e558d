"""The decision, its sign-off, and what comes after it."""

from dataclasses import replace
from typing import Any

from shared.domain.case.change import Draft
from shared.domain.case.parts import Decision, to_document
from shared.domain.commands import Close, FollowUp, ProposeDecision, Reopen, Return, SignOff
from shared.domain.deadlines.tick import wait_for_somebody
from shared.domain.deciding.following import follow
from shared.domain.deciding.windows import require_within
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.instants import to_text
from shared.domain.procedure.table import possible


@follow.register
def _(command: ProposeDecision, draft: Draft) -> Draft:
    words = {"text": command.summary, "remedies": [dict(one) for one in command.remedies]}
    draft, text = draft.write("decision", "agency", words)
    dates = tuple(one["due_on"] for one in command.remedies)
    proposal = Decision(command.outcome, text["text"], draft.actor.name, dates)
    return draft.emit(
        "decision_proposed",
        text | {"outcome": command.outcome},
        status="decision_proposed",
        decision=to_document(proposal),
    )


@follow.register
def _(command: SignOff, draft: Draft) -> Draft:
    decision = draft.case.decision
    if decision is None or decision.proposed_by == draft.actor.name:
        others = [name for name in possible(draft.case, draft.policy) if name != command.name]
        raise NotPossible("sign-off of one's own proposal", draft.case.status, others)
    signed = to_document(replace(decision, signed_off_by=draft.actor.name))
    data = {"outcome": decision.outcome, "proposed_by": decision.proposed_by}
    return draft.emit("decision_signed_off", data, status="resolved", decision=signed)


@follow.register
def _(command: Return, draft: Draft) -> Draft:
    draft, text = draft.write("return", "agency", {"text": command.reason})
    return draft.emit("decision_returned", text, status="investigating", decision=None)


@follow.register
def _(command: Close, draft: Draft) -> Draft:
    known = draft.policy.lessons
    if unknown := [one for one in command.lessons if one not in known]:
        first = command.lessons.index(unknown[0])
        raise InvalidInput.of(f"lessons.{first}", f"Choose of: {', '.join(sorted(known))}.")
    changes: dict[str, Any] = {"closed_at": to_text(draft.moment.occurred_at)}
    if draft.case.status != "resolved":  # without a decision: whoever closes has decided
        changes["assessed_by"] = draft.actor.name
    if not command.lessons:
        return draft.emit("closed", status="closed", **changes)
    tags = sorted(set(command.lessons))
    return draft.emit("closed", {"lessons": tags}, status="closed", lessons=tags, **changes)


@follow.register
def _(command: FollowUp, draft: Draft) -> Draft:
    """The clock is met once every remedy is there, or the hand-over has come to something."""
    decision = draft.case.decision
    draft, text = draft.write("follow_up", "agency", {"text": command.text})
    data = text | {"done": command.done, "remedy": command.remedy}
    if decision is None or not decision.remedies_due_on:
        return draft.emit("followed_up" if command.done else "looked_after", data)
    place = command.remedy
    if place is None or not 1 <= place <= len(decision.remedies_due_on):
        last = len(decision.remedies_due_on)
        raise InvalidInput.of("remedy", f"Say which one, from 1 to {last}.")
    if not command.done or place in decision.remedies_done:
        return draft.emit("looked_after", data)
    done = replace(decision, remedies_done=(*decision.remedies_done, place))
    event = "looked_after" if done.remedies_open else "followed_up"
    return draft.emit(event, data, decision=to_document(done))


@follow.register
def _(command: Reopen, draft: Draft) -> Draft:
    require_within(draft, "reopen")
    draft, text = draft.write("reopening", "complainant", {"text": command.reason})
    reopened = draft.emit(
        "reopened", text, status="investigating", decision=None, closed_at=None, satisfied=False
    )
    return wait_for_somebody(reopened, draft.moment.recorded_at)
