"""The case: one complaint from its receipt to its end. Only events change it: see `replay`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.case.events import GENESIS
from shared.domain.case.parts import Decision, Expert, Grant, Mediation
from shared.domain.deadlines import clocks
from shared.domain.deadlines.clocks import Clock
from shared.domain.deadlines.escalation import Climb
from shared.domain.evidence.evidence import Evidence
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
    or who have recused themselves, `proposed` those of whom somebody says so and the office hasn't
    decided; `barred` those who decided what is appealed against. `plans` are the categories of
    merged cases whose action plans go on here.
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
    proposed: tuple[str, ...] = field(default=(), metadata=_RARE)
    barred: tuple[str, ...] = field(default=(), metadata=_RARE)
    assessed_by: str | None = field(default=None, metadata=_RARE)
    jurisdiction: str | None = field(default=None, metadata=_RARE)
    referred_to: str | None = field(default=None, metadata=_RARE)
    related_to: str | None = field(default=None, metadata=_RARE)
    parent: str | None = field(default=None, metadata=_RARE)
    children: tuple[str, ...] = field(default=(), metadata=_RARE)
    plans: tuple[str, ...] = field(default=(), metadata=_RARE)
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
        """True once the case has ended and nothing of it is followed up any more."""
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


def facts(case: Case) -> Mapping[str, str | None]:
    """Returns what the `when` of a policy's rule may ask about a case."""
    return {
        "urgency": case.urgency,
        "category": case.category,
        "agency": case.agency,
        "channel": case.channel,
    }
