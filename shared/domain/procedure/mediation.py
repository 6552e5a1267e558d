"""Mediation: proposed to both sides, agreed to by both, held, and ended one way or the other."""

from dataclasses import dataclass

from shared.domain.case.change import Change
from shared.domain.case.parts import Decision, Mediation, to_document
from shared.domain.errors import InvalidInput
from shared.domain.procedure.command import ALWAYS, ActRefused, Command
from shared.domain.procedure.rights import CASEWORKERS, COMPLAINANT, MEDIATOR
from shared.domain.vocabulary import (
    UNDER_WAY,
    Audience,
    CommandName,
    EventName,
    MediationStep,
    Outcome,
    Party,
    Status,
    TextKind,
)

IN_MEDIATION = frozenset({Status.IN_MEDIATION})


@dataclass(frozen=True, eq=False)
class Mediate(Command):
    """Proposes, records consent and sessions, and ends with agreement or failure.

    `party` is who consents: an agency's own people can only give their agency's consent.
    """

    name = CommandName.MEDIATE
    when = UNDER_WAY
    by = CASEWORKERS | MEDIATOR
    decides = ALWAYS
    leads_to = {Status.IN_MEDIATION: when}
    may_lead_to = {Status.DECISION_PROPOSED: IN_MEDIATION, Status.INVESTIGATING: IN_MEDIATION}

    step: MediationStep
    text: str
    party: Party | None = None

    def enact(self, change: Change) -> Change:
        self._check_step(change)
        if self.step == MediationStep.PROPOSE:
            return _proposed(change, self.text)
        mediation = change.case.mediation
        if mediation is None or change.case.status != Status.IN_MEDIATION:
            raise InvalidInput.of("step", "Propose a mediation first.")
        if self.step == MediationStep.CONSENT:
            return _consented(change, self._consenting(change), self.text)
        if self.step == MediationStep.FAILURE:
            return _failed(change, self.text)
        if not mediation.agreed:
            left = ", ".join(one for one in Party if one not in mediation.consents)
            raise InvalidInput.of("step", f"Record the consent first of: {left}.")
        if self.step == MediationStep.SESSION:
            return _met(change, self.text)
        return _agreed(change, self.text)

    def _check_step(self, change: Change) -> None:
        if self.step not in tuple(MediationStep):
            raise InvalidInput.of("step", f"Choose one of: {', '.join(MediationStep)}.")
        if change.actor.agency is not None and self.step != MediationStep.CONSENT:
            remedy = "Give your agency's consent: a mediator does the rest."
            raise InvalidInput.of("step", remedy)

    def _consenting(self, change: Change) -> Party:
        if change.actor.agency is not None:
            return Party.AGENCY
        if self.party not in tuple(Party):
            raise InvalidInput.of("party", f"Say whose consent it is: {', '.join(Party)}.")
        return self.party


@dataclass(frozen=True, eq=False)
class AnswerMediation(Command):
    """Agrees to a mediation, or not."""

    name = CommandName.MEDIATION
    when = IN_MEDIATION
    by = COMPLAINANT
    may_lead_to = {Status.INVESTIGATING: when}

    consent: bool
    text: str | None = None

    def enact(self, change: Change) -> Change:
        if self.consent:
            return _consented(change, Party.COMPLAINANT, self.text)
        return _failed(change, self.text)


def _proposed(change: Change, words: str) -> Change:
    if change.case.status == Status.IN_MEDIATION:
        raise ActRefused("a second proposal of mediation")
    change, text = change.write(TextKind.MEDIATION, Audience.COMPLAINANT, {"text": words})
    begun = to_document(Mediation())
    return change.emit(
        EventName.MEDIATION_PROPOSED, text, status=Status.IN_MEDIATION, mediation=begun
    )


def _consented(change: Change, party: Party, words: str | None) -> Change:
    before = change.case.mediation or Mediation()
    data: dict[str, object] = {"party": party}
    if words:
        change, text = change.write(TextKind.MEDIATION, Audience.COMPLAINANT, {"text": words})
        data |= text
    given = Mediation(tuple(sorted({*before.consents, party})), before.sessions)
    return change.emit(EventName.MEDIATION_AGREED_TO, data, mediation=to_document(given))


def _met(change: Change, words: str) -> Change:
    before = change.case.mediation or Mediation()
    change, text = change.write(TextKind.MEDIATION_SESSION, Audience.INTERNAL, {"text": words})
    held = Mediation(before.consents, before.sessions + 1)
    return change.emit(EventName.MEDIATION_HELD, text, mediation=to_document(held))


def _agreed(change: Change, words: str) -> Change:
    """Proposes the agreement as a decision: a second person signs it like any other."""
    body = {"text": words, "remedies": []}
    change, text = change.write(TextKind.DECISION, Audience.AGENCY, body)
    proposal = Decision(Outcome.RESOLVED_INFORMALLY, text["text"], change.actor.name)
    return change.emit(
        EventName.AGREEMENT_REACHED,
        text | {"outcome": proposal.outcome},
        status=Status.DECISION_PROPOSED,
        decision=to_document(proposal),
    )


def _failed(change: Change, words: str | None) -> Change:
    data: dict[str, object] = {}
    if words:
        change, text = change.write(TextKind.MEDIATION, Audience.COMPLAINANT, {"text": words})
        data |= text
    return change.emit(
        EventName.MEDIATION_FAILED, data, status=Status.INVESTIGATING, mediation=None
    )
