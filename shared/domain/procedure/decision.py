"""The decision: proposed by one person, and signed off or returned by another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from shared.domain.case.change import Change
from shared.domain.case.parts import Decision, to_document
from shared.domain.procedure.command import ALWAYS, ActRefused, Command
from shared.domain.procedure.rights import CASEWORKERS, SUPERIORS
from shared.domain.vocabulary import (
    UNDER_WAY,
    Audience,
    CommandName,
    EventName,
    Outcome,
    Status,
    TextKind,
)


@dataclass(frozen=True, eq=False)
class ProposeDecision(Command):
    """Writes the answer: outcome, summary, remedies with owner and date."""

    name = CommandName.PROPOSE_DECISION
    when = UNDER_WAY
    by = CASEWORKERS
    decides = ALWAYS
    leads_to = {Status.DECISION_PROPOSED: when}

    outcome: Outcome
    summary: str
    remedies: tuple[Mapping[str, str], ...] = ()

    def enact(self, change: Change) -> Change:
        words = {"text": self.summary, "remedies": [dict(one) for one in self.remedies]}
        change, text = change.write(TextKind.DECISION, Audience.AGENCY, words)
        dates = tuple(one["due_on"] for one in self.remedies)
        proposal = Decision(self.outcome, text["text"], change.actor.name, dates)
        return change.emit(
            EventName.DECISION_PROPOSED,
            text | {"outcome": self.outcome},
            status=Status.DECISION_PROPOSED,
            decision=to_document(proposal),
        )


@dataclass(frozen=True, eq=False)
class SignOff(Command):
    """Is the second person's consent, never the proposer's."""

    name = CommandName.SIGN_OFF
    when = frozenset({Status.DECISION_PROPOSED})
    by = SUPERIORS
    decides = ALWAYS
    leads_to = {Status.RESOLVED: when}

    def enact(self, change: Change) -> Change:
        decision, signer = change.case.decision, change.actor.name
        if decision is None or decision.proposed_by == signer:
            raise ActRefused("sign-off of one's own proposal")
        return change.emit(
            EventName.DECISION_SIGNED_OFF,
            {"outcome": decision.outcome, "proposed_by": decision.proposed_by},
            status=Status.RESOLVED,
            decision=to_document(replace(decision, signed_off_by=signer)),
        )


@dataclass(frozen=True, eq=False)
class Return(Command):
    """Sends a proposal back, with the reason."""

    name = CommandName.RETURN
    when = frozenset({Status.DECISION_PROPOSED})
    by = SUPERIORS
    decides = ALWAYS
    leads_to = {Status.INVESTIGATING: when}

    reason: str

    def enact(self, change: Change) -> Change:
        change, text = change.write(TextKind.RETURN, Audience.AGENCY, {"text": self.reason})
        return change.emit(
            EventName.DECISION_RETURNED, text, status=Status.INVESTIGATING, decision=None
        )
