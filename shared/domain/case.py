"""The case: what its events add up to. `apply` is the only way in which one changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from shared.domain import clocks, escalation
from shared.domain import evidence as evidences
from shared.domain.clocks import Clock
from shared.domain.escalation import Climb
from shared.domain.events import GENESIS, RECORDS, Event
from shared.domain.evidence import Evidence
from shared.domain.instants import maybe_instant, maybe_text, to_text

FINISHED = frozenset({"closed", "referred", "not_accepted", "withdrawn", "merged"})


@dataclass(frozen=True)
class Decision:
    """A proposed or signed-off answer; its words, remedies included, are the text of that id."""

    outcome: str
    summary_text: str
    proposed_by: str
    remedies_due_on: tuple[str, ...] = ()
    signed_off_by: str | None = None


@dataclass(frozen=True)
class Case:
    """One complaint's life.

    `seq` counts all events, `version` those by which somebody acted: it is what a caller must have
    seen. `next_due` is the soonest deadline still owed and orders the queue; `wake_at` is when the
    tick must look next and orders the due index.
    """

    reference: str
    version: int = 0
    seq: int = 0
    head: str = GENESIS
    status: str = "received"
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

    @property
    def finished(self) -> bool:
        return self.status in FINISHED

    @property
    def next_due(self) -> datetime | None:
        return min(
            (
                clock.due_at
                for clock in self.clocks.values()
                if clock.state in (clocks.ClockState.RUNNING, clocks.ClockState.MISSED)
                and not self.finished
            ),
            default=None,
        )

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
    for many in ("clocks", "climbs", "evidence"):
        merged[many] = before[many] | event.changes.get(many, {})
    counted = case.version + (0 if event.name in RECORDS else 1)
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


def summary(case: Case) -> dict[str, Any]:
    """A line of the queue: what an officer sees before opening the case."""
    return {
        "reference": case.reference,
        "version": case.version,
        "status": case.status,
        "urgency": case.urgency,
        "agency": case.agency,
        "category": case.category,
        "assignee": case.assignee,
        "received_at": maybe_text(case.received_at),
        "policy_version": case.policy_version,
        "next_due": maybe_text(case.next_due),
        "clocks": [
            {"name": one.name, "state": str(one.state), "due_at": to_text(one.due_at)}
            for one in case.clocks.values()
        ],
    }


def to_document(case: Case) -> dict[str, Any]:
    """JSON; `from_document` gives the equal case back."""
    document = {one.name: getattr(case, one.name) for one in fields(case)}
    decision = case.decision
    return document | {
        "received_at": maybe_text(case.received_at),
        "closed_at": maybe_text(case.closed_at),
        "decision": None if decision is None else decision_document(decision),
        "clocks": {name: clocks.to_document(one) for name, one in case.clocks.items()},
        "climbs": {name: escalation.to_document(one) for name, one in case.climbs.items()},
        "evidence": {name: evidences.to_document(one) for name, one in case.evidence.items()},
    }


def decision_document(decision: Decision) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "summary_text": decision.summary_text,
        "proposed_by": decision.proposed_by,
        "remedies_due_on": list(decision.remedies_due_on),
        "signed_off_by": decision.signed_off_by,
    }


def from_document(document: Mapping[str, Any]) -> Case:
    decision = document["decision"]
    return Case(
        **{
            **document,
            "received_at": maybe_instant(document["received_at"]),
            "closed_at": maybe_instant(document["closed_at"]),
            "decision": None
            if decision is None
            else Decision(**{**decision, "remedies_due_on": tuple(decision["remedies_due_on"])}),
            "clocks": {name: clocks.from_document(one) for name, one in document["clocks"].items()},
            "climbs": {
                name: escalation.from_document(one) for name, one in document["climbs"].items()
            },
            "evidence": {
                name: evidences.from_document(one)
                for name, one in document.get("evidence", {}).items()
            },
        }
    )
