"""Mediation: proposed to both sides, agreed to by both, held, and ended one way or the other."""

from shared.domain.case.change import Change
from shared.domain.case.parts import Decision, Mediation, to_document
from shared.domain.commands import AnswerMediation, Mediate
from shared.domain.deciding.following import follow
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import (
    Audience,
    EventName,
    MediationStep,
    Outcome,
    Party,
    Status,
    TextKind,
)


@follow.register
def _(command: Mediate, change: Change) -> Change:
    if command.step not in tuple(MediationStep):
        raise InvalidInput.of("step", f"Choose one of: {', '.join(MediationStep)}.")
    if change.actor.agency is not None and command.step != MediationStep.CONSENT:
        raise InvalidInput.of("step", "Give your agency's consent: a mediator does the rest.")
    if command.step == MediationStep.PROPOSE:
        return _proposed(command, change)
    mediation = change.case.mediation
    if mediation is None or change.case.status != Status.IN_MEDIATION:
        raise InvalidInput.of("step", "Propose a mediation first.")
    if command.step == MediationStep.CONSENT:
        return _consented(change, _party(command, change), command.text)
    if command.step == MediationStep.FAILURE:
        return _failed(change, command.text)
    if not mediation.agreed:
        left = ", ".join(one for one in Party if one not in mediation.consents)
        raise InvalidInput.of("step", f"Record the consent first of: {left}.")
    return (
        _met(change, command.text)
        if command.step == MediationStep.SESSION
        else _agreed(change, command.text)
    )


@follow.register
def _(command: AnswerMediation, change: Change) -> Change:
    if command.consent:
        return _consented(change, Party.COMPLAINANT, command.text)
    return _failed(change, command.text)


def _proposed(command: Mediate, change: Change) -> Change:
    if change.case.status == Status.IN_MEDIATION:
        others = [name for name in possible(change.case, change.policy) if name != command.name]
        raise NotPossible("a second proposal of mediation", change.case.status, others)
    change, text = change.write(TextKind.MEDIATION, Audience.COMPLAINANT, {"text": command.text})
    begun = to_document(Mediation())
    return change.emit(
        EventName.MEDIATION_PROPOSED, text, status=Status.IN_MEDIATION, mediation=begun
    )


def _party(command: Mediate, change: Change) -> Party:
    """The agency's own people speak for it; the office says whose consent it has."""
    if change.actor.agency is not None:
        return Party.AGENCY
    if command.party not in tuple(Party):
        raise InvalidInput.of("party", f"Say whose consent it is: {', '.join(Party)}.")
    return command.party


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
    """An agreement is a decision like any other: a second person signs it."""
    change, text = change.write(TextKind.DECISION, Audience.AGENCY, {"text": words, "remedies": []})
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
