"""How far the procedure of a case has come, as staff are told it."""

from typing import Any

from functions.intake.service.case_for_staff import CaseForStaff, JurisdictionAdvice, PlanStep
from shared.domain.case.parts import Expert, Grant, Mediation
from shared.domain.instants import maybe_text, to_text


def step_document(step: PlanStep) -> dict[str, Any]:
    return {
        "step": step.step_id,
        "what": dict(step.what),
        "owner": step.owner,
        "state": str(step.clock.state),
        "due_at": to_text(step.clock.due_at),
        "met_at": maybe_text(step.clock.met_at),
    }


def jurisdiction_document(advice: JurisdictionAdvice) -> dict[str, Any]:
    body = advice.refer_to
    return {
        "ground": advice.ground,
        "refer_to": body.body_id if body else None,
        "name": dict(body.name) if body else None,
    }


def procedure_document(shown: CaseForStaff) -> dict[str, Any]:
    """Conflicts of interest are shown to the office alone: an agency's people aren't told on."""
    case = shown.case
    conflicts = {"excluded": list(case.excluded), "proposed": list(case.proposed)}
    return {
        "referred_to": case.referred_to,
        "related_to": case.related_to,
        "merged_into": case.parent,
        "followed_by": list(case.children),
        "mediation": case.mediation and _mediation(case.mediation),
        "on_hold": case.hold,
        "appeals": case.appeals,
        "barred": list(case.barred),
        "satisfied": case.satisfied,
        "rating": case.rating,
        "lessons": list(case.lessons),
        "experts": [
            _expert(name, expert) for name, expert in case.experts.items() if not expert.revoked
        ],
        "glass": [_grant(user, grant) for user, grant in case.grants.items()],
        **(conflicts if shown.reader.agency is None else {}),
    }


def _mediation(mediation: Mediation) -> dict[str, Any]:
    return {"consents": list(mediation.consents), "sessions": mediation.sessions}


def _expert(name: str, expert: Expert) -> dict[str, Any]:
    documents = list(expert.evidence_ids)
    return {"expert": name, "documents": documents, "until": to_text(expert.until)}


def _grant(user: str, grant: Grant) -> dict[str, Any]:
    """Somebody who broke the glass, and until when they may know who complained."""
    return {"user": user, "approved_by": grant.approved_by, "until": maybe_text(grant.until)}
