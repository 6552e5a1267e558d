"""Parts of a case that complainants and staff are shown alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.domain.case.case import Case
from shared.domain.case.events import Actor, Event
from shared.domain.case.texts import Text
from shared.domain.deadlines.clocks import Clock
from shared.domain.evidence.evidence import Evidence
from shared.domain.evidence.kinds import KINDS
from shared.domain.policy.action_plans import STEP
from shared.domain.vocabulary import EvidenceState, Reason, TextKind


@dataclass(frozen=True)
class File:
    """A file of a case under the name that its reader may see."""

    evidence_id: str
    name: str
    state: EvidenceState
    reason: Reason | None


def file_of(evidence: Evidence, texts: Sequence[Text], *, named: bool) -> File:
    """`named` is whether this reader may see the sender's name of the file: it may name a person.

    For others the name says the type alone: the content's once it is known, before that what the
    sender called it.
    """
    given = _given_name(evidence, texts) if named else None
    return File(
        evidence.evidence_id, given or _plain_name(evidence), evidence.state, evidence.reason
    )


def _given_name(evidence: Evidence, texts: Sequence[Text]) -> str | None:
    names = {text.text_id: text.body.get("name") for text in texts}
    name = names.get(evidence.name_text or "")
    return str(name) if name else None


def _plain_name(evidence: Evidence) -> str:
    kind = KINDS.get(evidence.kind or "")
    extension = kind.extensions[0] if kind else evidence.extension
    short = evidence.evidence_id[:8]
    return f"{short}.{extension}" if extension else short


def events_until(case: Case, events: Sequence[Event]) -> Sequence[Event]:
    """The events that this state of the case follows from: a repeated answer stays the same."""
    return [event for event in events if event.seq <= case.seq]


def messages_of(events: Sequence[Event], texts: Sequence[Text]) -> Iterator[tuple[Text, Actor]]:
    """The texts that these events name, in their order, each with its writer.

    The name of a file is a text, too, and no message: it is shown with the file.
    """
    by_id: Mapping[str, Text] = {text.text_id: text for text in texts}
    for event in events:
        text = by_id.get(event.data.get("text", ""))
        if text is not None and text.kind != TextKind.EVIDENCE:
            yield text, event.actor


def clocks_of(case: Case) -> Sequence[Clock]:
    """The case's clocks without the steps of its action plan, which are shown apart."""
    return [clock for name, clock in case.clocks.items() if not name.startswith(STEP)]


def next_level_at(case: Case) -> datetime | None:
    """When the next level of an escalation is reached; None while none climbs."""
    return min(
        (climb.next_at for climb in case.climbs.values() if climb.next_at is not None), default=None
    )
