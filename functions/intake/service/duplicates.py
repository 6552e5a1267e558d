"""What may be the same complaint twice: shown to the officer, who decides whether to merge."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from itertools import chain
from typing import Any

from functions.intake import service
from functions.intake.service.dependencies import Deps
from shared.application.workload import lines, lines_to_work_on
from shared.domain import access
from shared.domain.calendar import due_at
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.instants import from_text
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import Right
from shared.ports import CaseStore

MOST_READ = 200
MOST_SHOWN = 20


@dataclass(frozen=True)
class Duplicate:
    """Another case, and how alike of 100 the two complaints read."""

    case: Case
    similarity: int


def list_duplicates(deps: Deps, actor: Actor, case: Case) -> Sequence[Duplicate]:
    """The most alike first. Ask for the right to read the case before.

    The reader's own exclusions hold for each of them: such a case is left out, as if not there. So
    is one that follows another already: nothing can be merged into it.
    """
    store, policy = deps.casework.store, deps.casework.policies.current()
    complaints = store.complaints([case.reference, *_near(store, case, policy)])
    own = complaints.pop(case.reference, "")
    least = policy.duplicates.similarity
    scores = service.similarity.alike(own, complaints, least, MOST_SHOWN)
    return [
        Duplicate(other, scores[other.reference])
        for other in store.load_many(list(scores))
        if access.may(actor, Right.READ, other) and other.agency == case.agency and not other.parent
    ]


def _near(store: CaseStore, case: Case, policy: Policy) -> list[str]:
    """The agency's cases of the window around this one's receipt, the nearest in time first."""
    if case.received_at is None:
        return []
    received, window = case.received_at, _window(case.received_at, policy)
    distances = {
        line["reference"]: abs(from_text(line["received_at"]) - received)
        for line in _lines(store, case.agency, received - window)
        if line["received_at"] is not None and line["reference"] != case.reference
    }
    within = [reference for reference, distance in distances.items() if distance <= window]
    return nsmallest(MOST_READ, within, key=lambda reference: (distances[reference], reference))


def _lines(store: CaseStore, agency: str, since: datetime) -> Iterator[Mapping[str, Any]]:
    """Open cases, and those closed since: a case closed earlier was received earlier, too."""
    return chain(lines_to_work_on(store, agency), lines(store, agency, ended_since=since))


def _window(received: datetime, policy: Policy) -> timedelta:
    calendar = policy.round_the_clock
    return due_at(calendar, received, policy.duplicates.window, policy.default_rules) - received
