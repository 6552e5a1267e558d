"""Mediation: proposed to both sides, agreed to by both, held, and ended one way or the other."""

from shared.domain.case.change import Change
from shared.domain.case.parts import Decision, Mediation, to_document
from shared.domain.commands import AnswerMediation, Mediate
from shared.domain.deciding.following import follow
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.procedure.table import possible

PARTIES = ("complainant", "agency")
STEPS = ("propose", "consent", "session", "agreement", "failure")


@follow.register
def _(command: Mediate, change: Change) -> Change:
    if command.step not in STEPS:
        raise InvalidInput.of("step", f"Choose one of: {', '.join(STEPS)}.")
    if change.actor.agency is not None and command.step != "consent":
        raise InvalidInput.of("step", "Give your agency's consent: a mediator does the rest.")
    if command.step == "propose":
        return _proposed(command, change)
    mediation = change.case.mediation
    if mediation is None or change.case.status != "in_mediation":
        raise InvalidInput.of("step", "Propose a mediation first.")
    if command.step == "consent":
        return _consented(change, _party(command, change), command.text)
    if command.step == "failure":
        return _failed(change, command.text)
    if not mediation.agreed:
        left = ", ".join(one for one in PARTIES if one not in mediation.consents)
        raise InvalidInput.of("step", f"Record the consent first of: {left}.")
    return (
        _met(change, command.text) if command.step == "session" else _agreed(change, command.text)
    )


@follow.register
def _(command: AnswerMediation, change: Change) -> Change:
    if command.consent:
        return _consented(change, "complainant", command.text)
    return _failed(change, command.text)


def _proposed(command: Mediate, change: Change) -> Change:
    if change.case.status == "in_mediation":
        others = [name for name in possible(change.case, change.policy) if name != command.name]
        raise NotPossible("a second proposal of mediation", change.case.status, others)
    change, text = change.write("mediation", "complainant", {"text": command.text})
    begun = to_document(Mediation())
    return change.emit("mediation_proposed", text, status="in_mediation", mediation=begun)


def _party(command: Mediate, change: Change) -> str:
    """The agency's own people speak for it; the office says whose consent it has."""
    if change.actor.agency is not None:
        return "agency"
    if command.party not in PARTIES:
        raise InvalidInput.of("party", f"Say whose consent it is: {', '.join(PARTIES)}.")
    return command.party


def _consented(change: Change, party: str, words: str | None) -> Change:
    before = change.case.mediation or Mediation()
    data: dict[str, object] = {"party": party}
    if words:
        change, text = change.write("mediation", "complainant", {"text": words})
        data |= text
    given = Mediation(tuple(sorted({*before.consents, party})), before.sessions)
    return change.emit("mediation_agreed_to", data, mediation=to_document(given))


def _met(change: Change, words: str) -> Change:
    before = change.case.mediation or Mediation()
    change, text = change.write("mediation_session", "internal", {"text": words})
    held = Mediation(before.consents, before.sessions + 1)
    return change.emit("mediation_held", text, mediation=to_document(held))


def _agreed(change: Change, words: str) -> Change:
    """An agreement is a decision like any other: a second person signs it."""
    change, text = change.write("decision", "agency", {"text": words, "remedies": []})
    proposal = Decision("resolved_informally", text["text"], change.actor.name)
    return change.emit(
        "agreement_reached",
        text | {"outcome": proposal.outcome},
        status="decision_proposed",
        decision=to_document(proposal),
    )


def _failed(change: Change, words: str | None) -> Change:
    data: dict[str, object] = {}
    if words:
        change, text = change.write("mediation", "complainant", {"text": words})
        data |= text
    return change.emit("mediation_failed", data, status="investigating", mediation=None)
