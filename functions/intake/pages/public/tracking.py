"""A complaint as its complainant sees it, in the language of the visit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from chalice.app import Request, Response

from functions.intake.http.parameters import reference_of
from functions.intake.pages.public.case_session import COOKIE, opened, session_cookie
from functions.intake.pages.public.complainant_acts import OFFERED
from functions.intake.pages.web.forms import form_of
from functions.intake.pages.web.page import page, redirect
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words, words
from functions.intake.service.dependencies import Deps
from functions.intake.views.for_complainant import complainant_view
from shared.domain.case.case import Case
from shared.domain.errors import CaseNotFound
from shared.domain.instants import from_text
from shared.domain.policy.action_plans import STEP
from shared.domain.policy.model import Policy
from shared.domain.reference import read_reference
from shared.domain.vocabulary import ClockState
from shared.messages.explanation import explain


@dataclass(frozen=True)
class Promise:
    """What one waits for, until when, and how the date came about."""

    what: str
    until: str
    late: bool
    why: list[str]


def ask(deps: Deps, request: Request) -> Response:
    return page(deps, request, "track.html", reference="")


def look(deps: Deps, request: Request) -> Response:
    """From the general page: the reference is typed, too."""
    form = form_of(deps, request)
    written = form.text("reference")
    return _let_in(deps, request, read_reference(written), written, form.text("code"))


def show(deps: Deps, request: Request, reference: str) -> Response:
    known, case = reference_of(reference), opened(deps, request, reference)
    if case is None:
        return page(deps, request, "track.html", reference=known)
    visit = Visit(deps, request)
    return page(deps, request, "tracking.html", **_told(deps, visit, case), done=_done(visit))


def leave(deps: Deps, request: Request) -> Response:
    form_of(deps, request)
    gone = Visit(deps, request).cookie(COOKIE, "", seconds=0)
    return redirect(deps, request, "/", cookies=[gone])


def _let_in(
    deps: Deps, request: Request, reference: str | None, written: str, code: str
) -> Response:
    """A reference that can't be one, one that isn't, and a wrong code look the same."""
    visit = Visit(deps, request)
    try:
        case = deps.casework.open_with_code(reference or "", code)
    except CaseNotFound:
        wrong = [("code", words(visit.language).t("track.wrong"))]
        return page(deps, request, "track.html", status=404, errors=wrong, reference=written[:40])
    cookie = session_cookie(visit, case.reference, code)
    return redirect(deps, request, f"/complaints/{case.reference}", cookies=[cookie])


def _told(deps: Deps, visit: Visit, case: Case) -> dict[str, Any]:
    spoken = words(visit.language)
    policy = deps.casework.policies.version(case.policy_version)
    view = _view(deps, visit, case)
    zone = policy.office.time_zone
    return {
        "reference": case.reference,
        "view": view,
        "received": _at(view["received_at"], zone, spoken),
        "promises": list(_promises(case, policy, spoken, deps.clock())),
        "timeline": [(_at(one["at"], zone, spoken), one["in_words"]) for one in view["timeline"]],
        "messages": [
            (one["author"], _at(one["written_at"], zone, spoken), _said(one))
            for one in view["messages"]
        ],
        "remedies": [
            {**one, "due_on": spoken.day(date.fromisoformat(one["due_on"]))}
            for one in (view.get("decision") or {}).get("remedies", ())
        ],
        "acts": [one["act"] for one in view["possible"] if one["act"] in OFFERED],
    }


def _view(deps: Deps, visit: Visit, case: Case) -> dict[str, Any]:
    leading = None
    if case.parent is not None:
        leading = _view(deps, visit, deps.casework.store.load(case.parent))
    store, policy = deps.casework.store, deps.casework.policies.version(case.policy_version)
    events, texts = store.events(case.reference), store.texts(case.reference)
    here = replace(case, language=visit.language)
    return complainant_view(here, policy, events, texts, leading)


def _promises(case: Case, policy: Policy, spoken: Words, now: datetime) -> Iterator[Promise]:
    """Clocks that still run or were missed; what is done is told by the timeline."""
    for clock in sorted(case.clocks.values(), key=lambda one: one.due_at):
        waited = clock.state in (ClockState.RUNNING, ClockState.PAUSED, ClockState.MISSED)
        if waited and not clock.name.startswith(STEP):
            yield Promise(
                spoken.t(f"clock.{clock.name}"),
                spoken.moment(clock.due_at, policy.office.time_zone),
                clock.state is ClockState.MISSED or clock.due_at < now,
                explain(clock, policy, spoken.language),
            )


def _at(text: str | None, zone: str, spoken: Words) -> str:
    return spoken.moment(from_text(text), zone) if text else ""


def _said(message: dict[str, Any]) -> str:
    """Whatever its kind calls it, its words."""
    named = ("text", "message", "question", "description", "summary", "reason")
    return "\n".join(str(message[one]) for one in named if message.get(one))


def _done(visit: Visit) -> str | None:
    """What has just been done; the address says it and nothing of the visitor's."""
    done = visit.query.get("done")
    return done if done in OFFERED else None
