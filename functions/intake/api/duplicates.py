"""What may be the same complaint twice: shown to the officer, who decides whether to merge."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from heapq import nsmallest
from itertools import chain
from typing import Any

from chalice.app import Request, Response

from functions.intake.http.authentication import staff_of
from functions.intake.http.parameters import reference_of
from functions.intake.service.dependencies import Deps
from shared.application.workload import lines, lines_to_work_on
from shared.domain import access
from shared.domain.calendar import due_at
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.instants import from_text, maybe_text
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import Right
from shared.ports import CaseStore

MOST_READ = 200
MOST_SHOWN = 20


def see(deps: Deps, request: Request, reference: str) -> Response:
    """The reader's own exclusions hold for each of them: such a case is left out, as if not there.

    One that follows another already is left out, too: nothing can be merged into it.
    """
    actor = staff_of(request)
    case = deps.casework.store.load(reference_of(reference))
    access.require_read(actor, case)
    return Response({"items": duplicates_of(deps, actor, case), "cursor": None})


def duplicates_of(deps: Deps, actor: Actor, case: Case) -> list[dict[str, Any]]:
    """Ask for the right to read the case before. The most alike first."""
    from functions.intake.service.similarity import (
        alike,  # the other routes start without its library
    )

    store, policy = deps.casework.store, deps.casework.policies.current()
    words = store.complaints([case.reference, *_near(store, case, policy)])
    own = words.pop(case.reference, "")
    found = alike(own, words, policy.duplicates.similarity, MOST_SHOWN)
    readable = [
        one
        for one in store.load_many(list(found))
        if access.may(actor, Right.READ, one) and one.agency == case.agency and one.parent is None
    ]
    return [_shape(one, found[one.reference]) for one in readable]


def _near(store: CaseStore, case: Case, policy: Policy) -> list[str]:
    """The agency's cases of the window around this one's receipt, the nearest in time first."""
    if case.received_at is None:
        return []
    received, window = case.received_at, _window(case.received_at, policy)
    away = {
        line["reference"]: abs(from_text(line["received_at"]) - received)
        for line in _lines(store, case.agency, received - window)
        if line["received_at"] is not None and line["reference"] != case.reference
    }
    within = [reference for reference, distance in away.items() if distance <= window]
    return nsmallest(MOST_READ, within, key=lambda one: (away[one], one))


def _lines(store: CaseStore, agency: str, since: datetime) -> Iterator[Mapping[str, Any]]:
    """Open cases, and those ended since: what ended before was received before, too."""
    ended = lines(store, agency, ended_since=since)
    return chain(lines_to_work_on(store, agency), ended)


def _window(received: datetime, policy: Policy) -> timedelta:
    calendar = policy.round_the_clock
    return due_at(calendar, received, policy.duplicates.window, policy.default_rules) - received


def _shape(case: Case, likeness: int) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "similarity": likeness,
        "status": case.status,
        "received_at": maybe_text(case.received_at),
        "complainants": case.complainants,
    }
