"""How far the procedure of a case has come, as staff are told it."""

from typing import Any

from functions.intake.service.case_for_staff import CaseForStaff, JurisdictionAdvice, PlanStep
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
    case, mediation = shown.case, shown.case.mediation
    document: dict[str, Any] = {
        "referred_to": case.referred_to,
        "related_to": case.related_to,
        "merged_into": case.parent,
        "followed_by": list(case.children),
        "mediation": mediation
        and {"consents": list(mediation.consents), "sessions": mediation.sessions},
        "on_hold": case.hold,
        "appeals": case.appeals,
        "barred": list(case.barred),
        "satisfied": case.satisfied,
        "rating": case.rating,
        "lessons": list(case.lessons),
        "experts": [
            {"expert": name, "documents": list(expert.evidence_ids), "until": to_text(expert.until)}
            for name, expert in case.experts.items()
            if not expert.revoked
        ],
        "glass": [
            {"user": user, "approved_by": grant.approved_by, "until": maybe_text(grant.until)}
            for user, grant in case.grants.items()
        ],
    }
    if shown.reader.agency is None:
        document["excluded"] = list(case.excluded)
    return document
