"""Receipt, assessment, hand-over, and joining with another case."""

from collections.abc import Mapping
from typing import Any

from shared.domain.case.change import Change
from shared.domain.commands import Acknowledge, Assess, Join, Merge, Refer, Triage
from shared.domain.deadlines.tick import call_out, wait_for_somebody
from shared.domain.deciding.following import follow
from shared.domain.errors import FieldError, InvalidInput
from shared.domain.instants import to_text
from shared.domain.policy.model import OFFICE, Policy


@follow.register
def _(command: Acknowledge, change: Change) -> Change:
    if command.message is None:
        return change.emit("acknowledged", status="acknowledged")
    change, text = change.write("acknowledgement", "complainant", {"text": command.message})
    return change.emit("acknowledged", text, status="acknowledged")


@follow.register
def _(command: Assess, change: Change) -> Change:
    if command.result == "accepted":
        change, text = change.write("assessment", "complainant", {"text": command.message})
        return change.emit("accepted", text, status="accepted", assessed_by=change.actor.name)
    if not command.ground:
        raise InvalidInput.of("ground", "Say why the office can't take the complaint up.")
    words = {"text": command.message, "ground": command.ground}
    change, text = change.write("assessment", "complainant", words)
    ended = to_text(change.moment.occurred_at)
    return change.emit(
        "not_accepted",
        text,
        status="not_accepted",
        assessed_by=change.actor.name,
        closed_at=ended,
    )


@follow.register
def _(command: Triage, change: Change) -> Change:
    asked = {"urgency": command.urgency, "category": command.category, "agency": command.agency}
    changes = {name: value for name, value in asked.items() if value is not None}
    _check_known(changes, change.policy)
    if change.case.related_to and changes.get("agency", OFFICE) != OFFICE:
        raise InvalidInput.of("agency", "Leave it with the office: no agency sees it.")
    change, text = change.write("triage", "internal", {"text": command.reason})
    moved = changes.get("agency", change.case.agency) != change.case.agency
    alone = {"assignee": None} if moved else {}
    triaged = change.emit("triaged", text | changes, **changes, **alone)
    if triaged.case.status == "received":
        triaged = call_out(triaged, change.moment.recorded_at)
    return wait_for_somebody(triaged, change.moment.recorded_at) if moved else triaged


def _check_known(changes: Mapping[str, str], policy: Policy) -> None:
    known = {
        "urgency": policy.urgency.levels,
        "category": tuple(policy.categories),
        "agency": (*policy.agencies, OFFICE),
    }
    if not changes:
        raise InvalidInput.of("urgency", f"Choose one of: {', '.join(known['urgency'])}.")
    errors = [
        FieldError(name, f"Choose one of: {', '.join(sorted(known[name]))}.")
        for name, value in changes.items()
        if value not in known[name]
    ]
    if errors:
        raise InvalidInput(errors)


@follow.register
def _(command: Refer, change: Change) -> Change:
    """The text says where to, a body of the policy by its name in the complainant's language."""
    body = change.policy.bodies.get(command.to)
    named = body.name.get(change.case.language) if body else command.to
    words = {"text": command.message, "to": named or command.to}
    change, text = change.write("referral", "complainant", words)
    return change.emit(
        "referred",
        text,
        status="referred",
        referred_to=command.to if body else "other",
        assessed_by=change.actor.name,
        closed_at=to_text(change.moment.occurred_at),
    )


@follow.register
def _(command: Merge, change: Change) -> Change:
    ended = to_text(change.moment.occurred_at)
    return change.emit(
        "merged", {"into": command.into}, status="merged", parent=command.into, closed_at=ended
    )


@follow.register
def _(command: Join, change: Change) -> Change:
    """Who may not handle or decide the case that follows may not do so by way of this one."""
    case = change.case
    away = {"excluded": command.excluded, "barred": command.barred}
    more: dict[str, Any] = {
        name: sorted({*getattr(case, name), *users})
        for name, users in away.items()
        if not set(users) <= set(getattr(case, name))
    }
    kept = case.assignee not in (*command.excluded, *command.barred)
    if not kept:
        more["assignee"] = None
    joined = change.emit(
        "case_joined",
        {"reference": command.reference},
        children=[*case.children, command.reference],
        complainants=case.complainants + command.complainants,
        **more,
    )
    return joined if kept else wait_for_somebody(joined, change.moment.recorded_at)
