"""What complainants are shown of their case: where it stands, in their language, and no names."""

from collections.abc import Sequence
from typing import Any

from functions.intake.views.common import (
    clock_shapes,
    complaint_links,
    file_name,
    text_shape,
    until,
    written,
)
from shared import messages
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor, Event
from shared.domain.case.parts import Decision
from shared.domain.case.texts import Text
from shared.domain.evidence.evidence import Evidence
from shared.domain.instants import maybe_text, to_text
from shared.domain.policy.action_plans import STEP
from shared.domain.policy.model import Policy
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import EventName, Role

# What those who follow another case learn of it: never what its own complainant wrote.
FOLLOWED = ("status", "status_in_words", "clocks", "closed_at")
COMPLAINANT = Actor(Role.COMPLAINANT, "complainant")
PUBLIC_EVENTS = frozenset(
    {
        "filed",
        "acknowledged",
        "accepted",
        "not_accepted",
        "replied",
        "information_requested",
        "message_received",
        "taken",
        "decision_signed_off",
        "closed",
        "withdrawn",
        "extended",
        "clock_missed",
        "escalated",
        "evidence_arrived",
        "evidence_available",
        "evidence_rejected",
        "evidence_expired",
        "investigated",
        "referred",
        "merged",
        "mediation_proposed",
        "mediation_agreed_to",
        "mediation_failed",
        "agreement_reached",
        "outcome_accepted",
        "appealed",
        "reopened",
        "followed_up",
        "consent_changed",
        "forgotten",
    }
)


def complainant_view(
    case: Case,
    policy: Policy,
    events: Sequence[Event],
    texts: Sequence[Text],
    leading: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """`leading` is the view of the case that this one follows since it was merged into it."""
    language, known, types = case.language, until(case, events), policy.evidence.types
    readable = [
        text
        for text, writer in written(known, texts)
        if access.may_read_text(COMPLAINANT, text, writer, case)
    ]
    return {
        "reference": case.reference,
        "status": case.status,
        "status_in_words": messages.text(language, f"status.{case.status}"),
        "urgency": case.urgency,
        "language": language,
        "held_by": _agency(case, policy),
        "received_at": maybe_text(case.received_at),
        "closed_at": maybe_text(case.closed_at),
        "clocks": clock_shapes(case),
        "timeline": [_step(one, language, types) for one in known if _is_told(one, case)],
        "messages": [_message(one) for one in readable],
        "evidence": [_file(one, language, texts, types) for one in _sent(case)],
        "decision": _decision(case.decision, language, readable) or (leading or {}).get("decision"),
        "follows": leading and {name: leading[name] for name in FOLLOWED},
        "possible": _possible(case, policy),
        "links": complaint_links(case.reference),
    }


def _agency(case: Case, policy: Policy) -> dict[str, str]:
    agency = policy.agencies.get(case.agency)
    names = policy.office.name if agency is None else agency.name
    name = names.get(case.language) or next(iter(names.values()))
    return {"agency": case.agency, "name": name}


def _sent(case: Case) -> list[Evidence]:
    """Their own files: what staff add is the office's business."""
    return [one for one in case.evidence.values() if one.sender == COMPLAINANT.role]


def _is_told(event: Event, case: Case) -> bool:
    about = event.data.get("evidence")
    own = about is None or about in {one.evidence_id for one in _sent(case)}
    return own and event.name in PUBLIC_EVENTS


def _file(evidence: Evidence, language: str, texts: Sequence[Text], types: str) -> dict[str, str]:
    reason = {"reason": str(evidence.reason)} if evidence.reason else {}
    told = f"reason.{evidence.reason}" if evidence.reason else f"evidence.{evidence.state}"
    return {
        "evidence_id": evidence.evidence_id,
        "name": file_name(evidence, texts, told=True),
        "state": str(evidence.state),
        "in_words": messages.text(language, told, types=types),
        **reason,
    }


def _step(event: Event, language: str, types: str) -> dict[str, str]:
    values = {}
    if event.name == EventName.CLOCK_MISSED:
        clock = "step" if event.data["clock"].startswith(STEP) else event.data["clock"]
        values["clock"] = messages.text(language, f"clock.{clock}")
    if event.name == EventName.EVIDENCE_REJECTED:
        values["reason"] = messages.text(language, f"reason.{event.data['reason']}", types=types)
    return {
        "at": to_text(event.occurred_at),
        "event": event.name,
        "in_words": messages.text(language, f"event.{event.name}", **values),
    }


def _message(text: Text) -> dict[str, Any]:
    """Who of the staff wrote it, or for whom, is nobody's business here."""
    shape = text_shape(text)
    shape["author"] = "complainant" if text.author == Role.COMPLAINANT else "office"
    del shape["audience"]
    return shape


def _decision(
    decision: Decision | None, language: str, readable: Sequence[Text]
) -> dict[str, Any] | None:
    """None until a second person has signed it."""
    if decision is None or decision.signed_off_by is None:
        return None
    summary = next((one for one in readable if one.text_id == decision.summary_text), None)
    return {
        "outcome": decision.outcome,
        "in_words": messages.text(language, f"outcome.{decision.outcome}"),
        "summary": summary.body["text"] if summary else None,
        "remedies": summary.body["remedies"] if summary else [],
    }


def _possible(case: Case, policy: Policy) -> list[dict[str, str]]:
    return [
        {"act": name, "in_words": messages.text(case.language, f"act.{name}")}
        for name in possible(case, policy)
        if access.may(COMPLAINANT, name, case)
    ]
