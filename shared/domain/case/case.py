"""The case: what its events add up to. `apply` is the only way in which one changes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from shared.domain.case import parts as parts
from shared.domain.case.events import GENESIS, Event, by_somebody
from shared.domain.case.parts import Decision, Expert, Grant, Mediation
from shared.domain.deadlines import clocks, escalation
from shared.domain.deadlines.clocks import Clock
from shared.domain.deadlines.escalation import Climb
from shared.domain.evidence import evidence as evidences
from shared.domain.evidence.evidence import Evidence
from shared.domain.instants import maybe_instant, maybe_text
from shared.domain.vocabulary import FINISHED, ClockName, ClockState, Status

# What an office still looks after when all else is over: whether remedies came, and a hand-over.
_FOLLOW_UP = frozenset({ClockName.FOLLOW_UP})
FOLLOWED = {Status.CLOSED: _FOLLOW_UP, Status.REFERRED: _FOLLOW_UP}
_RARE = {"rare": True}  # left out of a document while it has its default


@dataclass(frozen=True)
class Case:
    """One complaint's life.

    `seq` counts all events, `version` those by which somebody acted: it is what a caller must have
    seen. `next_due` is the soonest deadline still owed and orders the queue; `wake_at` is when the
    tick must look next and orders the due index. `excluded` are staff whom the complaint concerns,
    or who have recused themselves; `barred` those who decided what is appealed against.
    """

    reference: str
    version: int = 0
    seq: int = 0
    head: str = GENESIS
    status: Status = Status.RECEIVED
    urgency: str = "standard"
    agency: str = ""
    category: str = ""
    language: str = "fr"
    channel: str = "form"
    received_at: datetime | None = None
    policy_version: str = ""
    assignee: str | None = None
    code_hash: str | None = None
    anonymous: bool = True
    share_identity: bool = False
    complainants: int = 1
    external_reference: str | None = None
    decision: Decision | None = None
    closed_at: datetime | None = None
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    climbs: Mapping[str, Climb] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    excluded: tuple[str, ...] = field(default=(), metadata=_RARE)
    barred: tuple[str, ...] = field(default=(), metadata=_RARE)
    assessed_by: str | None = field(default=None, metadata=_RARE)
    jurisdiction: str | None = field(default=None, metadata=_RARE)
    referred_to: str | None = field(default=None, metadata=_RARE)
    related_to: str | None = field(default=None, metadata=_RARE)
    parent: str | None = field(default=None, metadata=_RARE)
    children: tuple[str, ...] = field(default=(), metadata=_RARE)
    hold: bool = field(default=False, metadata=_RARE)
    forgotten: tuple[str, ...] = field(default=(), metadata=_RARE)
    satisfied: bool = field(default=False, metadata=_RARE)
    rating: int | None = field(default=None, metadata=_RARE)
    appeals: int = field(default=0, metadata=_RARE)
    lessons: tuple[str, ...] = field(default=(), metadata=_RARE)
    mediation: Mediation | None = field(default=None, metadata=_RARE)
    redactions: Mapping[str, str] = field(default_factory=dict, metadata=_RARE)
    grants: Mapping[str, Grant] = field(default_factory=dict, metadata=_RARE)
    experts: Mapping[str, Expert] = field(default_factory=dict, metadata=_RARE)

    @property
    def finished(self) -> bool:
        """Nothing is owed any more: the case has ended, and nothing of it is followed up."""
        if self.status not in FINISHED:
            return False
        return not any(self.clocks[name].is_open for name in self.followed if name in self.clocks)

    @property
    def followed(self) -> frozenset[ClockName]:
        """The clocks that go on in a case that has ended."""
        return FOLLOWED.get(self.status, frozenset())

    @property
    def deciders(self) -> frozenset[str]:
        """Who assessed it, and who proposed and signed the decision."""
        decision = self.decision
        signed = (decision.proposed_by, decision.signed_off_by) if decision else ()
        return frozenset(one for one in (self.assessed_by, *signed) if one is not None)

    def owes(self, clock: Clock) -> bool:
        ended = self.status in FINISHED and clock.name not in self.followed
        return not ended and clock.state in (ClockState.RUNNING, ClockState.MISSED)

    @property
    def next_due(self) -> datetime | None:
        return min((one.due_at for one in self.clocks.values() if self.owes(one)), default=None)

    @property
    def wake_at(self) -> datetime | None:
        return clocks.next_wake(
            [
                *(clock.wake_at for clock in self.clocks.values()),
                *(climb.wake_at for climb in self.climbs.values()),
            ]
        )


def apply(case: Case, event: Event) -> Case:
    """The case after the event. Pure, total, and independent of any policy or calendar."""
    before = to_document(case)
    merged = {**before, **event.changes}
    for many in MANY:
        merged[many] = before.get(many, {}) | event.changes.get(many, {})
    counted = case.version + (1 if by_somebody(event) else 0)
    return replace(from_document(merged), seq=event.seq, head=event.hash, version=counted)


def replay(reference: str, events: Iterable[Event]) -> Case:
    case = Case(reference)
    for event in events:
        case = apply(case, event)
    return case


def facts(case: Case) -> Mapping[str, str | None]:
    """What the `when` of a policy's rule may ask about a case."""
    return {
        "urgency": case.urgency,
        "category": case.category,
        "agency": case.agency,
        "channel": case.channel,
    }


def to_document(case: Case) -> dict[str, Any]:
    """JSON; `from_document` gives the equal case back."""
    empty = Case(case.reference)
    document = {}
    for one in fields(Case):
        value = getattr(case, one.name)
        if one.metadata and value == getattr(empty, one.name):
            continue
        write, _ = _CODECS.get(one.name, _AS_IT_IS)
        document[one.name] = list(value) if isinstance(value, tuple) else write(value)
    return document


def from_document(document: Mapping[str, Any]) -> Case:
    read: dict[str, Any] = {}
    for name, value in document.items():
        _, reader = _CODECS.get(name, _AS_IT_IS)
        read[name] = tuple(value) if isinstance(value, list) else reader(value)
    return Case(**read)


Codec = tuple[Callable[[Any], Any], Callable[[Any], Any]]


def _maybe(write: Callable[[Any], Any], read: Callable[[Any], Any]) -> Codec:
    return (
        lambda value: None if value is None else write(value),
        lambda value: None if value is None else read(value),
    )


def _each(write: Callable[[Any], Any], read: Callable[[Any], Any]) -> Codec:
    return (
        lambda many: {name: write(one) for name, one in many.items()},
        lambda many: {name: read(one) for name, one in many.items()},
    )


_AS_IT_IS: Codec = (lambda value: value, lambda value: value)
_CODECS: Mapping[str, Codec] = {
    "status": (str, Status),
    "received_at": (maybe_text, maybe_instant),
    "closed_at": (maybe_text, maybe_instant),
    "decision": _maybe(parts.to_document, parts.decision_of),
    "mediation": _maybe(parts.to_document, parts.mediation_of),
    "clocks": _each(clocks.to_document, clocks.from_document),
    "climbs": _each(escalation.to_document, escalation.from_document),
    "evidence": _each(evidences.to_document, evidences.from_document),
    "grants": _each(parts.to_document, parts.grant_of),
    "experts": _each(parts.to_document, parts.expert_of),
}
MANY = ("clocks", "climbs", "evidence", "grants", "experts", "redactions")
