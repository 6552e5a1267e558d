"""The queue: what is overdue first, in words; four counts that are links."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from chalice.app import Response

from functions.intake.http.cursor import seal, unseal
from functions.intake.pages.desk.queue_row import row_of
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.web.page import redirect
from functions.intake.pages.web.policy_names import agency_name
from functions.intake.pages.web.visit import Visit
from functions.intake.service.policies import policy_in_force
from functions.intake.service.queue import (
    QueueFilter,
    QueueLine,
    QueuePage,
    agencies_of,
    list_cases,
    list_open_cases,
    may_audit_any,
    may_list,
)
from shared.domain.case.events import Actor
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import ClockName, Status

# One page's cost is bounded: of each agency's queue at most this many lines are looked at.
COUNTED, SHOWN = 500, 25

COUNTS: Mapping[str, Callable[[QueueLine, datetime], bool]] = {
    "overdue": QueueLine.is_overdue,
    "soon": QueueLine.is_due_soon,
    "unassigned": lambda line, _now: not line.assignee,
    "waiting": lambda line, _now: line.is_waiting,
}
# What the table itself can look for, page by page.
FILTERS = ("mine", "decisions", "escalated", "all")


@staff_only
def show(visit: Visit, actor: Actor) -> Response:
    if not may_list(actor):
        return _elsewhere(visit, actor)
    policy, now = policy_in_force(visit.deps), visit.deps.clock()
    agency, chosen = visit.query.get("agency"), visit.query.get("show", "all")
    counted = list_open_cases(visit.deps, actor, QueueFilter(agency, limit=COUNTED))
    shown = _page(visit, actor, chosen, counted, now)
    return desk_page(
        visit,
        actor,
        "desk/queue.html",
        counts={name: sum(holds(line, now) for line in counted) for name, holds in COUNTS.items()},
        more=len(counted) >= COUNTED,
        filters=FILTERS,
        show_only=chosen,
        agency=agency or "",
        agencies=_agencies(visit, actor, policy),
        rows=[row_of(line, policy, visit.words, now) for line in shown.lines],
        following=seal(shown.after),
    )


def _page(
    visit: Visit, actor: Actor, chosen: str, counted: Sequence[QueueLine], now: datetime
) -> QueuePage:
    """The lines of this page: a count's are those that it counted."""
    if chosen in COUNTS:
        return QueuePage([line for line in counted if COUNTS[chosen](line, now)], None)
    query = visit.query
    everything = QueueFilter(query.get("agency"), limit=SHOWN, after=unseal(query.get("cursor")))
    narrowed = {
        "mine": replace(everything, assignee=actor.name),
        "decisions": replace(everything, status=Status.DECISION_PROPOSED),
        "escalated": replace(everything, clock=ClockName.ESCALATION),
    }.get(chosen, replace(everything, status=query.get("status") or None))
    return list_cases(visit.deps, actor, narrowed)


def _agencies(visit: Visit, actor: Actor, policy: Policy) -> list[tuple[str, str]]:
    """Id and name of each, for whoever has more than one to choose from."""
    own = agencies_of(actor, policy)
    names = [(agency, agency_name(agency, policy, visit.words)) for agency in own]
    return names if len(names) > 1 else []


def _elsewhere(visit: Visit, actor: Actor) -> Response:
    """Who reads no case begins with what they may read."""
    if not may_audit_any(actor):
        return redirect(visit, "/desk/policy")
    reference = visit.query.get("reference", "")
    if reference:
        return redirect(visit, f"/desk/cases/{reference.strip()[:40]}/audit")
    return desk_page(visit, actor, "desk/find.html")
