"""Parts of answers that complainants and staff have in common."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.domain.case.case import Case
from shared.domain.case.events import Actor, Event
from shared.domain.case.texts import Text
from shared.domain.deadlines.clocks import Clock
from shared.domain.evidence.evidence import KINDS, Evidence
from shared.domain.instants import maybe_text, to_text
from shared.domain.policy.action_plans import STEP

FILE_NAME = "evidence"


def clock_shapes(case: Case) -> list[dict[str, Any]]:
    """The case's clocks; while an escalation climbs, the instant of its next level is one more.

    The steps of an action plan are told apart.
    """
    climbing = [climb.next_at for climb in case.climbs.values() if climb.next_at is not None]
    shapes = [_clock_shape(one) for name, one in case.clocks.items() if not name.startswith(STEP)]
    if not climbing:
        return shapes
    due = to_text(min(climbing))
    return [
        *shapes,
        {
            "name": "escalation",
            "state": "running",
            "due_at": due,
            "paused_at": None,
            "met_at": None,
        },
    ]


def _clock_shape(clock: Clock) -> dict[str, Any]:
    return {
        "name": clock.name,
        "state": str(clock.state),
        "due_at": to_text(clock.due_at),
        "paused_at": maybe_text(clock.paused_at),
        "met_at": maybe_text(clock.met_at),
    }


def filed_shape(case: Case) -> dict[str, Any]:
    """What a filing is answered with, beside the access code.

    Names are in the alphabet's order, as in the stored receipt: a repeat is the same to the byte.
    """
    clocks = [
        {"due_at": to_text(one.due_at), "name": one.name, "state": str(one.state)}
        for name, one in sorted(case.clocks.items())
        if not name.startswith(STEP)
    ]
    return {
        "clocks": clocks,
        "links": complaint_links(case.reference),
        "reference": case.reference,
        "status": case.status,
        "urgency": case.urgency,
    }


def complaint_links(reference: str) -> dict[str, str]:
    here = f"/v1/complaints/{reference}"
    return {
        "evidence": f"{here}/evidence",
        "messages": f"{here}/messages",
        "self": here,
        "withdraw": f"{here}/withdraw",
    }


def text_shape(text: Text) -> dict[str, Any]:
    return {
        "message_id": text.text_id,
        "kind": text.kind,
        "author": text.author,
        "audience": text.audience,
        "written_at": to_text(text.written_at),
        **text.body,
    }


def file_name(evidence: Evidence, texts: Sequence[Text], *, told: bool) -> str:
    """The name that the sender gave it, which may name a person; for others one that says nothing.

    Once the content is known it says the type, before that what the sender called it.
    """
    if told:
        given = {one.text_id: one.body.get("name") for one in texts}.get(evidence.name_text or "")
        if given:
            return str(given)
    kind = KINDS.get(evidence.kind or "")
    extension = kind.extensions[0] if kind else evidence.extension
    short = evidence.evidence_id[:8]
    return f"{short}.{extension}" if extension else short


def until(case: Case, events: Sequence[Event]) -> Sequence[Event]:
    """The events that this state of the case follows from: a repeated answer stays the same."""
    return [one for one in events if one.seq <= case.seq]


def written(events: Sequence[Event], texts: Sequence[Text]) -> list[tuple[Text, Actor]]:
    """The texts that these events tell of, in their order, each with who wrote it.

    The name of a file is a text, too, and no message: it is shown with the file.
    """
    by_id: Mapping[str, Text] = {one.text_id: one for one in texts}
    told = [(by_id.get(event.data.get("text", "")), event.actor) for event in events]
    return [(text, writer) for text, writer in told if text and text.kind != FILE_NAME]
