"""What follows from a command: pure functions `(case, command, policy, moment) -> draft`.

Rights are asked before (`access`); here it is decided whether the case admits the command, what
must be written down, and which status follows. Nothing is stored here.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import singledispatch

from shared.domain import clocks, evidence_deciding
from shared.domain import evidence as evidences
from shared.domain.case import Case, Decision, decision_document
from shared.domain.clocks import ClockState
from shared.domain.commands import (
    Acknowledge,
    AddMessage,
    Assess,
    Assign,
    Close,
    Command,
    Extend,
    Note,
    ProposeDecision,
    RecordAlerts,
    Reply,
    RequestInformation,
    Return,
    SignOff,
    Take,
    Triage,
    Withdraw,
)
from shared.domain.draft import CLOCK_SKEW, Draft, Moment
from shared.domain.errors import FieldError, InvalidInput, NotPossible, StaleVersion
from shared.domain.events import Actor
from shared.domain.evidence_commands import EvidenceCommand
from shared.domain.instants import to_text
from shared.domain.policy import Policy
from shared.domain.procedure import possible, require
from shared.domain.ticking import call_out


def decide(
    case: Case,
    command: Command,
    policy: Policy,
    actor: Actor,
    moment: Moment,
    operation_id: str,
    seen_version: int | None = None,
) -> Draft:
    """The draft that the command leads to.

    `seen_version` is the version the caller decided on; None skips the check (complainants, the
    system). Raises StaleVersion, NotPossible with what is possible, or InvalidInput.
    """
    if seen_version is not None and seen_version != case.version:
        raise StaleVersion(seen_version, case.version)
    require(case, command.name, policy)
    _check_time(case, moment)
    return _follow(command, Draft.of(case, policy, actor, moment, operation_id))


def _check_time(case: Case, moment: Moment) -> None:
    if moment.occurred_at > moment.recorded_at + CLOCK_SKEW:
        raise InvalidInput.of("occurred_at", "Give an instant that is not in the future.")
    if case.received_at is not None and moment.occurred_at < case.received_at:
        received = to_text(case.received_at)
        raise InvalidInput.of("occurred_at", f"Nothing happened before receipt at {received}.")


@singledispatch
def _follow(command: object, draft: Draft) -> Draft:
    raise NotImplementedError(type(command).__name__)


@_follow.register
def _(command: Acknowledge, draft: Draft) -> Draft:
    if command.message is None:
        return draft.emit("acknowledged", status="acknowledged")
    draft, text = draft.write("acknowledgement", "complainant", {"text": command.message})
    return draft.emit("acknowledged", text, status="acknowledged")


@_follow.register
def _(command: Assess, draft: Draft) -> Draft:
    if command.result == "accepted":
        draft, text = draft.write("assessment", "complainant", {"text": command.message})
        return draft.emit("accepted", text, status="accepted")
    if not command.ground:
        raise InvalidInput.of("ground", "Say why the office can't take the complaint up.")
    words = {"text": command.message, "ground": command.ground}
    draft, text = draft.write("assessment", "complainant", words)
    ended = to_text(draft.moment.occurred_at)
    return draft.emit("not_accepted", text, status="not_accepted", closed_at=ended)


@_follow.register
def _(command: Triage, draft: Draft) -> Draft:
    asked = {"urgency": command.urgency, "category": command.category, "agency": command.agency}
    changes = {name: value for name, value in asked.items() if value is not None}
    _check_known(changes, draft.policy)
    draft, text = draft.write("triage", "internal", {"text": command.reason})
    triaged = draft.emit("triaged", text | changes, **changes)
    if triaged.case.status != "received":
        return triaged
    return call_out(triaged, draft.moment.recorded_at)


def _check_known(changes: Mapping[str, str], policy: Policy) -> None:
    known = {
        "urgency": policy.urgency.levels,
        "category": tuple(policy.categories),
        "agency": tuple(policy.agencies),
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


@_follow.register
def _(command: Extend, draft: Draft) -> Draft:
    clock = draft.case.clocks.get(command.clock)
    if clock is None or clock.state not in (ClockState.RUNNING, ClockState.PAUSED):
        running = [name for name, one in draft.case.clocks.items() if one.is_open]
        raise InvalidInput.of("clock", f"Choose a clock that runs: {', '.join(running)}.")
    if clock.wake_at is not None and clock.due_at < draft.moment.recorded_at:
        raise InvalidInput.of("clock", "Its time is up; a deadline is extended before it passes.")
    if command.days < 1:
        raise InvalidInput.of("days", "Give a whole number of days, 1 or more.")
    after = clocks.extended(clock, command.days, draft.policy)
    draft, text = draft.write("extension", "complainant", {"text": command.reason})
    data = text | {"clock": clock.name, "days": command.days, "due_at": to_text(after.due_at)}
    return draft.emit("extended", data, clocks={clock.name: clocks.to_document(after)})


@_follow.register
def _(command: Assign, draft: Draft) -> Draft:
    return draft.emit("assigned", {"assignee": command.assignee}, assignee=command.assignee)


@_follow.register
def _(command: Note, draft: Draft) -> Draft:
    draft, text = draft.write("note", command.audience, {"text": command.text})
    return draft.emit("noted", text)


@_follow.register
def _(command: Reply, draft: Draft) -> Draft:
    draft, text = draft.write("reply", "complainant", {"text": command.text})
    if draft.case.status == "received":
        return draft.emit("replied", text, status="acknowledged")
    return draft.emit("replied", text)


@_follow.register
def _(command: RequestInformation, draft: Draft) -> Draft:
    draft, text = draft.write("question", "complainant", {"text": command.question})
    return draft.emit("information_requested", text, status="awaiting_complainant")


@_follow.register
def _(command: ProposeDecision, draft: Draft) -> Draft:
    words = {"text": command.summary, "remedies": [dict(one) for one in command.remedies]}
    draft, text = draft.write("decision", "agency", words)
    dates = tuple(one["due_on"] for one in command.remedies)
    proposal = Decision(command.outcome, text["text"], draft.actor.name, dates)
    return draft.emit(
        "decision_proposed",
        text | {"outcome": command.outcome},
        status="decision_proposed",
        decision=decision_document(proposal),
    )


@_follow.register
def _(command: SignOff, draft: Draft) -> Draft:
    decision = draft.case.decision
    if decision is None or decision.proposed_by == draft.actor.name:
        others = [name for name in possible(draft.case, draft.policy) if name != command.name]
        raise NotPossible("sign-off of one's own proposal", draft.case.status, others)
    signed = {**decision_document(decision), "signed_off_by": draft.actor.name}
    data = {"outcome": decision.outcome, "proposed_by": decision.proposed_by}
    return draft.emit("decision_signed_off", data, status="resolved", decision=signed)


@_follow.register
def _(command: Return, draft: Draft) -> Draft:
    draft, text = draft.write("return", "agency", {"text": command.reason})
    return draft.emit("decision_returned", text, status="investigating", decision=None)


@_follow.register
def _(command: Close, draft: Draft) -> Draft:
    return draft.emit("closed", status="closed", closed_at=to_text(draft.moment.occurred_at))


@_follow.register
def _(command: AddMessage, draft: Draft) -> Draft:
    draft, text = draft.write("message", "agency", {"text": command.text})
    if draft.case.status == "awaiting_complainant":
        return draft.emit("message_received", text, status="investigating")
    return draft.emit("message_received", text)


@_follow.register
def _(command: Withdraw, draft: Draft) -> Draft:
    ended = to_text(draft.moment.occurred_at)
    if command.reason is None:
        return draft.emit("withdrawn", status="withdrawn", closed_at=ended)
    draft, text = draft.write("withdrawal", "agency", {"text": command.reason})
    return draft.emit("withdrawn", text, status="withdrawn", closed_at=ended)


@_follow.register
def _(command: Take, draft: Draft) -> Draft:
    data = {"contact": command.contact_id}
    if command.user is None:
        return draft.emit("taken", data)
    return draft.emit("taken", data, assignee=command.user)


@_follow.register
def _(command: RecordAlerts, draft: Draft) -> Draft:
    alerts = [dict(one) for one in command.alerts]
    return draft.emit("alerted", {"cause": command.cause, "level": command.level, "alerts": alerts})


@_follow.register
def _(command: EvidenceCommand, draft: Draft) -> Draft:
    held, at = draft.case.evidence, draft.moment.recorded_at
    change = evidence_deciding.follow(command, held, evidences.Limits(), at)
    if change is None:
        return draft
    evidence, data = change.evidence, dict(change.data)
    if change.event == "evidence_requested":
        evidence = replace(evidence, sender=draft.actor.role)
    if change.words is not None:
        draft, text = draft.write("evidence", "internal", change.words)
        evidence, data = replace(evidence, name_text=text["text"]), data | text
    if evidence == held.get(evidence.evidence_id):
        return draft.emit(change.event, data)
    document = evidences.to_document(evidence)
    return draft.emit(change.event, data, evidence={evidence.evidence_id: document})
