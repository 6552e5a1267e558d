"""What complainants are told of their case, in its language and without names."""

from collections.abc import Mapping
from typing import Any

from functions.intake.service.case_for_complainant import (
    CaseForComplainant,
    DecisionForComplainant,
)
from functions.intake.service.case_parts import File
from functions.intake.service.complaints import Export
from functions.intake.views.clocks import clock_documents
from functions.intake.views.filed import complaint_links
from functions.intake.views.files import text_document
from shared import messages
from shared.domain.case.events import Event
from shared.domain.case.texts import Text
from shared.domain.instants import maybe_text, to_text
from shared.domain.policy.action_plans import STEP
from shared.domain.policy.office import Names
from shared.domain.vocabulary import EventName, Role


def complainant_document(shown: CaseForComplainant) -> dict[str, Any]:
    case, language, types = shown.case, shown.case.language, shown.policy.evidence.types
    return {
        "reference": case.reference,
        "status": case.status,
        "status_in_words": messages.text(language, f"status.{case.status}"),
        "urgency": case.urgency,
        "language": language,
        "held_by": {"agency": case.agency, "name": _name(shown.held_by, language)},
        "received_at": maybe_text(case.received_at),
        "closed_at": maybe_text(case.closed_at),
        "clocks": clock_documents(case),
        "timeline": [_step(event, language, types) for event in shown.timeline],
        "messages": [_message(text) for text in shown.messages],
        "evidence": [_file(file, language, types) for file in shown.files],
        "decision": shown.decision and _decision(shown.decision),
        "follows": shown.follows and _followed(shown.follows),
        "possible": [
            {"act": name, "in_words": messages.text(language, f"act.{name}")}
            for name in shown.possible
        ],
        "links": complaint_links(case.reference),
    }


def export_document(export: Export) -> dict[str, Any]:
    return {
        "exported_at": to_text(export.exported_at),
        "identity": dict(export.identity) if export.identity else None,
        "share_identity_with_agency": export.share_identity,
        "forgotten": list(export.forgotten),
        "complaint": complainant_document(export.complaint),
    }


def event_in_words(event: Event, language: str, types: str) -> str:
    """What happened, with the clock that was missed or why a file was refused."""
    values: dict[str, str] = {}
    if event.name == EventName.CLOCK_MISSED:
        clock = "step" if event.data["clock"].startswith(STEP) else event.data["clock"]
        values["clock"] = messages.text(language, f"clock.{clock}")
    if event.name == EventName.EVIDENCE_REJECTED:
        values["reason"] = messages.text(language, f"reason.{event.data['reason']}", types=types)
    return messages.text(language, f"event.{event.name}", **values)


def file_in_words(file: File, language: str, types: str) -> str:
    """Why it was refused, or how far it is."""
    key = f"reason.{file.reason}" if file.reason else f"evidence.{file.state}"
    return messages.text(language, key, types=types)


def author_of(text: Text) -> str:
    """Who of the staff wrote it is no business of the complainant's."""
    return Role.COMPLAINANT if text.author == Role.COMPLAINANT else "office"


def _name(names: Names, language: str) -> str:
    return names.get(language) or next(iter(names.values()))


def _step(event: Event, language: str, types: str) -> dict[str, str]:
    return {
        "at": to_text(event.occurred_at),
        "event": event.name,
        "in_words": event_in_words(event, language, types),
    }


def _message(text: Text) -> dict[str, Any]:
    """For whom else it was written is no business of theirs, either."""
    document = text_document(text) | {"author": author_of(text)}
    del document["audience"]
    return document


def _file(file: File, language: str, types: str) -> dict[str, str]:
    reason = {"reason": str(file.reason)} if file.reason else {}
    return {
        "evidence_id": file.evidence_id,
        "name": file.name,
        "state": str(file.state),
        "in_words": file_in_words(file, language, types),
        **reason,
    }


def _decision(decision: DecisionForComplainant) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "in_words": messages.text(decision.language, f"outcome.{decision.outcome}"),
        "summary": decision.summary,
        "remedies": list(decision.remedies),
    }


def _followed(followed: CaseForComplainant) -> Mapping[str, Any]:
    """How the other case stands: never what its own complainant wrote."""
    case = followed.case
    return {
        "status": case.status,
        "status_in_words": messages.text(case.language, f"status.{case.status}"),
        "clocks": clock_documents(case),
        "closed_at": maybe_text(case.closed_at),
    }
