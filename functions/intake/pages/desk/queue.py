"""The queue: what is overdue first, in words; four counts that are links."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chalice.app import Request, Response

from functions.intake.http.queue_query import opened, sealed
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.web.page import redirect
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words, words
from functions.intake.service.dependencies import Deps
from shared.domain import access
from shared.domain.case.events import Actor
from shared.domain.instants import from_text
from shared.domain.policy.model import Policy
from shared.domain.policy.office import OFFICE
from shared.domain.vocabulary import FINISHED
from shared.ports import QueueQuery

# One page's cost is bounded: of each agency's queue at most this many lines are looked at.
COUNTED, SHOWN = 500, 25
SOON = timedelta(days=1)
PAUSED = ("awaiting_complainant", "in_mediation")
Line = Mapping[str, Any]


def _due(line: Line) -> datetime | None:
    return from_text(line["next_due"]) if line["next_due"] else None


def _overdue(line: Line, now: datetime) -> bool:
    due = _due(line)
    return due is not None and due < now


def _soon(line: Line, now: datetime) -> bool:
    due = _due(line)
    return due is not None and now <= due < now + SOON


COUNTS: Mapping[str, Callable[[Line, datetime], bool]] = {
    "overdue": _overdue,
    "soon": _soon,
    "unassigned": lambda line, _now: not line["assignee"],
    "waiting": lambda line, _now: line["status"] in PAUSED,
}
# What the table itself can look for, page by page.
FILTERS = ("mine", "decisions", "escalated", "all")


@dataclass(frozen=True)
class Row:
    """One case as the queue shows it; `colour` says what `when` says, for who sees colours."""

    reference: str
    category: str
    agency: str
    status: str
    assignee: str
    when: str
    colour: str
    at: str


@staff_only
def show(deps: Deps, request: Request, actor: Actor) -> Response:
    if "list" not in access.RIGHTS.get(actor.role, {}):
        return _elsewhere(deps, request, actor)
    visit, policy, now = Visit(deps, request), deps.casework.policies.current(), deps.clock()
    spoken = words(visit.language)
    first = _open_ones(deps, _asked_for(visit, policy, actor), actor)
    lines, after = _shown(deps, visit, policy, actor, first, now)
    return desk_page(
        deps,
        request,
        actor,
        "desk_queue.html",
        counts={name: sum(fits(one, now) for one in first) for name, fits in COUNTS.items()},
        more=len(first) >= COUNTED,
        filters=FILTERS,
        show_only=visit.query.get("show", "all"),
        agency=visit.query.get("agency", ""),
        agencies=_agencies(actor, policy, spoken),
        rows=[row(one, policy, spoken, now) for one in lines],
        following=sealed(after),
    )


def _asked_for(visit: Visit, policy: Policy, actor: Actor) -> tuple[str, ...]:
    return access.agencies_of(actor, tuple(policy.agencies), visit.query.get("agency"))


def _shown(
    deps: Deps, visit: Visit, policy: Policy, actor: Actor, first: list[Line], now: datetime
) -> tuple[list[Line], str | None]:
    """The lines of this page: a count's are those that it counted."""
    show_only = visit.query.get("show", "all")
    if show_only in COUNTS:
        return [one for one in first if COUNTS[show_only](one, now)], None
    return _page(deps, visit, actor, _asked_for(visit, policy, actor), show_only)


def row(line: Line, policy: Policy, spoken: Words, now: datetime) -> Row:
    category = policy.categories.get(line["category"])
    due = _due(line)
    return Row(
        line["reference"],
        spoken.name(category.name) if category else line["category"],
        agency_name(line["agency"], policy, spoken),
        spoken.t(f"desk.status.{line['status']}"),
        line["assignee"] or "",
        *_when(line, due, spoken, now),
        spoken.moment(due, policy.office.time_zone) if due else "",
    )


def agency_name(agency: str, policy: Policy, spoken: Words) -> str:
    if agency == OFFICE:
        return spoken.name(policy.office.name)
    return spoken.name(policy.agencies[agency].name) if agency in policy.agencies else agency


def _when(line: Line, due: datetime | None, spoken: Words, now: datetime) -> tuple[str, str]:
    """Overdue since, due in, paused: the words for the next deadline."""
    if due is None:
        paused = line["status"] in PAUSED
        return spoken.t("desk.when.paused" if paused else "desk.when.none"), "grey"
    late = due < now
    key = "desk.when.overdue" if late else "desk.when.due"
    colour = "red" if late else "yellow" if due < now + SOON else "green"
    return spoken.t(key, span=_span(abs(now - due), spoken)), colour


def _span(length: timedelta, spoken: Words) -> str:
    hours = max(1, int(length.total_seconds() // 3600))
    unit, amount = ("hours", hours) if hours < 48 else ("calendar_days", hours // 24)
    return spoken.t(f"span.{unit}", n=amount, amount=str(amount))


def _open_ones(deps: Deps, agencies: tuple[str, ...], actor: Actor) -> list[Line]:
    found = _asked(deps, QueueQuery(agencies, COUNTED))[0]
    return [one for one in _theirs(found, actor) if one["status"] not in FINISHED]


def _page(
    deps: Deps, visit: Visit, actor: Actor, agencies: tuple[str, ...], show_only: str
) -> tuple[list[Line], str | None]:
    query = QueueQuery(agencies, SHOWN, opened(visit.query.get("cursor")))
    status = visit.query.get("status")
    narrowed = {
        "mine": replace(query, assignee=actor.name),
        "decisions": replace(query, status="decision_proposed"),
        "escalated": replace(query, clock="escalation"),
    }.get(show_only, replace(query, status=status) if status else query)
    lines, after = _asked(deps, narrowed)
    return _theirs(lines, actor), after


def _asked(deps: Deps, query: QueueQuery) -> tuple[Sequence[Line], str | None]:
    return deps.casework.store.queue(query) if query.agencies else ((), None)


def _theirs(lines: Sequence[Line], actor: Actor) -> list[Line]:
    """A case that concerns somebody isn't in their queue."""
    return [one for one in lines if actor.name not in one.get("excluded", ())]


def _agencies(actor: Actor, policy: Policy, spoken: Words) -> list[tuple[str, str]]:
    mine = access.agencies_of(actor, tuple(policy.agencies), None)
    return [(one, agency_name(one, policy, spoken)) for one in mine] if len(mine) > 1 else []


def _elsewhere(deps: Deps, request: Request, actor: Actor) -> Response:
    """Who reads no case begins with what they may read."""
    if "audit" not in access.RIGHTS.get(actor.role, {}):
        return redirect(deps, request, "/desk/policy")
    asked = Visit(deps, request).query.get("reference", "")
    if asked:
        return redirect(deps, request, f"/desk/cases/{asked.strip()[:40]}/audit")
    return desk_page(deps, request, actor, "desk_find.html")
