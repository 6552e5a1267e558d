"""Mediation: proposed to both sides, agreed to by both, held, and ended one way or the other."""

from shared.domain.case.change import Draft
from shared.domain.case.parts import Decision, Mediation, to_document
from shared.domain.commands import AnswerMediation, Mediate
from shared.domain.deciding.following import follow
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.procedure.table import possible

PARTIES = ("complainant", "agency")
STEPS = ("propose", "consent", "session", "agreement", "failure")


@follow.register
def _(command: Mediate, draft: Draft) -> Draft:
    if command.step not in STEPS:
        raise InvalidInput.of("step", f"Choose one of: {', '.join(STEPS)}.")
    if draft.actor.agency is not None and command.step != "consent":
        raise InvalidInput.of("step", "Give your agency's consent: a mediator does the rest.")
    if command.step == "propose":
        return _proposed(command, draft)
    mediation = draft.case.mediation
    if mediation is None or draft.case.status != "in_mediation":
        raise InvalidInput.of("step", "Propose a mediation first.")
    if command.step == "consent":
        return _consented(draft, _party(command, draft), command.text)
    if command.step == "failure":
        return _failed(draft, command.text)
    if not mediation.agreed:
        left = ", ".join(one for one in PARTIES if one not in mediation.consents)
        raise InvalidInput.of("step", f"Record the consent first of: {left}.")
    return _met(draft, command.text) if command.step == "session" else _agreed(draft, command.text)


@follow.register
def _(command: AnswerMediation, draft: Draft) -> Draft:
    if command.consent:
        return _consented(draft, "complainant", command.text)
    return _failed(draft, command.text)


def _proposed(command: Mediate, draft: Draft) -> Draft:
    if draft.case.status == "in_mediation":
        others = [name for name in possible(draft.case, draft.policy) if name != command.name]
        raise NotPossible("a second proposal of mediation", draft.case.status, others)
    draft, text = draft.write("mediation", "complainant", {"text": command.text})
    begun = to_document(Mediation())
    return draft.emit("mediation_proposed", text, status="in_mediation", mediation=begun)


def _party(command: Mediate, draft: Draft) -> str:
    """The agency's own people speak for it; the office says whose consent it has."""
    if draft.actor.agency is not None:
        return "agency"
    if command.party not in PARTIES:
        raise InvalidInput.of("party", f"Say whose consent it is: {', '.join(PARTIES)}.")
    return command.party


def _consented(draft: Draft, party: str, words: str | None) -> Draft:
    before = draft.case.mediation or Mediation()
    data: dict[str, object] = {"party": party}
    if words:
        draft, text = draft.write("mediation", "complainant", {"text": words})
        data |= text
    given = Mediation(tuple(sorted({*before.consents, party})), before.sessions)
    return draft.emit("mediation_agreed_to", data, mediation=to_document(given))


def _met(draft: Draft, words: str) -> Draft:
    before = draft.case.mediation or Mediation()
    draft, text = draft.write("mediation_session", "internal", {"text": words})
    held = Mediation(before.consents, before.sessions + 1)
    return draft.emit("mediation_held", text, mediation=to_document(held))


def _agreed(draft: Draft, words: str) -> Draft:
    """An agreement is a decision like any other: a second person signs it."""
    draft, text = draft.write("decision", "agency", {"text": words, "remedies": []})
    proposal = Decision("resolved_informally", text["text"], draft.actor.name)
    return draft.emit(
        "agreement_reached",
        text | {"outcome": proposal.outcome},
        status="decision_proposed",
        decision=to_document(proposal),
    )


def _failed(draft: Draft, words: str | None) -> Draft:
    data: dict[str, object] = {}
    if words:
        draft, text = draft.write("mediation", "complainant", {"text": words})
        data |= text
    return draft.emit("mediation_failed", data, status="investigating", mediation=None)
