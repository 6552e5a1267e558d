"""What staff are shown of a case: by allow-list and audience, the complainant by a pseudonym."""

from collections.abc import Mapping, Sequence
from typing import Any

from functions.intake.views.common import clock_shapes, file_name, text_shape, until, written
from functions.intake.views.procedure import jurisdiction_shape, procedure_shape, step_shapes
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor, Event, sha256
from shared.domain.case.queue_entry import summary
from shared.domain.case.texts import Text
from shared.domain.instants import maybe_text
from shared.domain.policy.model import Policy
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import Right

# What an agency learns of a complainant who agreed to it; the office learns all that was given.
_AGREED = frozenset({"name", "email", "phone", "preferred_channel"})


def staff_view(
    case: Case,
    actor: Actor,
    policy: Policy,
    events: Sequence[Event],
    texts: Sequence[Text],
    identity: Mapping[str, Any] | None,
    *,
    known: bool,
) -> dict[str, Any]:
    """`known` is whether this reader may know who complained; `identity` is given only then."""
    readable = [
        text_shape(text)
        for text, writer in written(until(case, events), texts)
        if access.may_read_text(actor, text, writer, case)
    ]
    return (
        _facts(case, policy)
        | procedure_shape(case, actor)
        | {
            "clocks": clock_shapes(case),
            "complainant": _complainant(case, actor, identity),
            "decision": _decision(case, readable),
            "evidence": _evidence(case, texts, known=known),
            "messages": readable,
            "steps": step_shapes(case, policy),
            "possible": [one for one in possible(case, policy) if access.may(actor, one, case)],
        }
    )


def _facts(case: Case, policy: Policy) -> dict[str, Any]:
    """The line of the queue, and what only the opened case tells."""
    category = policy.categories.get(case.category)
    return summary(case) | {
        "cofog": category.cofog if category else None,
        "closed_at": maybe_text(case.closed_at),
        "language": case.language,
        "channel": case.channel,
        "external_reference": case.external_reference,
        "complainants": case.complainants,
        "jurisdiction": jurisdiction_shape(case, policy),
    }


def _evidence(case: Case, texts: Sequence[Text], *, known: bool) -> list[dict[str, Any]]:
    """A file's name may name a person: who may not know the complainant doesn't see it."""
    return [
        {
            "evidence_id": one.evidence_id,
            "name": file_name(one, texts, told=known),
            "state": str(one.state),
        }
        | ({"reason": str(one.reason)} if one.reason else {})
        for one in case.evidence.values()
    ]


def _complainant(case: Case, actor: Actor, identity: Mapping[str, Any] | None) -> dict[str, Any]:
    pseudonym = sha256(f"{case.agency}\n{case.reference}")[:6].upper()
    shape = {"anonymous": case.anonymous, "pseudonym": f"C-{pseudonym}"}
    if identity is None:
        return shape
    whole = access.may(actor, Right.IDENTITY, case)
    return shape | {
        "identity": {name: value for name, value in identity.items() if whole or name in _AGREED}
    }


def _decision(case: Case, readable: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    if case.decision is None:
        return None
    words = {one["message_id"]: one for one in readable}.get(case.decision.summary_text, {})
    return {
        "outcome": case.decision.outcome,
        "summary": words.get("text"),
        "remedies": words.get("remedies", []),
        "proposed_by": case.decision.proposed_by,
        "signed_off_by": case.decision.signed_off_by,
    }
