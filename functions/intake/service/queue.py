"""The queue of staff: what its lines say, which may be seen, and what is overdue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from functions.intake.service.dependencies import Deps
from shared.application.workload import due_of, is_overdue
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.queue_entry import summary
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import FINISHED, Right, Status
from shared.ports import QueueQuery

SOON = timedelta(days=1)
WAITING = frozenset({Status.AWAITING_COMPLAINANT, Status.IN_MEDIATION})


@dataclass(frozen=True)
class QueueLine:
    """A case as the queue knows it. `entry` is what the table says of it, as JSON."""

    entry: Mapping[str, Any]

    @property
    def reference(self) -> str:
        return str(self.entry["reference"])

    @property
    def status(self) -> str:
        return str(self.entry["status"])

    @property
    def category(self) -> str:
        return str(self.entry["category"])

    @property
    def agency(self) -> str:
        return str(self.entry["agency"])

    @property
    def assignee(self) -> str | None:
        assignee: str | None = self.entry["assignee"]
        return assignee

    @property
    def next_due(self) -> datetime | None:
        return due_of(self.entry)

    @property
    def is_waiting(self) -> bool:
        """Somebody else has to do something first."""
        return self.status in WAITING

    def is_overdue(self, now: datetime) -> bool:
        return is_overdue(self.entry, now)

    def is_due_soon(self, now: datetime) -> bool:
        due = self.next_due
        return due is not None and now <= due < now + SOON


@dataclass(frozen=True)
class QueueFilter:
    """What a queue is narrowed to; `after` is where the page before ended."""

    agency: str | None = None
    status: str | None = None
    assignee: str | None = None
    clock: str | None = None
    limit: int = 25
    after: str | None = None


@dataclass(frozen=True)
class QueuePage:
    """`after` is where the next page begins; None at the end."""

    lines: Sequence[QueueLine]
    after: str | None


def list_cases(deps: Deps, actor: Actor, narrowed: QueueFilter) -> QueuePage:
    """Raises Forbidden. Another's agency gives an empty queue, as an unknown one does.

    A case that concerns somebody isn't in their queue.
    """
    require_queue(actor)
    policy = deps.casework.policies.current()
    agencies = access.agencies_of(actor, tuple(policy.agencies), narrowed.agency)
    if not agencies:
        return QueuePage((), None)
    entries, after = deps.casework.store.queue(
        QueueQuery(
            agencies,
            narrowed.limit,
            narrowed.after,
            narrowed.status,
            narrowed.assignee,
            narrowed.clock,
        )
    )
    shown = [entry for entry in entries if actor.name not in entry.get("excluded", ())]
    return QueuePage([QueueLine(entry) for entry in shown], after)


def list_open_cases(deps: Deps, actor: Actor, narrowed: QueueFilter) -> Sequence[QueueLine]:
    """Those of the first page that have not ended."""
    page = list_cases(deps, actor, replace(narrowed, after=None))
    return [line for line in page.lines if line.status not in FINISHED]


def line_of(case: Case) -> QueueLine:
    return QueueLine(summary(case))


def agencies_of(actor: Actor, policy: Policy) -> Sequence[str]:
    """The agencies whose queues this person may see."""
    return access.agencies_of(actor, tuple(policy.agencies), None)


def require_queue(actor: Actor) -> None:
    """Raises Forbidden for a role that has no queue."""
    access.require_right(actor, Right.LIST)


def may_list(actor: Actor) -> bool:
    return access.has_right(actor, Right.LIST)


def may_audit_any(actor: Actor) -> bool:
    return access.has_right(actor, Right.AUDIT)
