"""Receipt, assessment, hand-over, and joining with another case."""

from collections.abc import Mapping
from typing import Any

from shared.domain.case.change import Change
from shared.domain.commands import Acknowledge, Assess, Join, Merge, Refer, Triage
from shared.domain.deadlines.tick import call_out, wait_for_somebody
from shared.domain.deciding.following import follow
from shared.domain.errors import FieldError, InvalidInput
from shared.domain.instants import to_text
from shared.domain.policy.model import Policy
from shared.domain.policy.office import OFFICE
from shared.domain.vocabulary import Assessment, Audience, EventName, Status, TextKind


@follow.register
def _(command: Acknowledge, change: Change) -> Change:
    if command.message is None:
        return change.emit(EventName.ACKNOWLEDGED, status=Status.ACKNOWLEDGED)
    change, text = change.write(
        TextKind.ACKNOWLEDGEMENT, Audience.COMPLAINANT, {"text": command.message}
    )
    return change.emit(EventName.ACKNOWLEDGED, text, status=Status.ACKNOWLEDGED)


@follow.register
def _(command: Assess, change: Change) -> Change:
    if command.result == Assessment.ACCEPTED:
        change, text = change.write(
            TextKind.ASSESSMENT, Audience.COMPLAINANT, {"text": command.message}
        )
        return change.emit(
            EventName.ACCEPTED, text, status=Status.ACCEPTED, assessed_by=change.actor.name
        )
    if not command.ground:
        raise InvalidInput.of("ground", "Say why the office can't take the complaint up.")
    words = {"text": command.message, "ground": command.ground}
    change, text = change.write(TextKind.ASSESSMENT, Audience.COMPLAINANT, words)
    ended = to_text(change.moment.occurred_at)
    return change.emit(
        EventName.NOT_ACCEPTED,
        text,
        status=Status.NOT_ACCEPTED,
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
    change, text = change.write(TextKind.TRIAGE, Audience.INTERNAL, {"text": command.reason})
    moved = changes.get("agency", change.case.agency) != change.case.agency
    alone = {"assignee": None} if moved else {}
    triaged = change.emit(EventName.TRIAGED, text | changes, **changes, **alone)
    if triaged.case.status == Status.RECEIVED:
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
    change, text = change.write(TextKind.REFERRAL, Audience.COMPLAINANT, words)
    return change.emit(
        EventName.REFERRED,
        text,
        status=Status.REFERRED,
        referred_to=command.to if body else "other",
        assessed_by=change.actor.name,
        closed_at=to_text(change.moment.occurred_at),
    )


@follow.register
def _(command: Merge, change: Change) -> Change:
    ended = to_text(change.moment.occurred_at)
    return change.emit(
        EventName.MERGED,
        {"into": command.into},
        status=Status.MERGED,
        parent=command.into,
        closed_at=ended,
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
        EventName.CASE_JOINED,
        {"reference": command.reference},
        children=[*case.children, command.reference],
        complainants=case.complainants + command.complainants,
        **more,
    )
    return joined if kept else wait_for_somebody(joined, change.moment.recorded_at)
