"""Who is kept away from a case, who was let in, and who has read it."""

from datetime import timedelta

from shared.domain.case.case import Case
from shared.domain.case.change import Draft
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
from shared.domain.vocabulary import EvidenceState

LONGEST_INVITATION = timedelta(days=90)


@follow.register
def _(command: View, draft: Draft) -> Draft:
    return draft.emit("viewed", {"what": command.what})


@follow.register
def _(command: Recuse, draft: Draft) -> Draft:
    draft, text = draft.write("recusal", "internal", {"text": command.reason})
    return _kept_away(draft, "recused", text, {draft.actor.name})


@follow.register
def _(command: NameSubject, draft: Draft) -> Draft:
    if command.user not in draft.policy.staff:
        known = ", ".join(sorted(draft.policy.staff)) or "nobody: the policy names no staff"
        raise InvalidInput.of("user", f"Choose one of: {known}.")
    draft, text = draft.write("subject", "internal", {"text": command.reason})
    away = draft.policy.chain_of_command(command.user)
    return _kept_away(draft, "subject_named", text, set(away))


def _kept_away(draft: Draft, event: str, data: dict[str, str], users: set[str]) -> Draft:
    case = draft.case
    away = sorted({*case.excluded, *users})
    assignee = None if case.assignee in away else case.assignee
    kept = draft.emit(event, data, excluded=away, assignee=assignee)
    if assignee == case.assignee:
        return kept
    return wait_for_somebody(kept, draft.moment.recorded_at)


@follow.register
def _(command: Hold, draft: Draft) -> Draft:
    draft, text = draft.write("hold", "internal", {"text": command.reason})
    return draft.emit("held", text | {"on": command.on}, hold=command.on)


@follow.register
def _(command: BreakGlass, draft: Draft) -> Draft:
    draft, text = draft.write("break_glass", "internal", {"text": command.reason})
    asked = Grant(draft.moment.recorded_at)
    return draft.emit("break_glass_requested", text, grants={draft.actor.name: to_document(asked)})


@follow.register
def _(command: ApproveBreakGlass, draft: Draft) -> Draft:
    case, now = draft.case, draft.moment.recorded_at
    asked = case.grants.get(command.user)
    if asked is None or asked.until is not None:
        waiting = [user for user, one in case.grants.items() if one.until is None]
        remedy = f"Choose who has asked: {', '.join(sorted(waiting)) or 'nobody has'}."
        raise InvalidInput.of("user", remedy)
    if command.user == draft.actor.name:
        others = [name for name in possible(case, draft.policy) if name != command.name]
        raise NotPossible("consent to one's own request", case.status, others)
    until = now + timedelta(hours=draft.policy.break_glass_hours)
    given = Grant(asked.asked_at, draft.actor.name, until)
    data = {"user": command.user, "hours": draft.policy.break_glass_hours}
    return draft.emit("break_glass_granted", data, grants={command.user: to_document(given)})


@follow.register
def _(command: InviteExpert, draft: Draft) -> Draft:
    now = draft.moment.recorded_at
    if not now < command.until <= now + LONGEST_INVITATION:
        days = LONGEST_INVITATION.days
        raise InvalidInput.of("until", f"Give an instant within the next {days} days.")
    _check_documents(draft.case, command.evidence_ids)
    draft, text = draft.write("expert", "internal", {"text": command.who})
    expert = Expert(command.code_hash, command.evidence_ids, command.until, text["text"])
    data = text | {"expert": command.expert_id, "documents": list(command.evidence_ids)}
    return draft.emit("expert_invited", data, experts={command.expert_id: to_document(expert)})


def _check_documents(case: Case, evidence_ids: tuple[str, ...]) -> None:
    there = [name for name, one in case.evidence.items() if one.state is EvidenceState.AVAILABLE]
    if not evidence_ids or not set(evidence_ids) <= set(there):
        known = ", ".join(sorted(there)) or "none is available"
        raise InvalidInput.of("evidence_ids", f"Choose documents of this case: {known}.")


@follow.register
def _(command: RevokeExpert, draft: Draft) -> Draft:
    known = draft.case.experts.get(command.expert_id)
    if known is None:
        raise InvalidInput.of("expert", "There is no such expert in this case.")
    ended = to_document(known) | {"revoked": True}
    return draft.emit(
        "expert_revoked", {"expert": command.expert_id}, experts={command.expert_id: ended}
    )
