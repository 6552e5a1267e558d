"""Somebody outside who is let in to named documents, until a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from shared.domain.case.parts import Expert, to_document
from shared.domain.errors import InvalidInput
from shared.domain.procedure.command import Command
from shared.domain.procedure.rights import SUPERIORS
from shared.domain.vocabulary import (
    ANY_STATUS,
    OPEN,
    Audience,
    CommandName,
    EventName,
    EvidenceState,
    Status,
    TextKind,
)

LONGEST_INVITATION = timedelta(days=90)


@dataclass(frozen=True, eq=False)
class InviteExpert(Command):
    """Lets somebody outside read named documents until a day.

    Who it is becomes a text of the case, and of their code only the hash is known here.
    """

    name = CommandName.INVITE_EXPERT
    when = OPEN | {Status.RESOLVED}
    by = SUPERIORS

    expert_id: str
    code_hash: str
    who: str
    evidence_ids: tuple[str, ...]
    until: datetime

    def enact(self, change: Change) -> Change:
        now = change.moment.recorded_at
        if not now < self.until <= now + LONGEST_INVITATION:
            days = LONGEST_INVITATION.days
            raise InvalidInput.of("until", f"Give an instant within the next {days} days.")
        _check_documents(change.case, self.evidence_ids)
        change, text = change.write(TextKind.EXPERT, Audience.INTERNAL, {"text": self.who})
        expert = Expert(self.code_hash, self.evidence_ids, self.until, text["text"])
        data = text | {"expert": self.expert_id, "documents": list(self.evidence_ids)}
        invited = {self.expert_id: to_document(expert)}
        return change.emit(EventName.EXPERT_INVITED, data, experts=invited)


def _check_documents(case: Case, evidence_ids: tuple[str, ...]) -> None:
    there = [name for name, one in case.evidence.items() if one.state is EvidenceState.AVAILABLE]
    if not evidence_ids or not set(evidence_ids) <= set(there):
        known = ", ".join(sorted(there)) or "none is available"
        raise InvalidInput.of("evidence_ids", f"Choose documents of this case: {known}.")


@dataclass(frozen=True, eq=False)
class RevokeExpert(Command):
    """Takes that back."""

    name = CommandName.REVOKE_EXPERT
    when = ANY_STATUS
    by = SUPERIORS

    expert_id: str

    def enact(self, change: Change) -> Change:
        known = change.case.experts.get(self.expert_id)
        if known is None:
            raise InvalidInput.of("expert", "There is no such expert in this case.")
        ended = {self.expert_id: to_document(known) | {"revoked": True}}
        return change.emit(EventName.EXPERT_REVOKED, {"expert": self.expert_id}, experts=ended)
