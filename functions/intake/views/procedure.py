"""How far the procedure of a case has come, as staff are shown it."""

from typing import Any

from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.instants import maybe_text, to_text
from shared.domain.policy.action_plans import STEP
from shared.domain.policy.model import Policy
from shared.domain.procedure import jurisdiction


def step_shapes(case: Case, policy: Policy) -> list[dict[str, Any]]:
    """The action plan, in its own order; steps of a plan that was left behind come last."""
    plan = policy.action_plan_of(case.category)
    steps = {f"{STEP}{one.step_id}": one for one in plan.steps} if plan else {}
    left = [name for name in case.clocks if name.startswith(STEP) and name not in steps]
    return [
        {
            "step": name.removeprefix(STEP),
            "what": dict(steps[name].what) if name in steps else {},
            "owner": steps[name].owner if name in steps else None,
            "state": str(case.clocks[name].state),
            "due_at": to_text(case.clocks[name].due_at),
            "met_at": maybe_text(case.clocks[name].met_at),
        }
        for name in (*steps, *left)
        if name in case.clocks
    ]


def jurisdiction_shape(case: Case, policy: Policy) -> dict[str, Any] | None:
    """What the policy's rules say against taking it up, and who may help instead."""
    if case.jurisdiction is None:
        return None
    body = policy.bodies.get(jurisdiction.refer_to(case.jurisdiction, case.category, policy) or "")
    return {
        "ground": case.jurisdiction,
        "refer_to": body.body_id if body else None,
        "name": dict(body.name) if body else None,
    }


def procedure_shape(case: Case, actor: Actor) -> dict[str, Any]:
    """Conflicts of interest are shown to the office alone: an agency's people aren't told on."""
    mediation = case.mediation
    shape: dict[str, Any] = {
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
            {"expert": name, "documents": list(one.evidence_ids), "until": to_text(one.until)}
            for name, one in case.experts.items()
            if not one.revoked
        ],
        "glass": [
            {"user": user, "approved_by": one.approved_by, "until": maybe_text(one.until)}
            for user, one in case.grants.items()
        ],
    }
    return shape | ({"excluded": list(case.excluded)} if actor.agency is None else {})
