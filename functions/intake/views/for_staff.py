"""What staff are told of cases, as JSON."""

from collections.abc import Mapping
from typing import Any

from functions.intake.service.case_for_staff import CaseForStaff, Complainant
from functions.intake.service.case_parts import File
from functions.intake.service.cases import AuditTrail
from functions.intake.service.queue import QueueLine, QueuePage, line_of
from functions.intake.views.clocks import clock_documents
from functions.intake.views.files import text_document
from functions.intake.views.procedure import (
    jurisdiction_document,
    procedure_document,
    step_document,
)
from shared.domain.case import events as chain
from shared.domain.instants import maybe_text


def staff_document(shown: CaseForStaff) -> dict[str, Any]:
    """By allow-list: what isn't named here or in the parts stays with the case."""
    decision = shown.decision
    return (
        _facts(shown)
        | procedure_document(shown)
        | {
            "clocks": clock_documents(shown.case),
            "complainant": _complainant(shown.complainant),
            "decision": decision
            and {
                "outcome": decision.outcome,
                "summary": decision.summary,
                "remedies": list(decision.remedies),
                "proposed_by": decision.proposed_by,
                "signed_off_by": decision.signed_off_by,
            },
            "evidence": [_file(file) for file in shown.files],
            "messages": [text_document(text) for text in shown.messages],
            "steps": [step_document(step) for step in shown.steps],
            "possible": list(shown.possible),
        }
    )


def audit_document(trail: AuditTrail) -> dict[str, Any]:
    broken = trail.broken and {"seq": trail.broken.seq, "reason": trail.broken.reason}
    items = [chain.to_document(event) | {"hash": event.hash} for event in trail.events]
    return {"reference": trail.reference, "broken": broken, "items": items, "cursor": None}


def queue_document(page: QueuePage) -> list[dict[str, Any]]:
    return [_line_document(line) for line in page.lines]


def _line_document(line: QueueLine) -> dict[str, Any]:
    """Who is kept away from a case is nobody's news."""
    return {name: value for name, value in line.entry.items() if name != "excluded"}


def _facts(shown: CaseForStaff) -> dict[str, Any]:
    """The line of the queue, and what only the opened case tells."""
    case, category = shown.case, shown.policy.categories.get(shown.case.category)
    return _line_document(line_of(case)) | {
        "cofog": category.cofog if category else None,
        "closed_at": maybe_text(case.closed_at),
        "language": case.language,
        "channel": case.channel,
        "external_reference": case.external_reference,
        "complainants": case.complainants,
        "jurisdiction": shown.jurisdiction and jurisdiction_document(shown.jurisdiction),
    }


def _file(file: File) -> dict[str, Any]:
    reason = {"reason": str(file.reason)} if file.reason else {}
    return {"evidence_id": file.evidence_id, "name": file.name, "state": str(file.state)} | reason


def _complainant(complainant: Complainant) -> dict[str, Any]:
    identity: Mapping[str, Any] = (
        {} if complainant.identity is None else {"identity": dict(complainant.identity)}
    )
    return {
        "anonymous": complainant.anonymous,
        "pseudonym": complainant.pseudonym,
        **identity,
    }
