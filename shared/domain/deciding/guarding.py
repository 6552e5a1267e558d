"""Who is kept away from a case, who was let in, and who has read it."""

from datetime import timedelta

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.parts import Expert, Grant, to_document
from shared.domain.commands import (
    ApproveBreakGlass,
    BreakGlass,
    Hold,
    InviteExpert,
    NameSubject,
    Recuse,
    RevokeExpert,
    View,
)
from shared.domain.deadlines.tick import wait_for_somebody
from shared.domain.deciding.following import follow
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import Audience, EventName, EvidenceState, TextKind

LONGEST_INVITATION = timedelta(days=90)


@follow.register
def _(command: View, change: Change) -> Change:
    return change.emit(EventName.VIEWED, {"what": command.what})


@follow.register
def _(command: Recuse, change: Change) -> Change:
    change, text = change.write(TextKind.RECUSAL, Audience.INTERNAL, {"text": command.reason})
    return _kept_away(change, EventName.RECUSED, text, {change.actor.name})


@follow.register
def _(command: NameSubject, change: Change) -> Change:
    if command.user not in change.policy.staff:
        known = ", ".join(sorted(change.policy.staff)) or "nobody: the policy names no staff"
        raise InvalidInput.of("user", f"Choose one of: {known}.")
    change, text = change.write(TextKind.SUBJECT, Audience.INTERNAL, {"text": command.reason})
    away = change.policy.chain_of_command(command.user)
    return _kept_away(change, EventName.SUBJECT_NAMED, text, set(away))


def _kept_away(change: Change, event: EventName, data: dict[str, str], users: set[str]) -> Change:
    case = change.case
    away = sorted({*case.excluded, *users})
    assignee = None if case.assignee in away else case.assignee
    kept = change.emit(event, data, excluded=away, assignee=assignee)
    if assignee == case.assignee:
        return kept
    return wait_for_somebody(kept, change.moment.recorded_at)


@follow.register
def _(command: Hold, change: Change) -> Change:
    change, text = change.write(TextKind.HOLD, Audience.INTERNAL, {"text": command.reason})
    return change.emit(EventName.HELD, text | {"on": command.on}, hold=command.on)


@follow.register
def _(command: BreakGlass, change: Change) -> Change:
    change, text = change.write(TextKind.BREAK_GLASS, Audience.INTERNAL, {"text": command.reason})
    asked = Grant(change.moment.recorded_at)
    return change.emit(
        EventName.BREAK_GLASS_REQUESTED, text, grants={change.actor.name: to_document(asked)}
    )


@follow.register
def _(command: ApproveBreakGlass, change: Change) -> Change:
    case, now = change.case, change.moment.recorded_at
    asked = case.grants.get(command.user)
    if asked is None or asked.until is not None:
        waiting = [user for user, one in case.grants.items() if one.until is None]
        remedy = f"Choose who has asked: {', '.join(sorted(waiting)) or 'nobody has'}."
        raise InvalidInput.of("user", remedy)
    if command.user == change.actor.name:
        others = [name for name in possible(case, change.policy) if name != command.name]
        raise NotPossible("consent to one's own request", case.status, others)
    until = now + timedelta(hours=change.policy.break_glass_hours)
    given = Grant(asked.asked_at, change.actor.name, until)
    data = {"user": command.user, "hours": change.policy.break_glass_hours}
    return change.emit(
        EventName.BREAK_GLASS_GRANTED, data, grants={command.user: to_document(given)}
    )


@follow.register
def _(command: InviteExpert, change: Change) -> Change:
    now = change.moment.recorded_at
    if not now < command.until <= now + LONGEST_INVITATION:
        days = LONGEST_INVITATION.days
        raise InvalidInput.of("until", f"Give an instant within the next {days} days.")
    _check_documents(change.case, command.evidence_ids)
    change, text = change.write(TextKind.EXPERT, Audience.INTERNAL, {"text": command.who})
    expert = Expert(command.code_hash, command.evidence_ids, command.until, text["text"])
    data = text | {"expert": command.expert_id, "documents": list(command.evidence_ids)}
    return change.emit(
        EventName.EXPERT_INVITED, data, experts={command.expert_id: to_document(expert)}
    )


def _check_documents(case: Case, evidence_ids: tuple[str, ...]) -> None:
    there = [name for name, one in case.evidence.items() if one.state is EvidenceState.AVAILABLE]
    if not evidence_ids or not set(evidence_ids) <= set(there):
        known = ", ".join(sorted(there)) or "none is available"
        raise InvalidInput.of("evidence_ids", f"Choose documents of this case: {known}.")


@follow.register
def _(command: RevokeExpert, change: Change) -> Change:
    known = change.case.experts.get(command.expert_id)
    if known is None:
        raise InvalidInput.of("expert", "There is no such expert in this case.")
    ended = to_document(known) | {"revoked": True}
    return change.emit(
        EventName.EXPERT_REVOKED, {"expert": command.expert_id}, experts={command.expert_id: ended}
    )
