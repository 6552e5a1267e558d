"""What complainants may see of their case: where it stands, and no names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.intake.service.case_parts import File, events_until, file_of, messages_of
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor, Event
from shared.domain.case.texts import Text
from shared.domain.evidence.evidence import Evidence
from shared.domain.policy.model import Policy
from shared.domain.policy.office import Names
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import CommandName, EventName, Role

COMPLAINANT = Actor(Role.COMPLAINANT, "complainant")
PUBLIC_EVENTS = frozenset(
    {
        EventName.FILED,
        EventName.ACKNOWLEDGED,
        EventName.ACCEPTED,
        EventName.NOT_ACCEPTED,
        EventName.REPLIED,
        EventName.INFORMATION_REQUESTED,
        EventName.MESSAGE_RECEIVED,
        EventName.TAKEN,
        EventName.DECISION_SIGNED_OFF,
        EventName.CLOSED,
        EventName.WITHDRAWN,
        EventName.EXTENDED,
        EventName.CLOCK_MISSED,
        EventName.ESCALATED,
        EventName.EVIDENCE_ARRIVED,
        EventName.EVIDENCE_AVAILABLE,
        EventName.EVIDENCE_REJECTED,
        EventName.EVIDENCE_EXPIRED,
        EventName.INVESTIGATED,
        EventName.REFERRED,
        EventName.MERGED,
        EventName.MEDIATION_PROPOSED,
        EventName.MEDIATION_AGREED_TO,
        EventName.MEDIATION_FAILED,
        EventName.AGREEMENT_REACHED,
        EventName.OUTCOME_ACCEPTED,
        EventName.APPEALED,
        EventName.REOPENED,
        EventName.FOLLOWED_UP,
        EventName.CONSENT_CHANGED,
        EventName.BREAK_GLASS_GRANTED,
        EventName.FORGOTTEN,
    }
)


@dataclass(frozen=True)
class DecisionForComplainant:
    """A decision that a second person has signed; `language` is that of the case it belongs to."""

    outcome: str
    summary: str | None
    remedies: Sequence[Mapping[str, str]]
    language: str


@dataclass(frozen=True)
class CaseForComplainant:
    """`case` holds more than may be shown: take the rest of it field by field.

    `follows` is the case that this one follows since it was merged into it; only how that one
    stands is theirs to see, never what its own complainant wrote.
    """

    case: Case
    policy: Policy
    held_by: Names
    timeline: Sequence[Event]
    messages: Sequence[Text]
    files: Sequence[File]
    decision: DecisionForComplainant | None
    possible: Sequence[CommandName]
    follows: "CaseForComplainant | None" = None


def case_for_complainant(
    case: Case,
    policy: Policy,
    events: Sequence[Event],
    texts: Sequence[Text],
    follows: CaseForComplainant | None = None,
) -> CaseForComplainant:
    so_far, own = events_until(case, events), _own_files(case)
    messages = [
        text
        for text, writer in messages_of(so_far, texts)
        if access.may_read_text(COMPLAINANT, text, writer, case)
    ]
    return CaseForComplainant(
        case,
        policy,
        _held_by(case, policy),
        [event for event in so_far if _is_public(event, own)],
        messages,
        [file_of(evidence, texts, named=True) for evidence in own],
        _decision(case, messages) or (follows.decision if follows else None),
        [name for name in possible(case, policy) if access.may(COMPLAINANT, name, case)],
        follows,
    )


def _held_by(case: Case, policy: Policy) -> Names:
    agency = policy.agencies.get(case.agency)
    return policy.office.name if agency is None else agency.name


def _own_files(case: Case) -> list[Evidence]:
    """What staff add is the office's business."""
    return [file for file in case.evidence.values() if file.sender == COMPLAINANT.role]


def _is_public(event: Event, own: Sequence[Evidence]) -> bool:
    about = event.data.get("evidence")
    concerns_own = about is None or about in {file.evidence_id for file in own}
    return concerns_own and event.name in PUBLIC_EVENTS


def _decision(case: Case, messages: Sequence[Text]) -> DecisionForComplainant | None:
    decision = case.decision
    if decision is None or decision.signed_off_by is None:
        return None
    text = next((text for text in messages if text.text_id == decision.summary_text), None)
    if text is None:
        return DecisionForComplainant(decision.outcome, None, (), case.language)
    words, remedies = text.body["text"], text.body["remedies"]
    return DecisionForComplainant(decision.outcome, words, remedies, case.language)
