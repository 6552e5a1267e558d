"""A case on the desk: what to do now first, then all that this reader may know of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from chalice.app import Request, Response

from functions.intake.api.cases import shown_to, viewed
from functions.intake.api.evidence import download_for
from functions.intake.http.parameters import reference_of
from functions.intake.pages.desk.case_acts import offered
from functions.intake.pages.desk.clock_bars import Bar, timeline
from functions.intake.pages.desk.command_fields import FORMS
from functions.intake.pages.desk.event_lines import told
from functions.intake.pages.desk.queue import row
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.web.forms import form_of
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words, words
from functions.intake.service.dependencies import Deps
from shared.domain import access
from shared.domain.case.events import Actor
from shared.domain.case.queue_entry import summary
from shared.domain.instants import from_text
from shared.domain.policy.model import Policy
from shared.domain.vocabulary import RECORDS, CommandName, Right, Role, Status

# What the procedure asks for next, by status; the first of these that this reader may do.
NEXT: Mapping[Status, Sequence[CommandName]] = {
    Status.RECEIVED: (CommandName.ACKNOWLEDGE,),
    Status.ACKNOWLEDGED: (CommandName.ASSESS, CommandName.ASSIGN),
    Status.ACCEPTED: (CommandName.RECORD, CommandName.PROPOSE_DECISION),
    Status.INVESTIGATING: (CommandName.PROPOSE_DECISION, CommandName.RECORD, CommandName.ASSESS),
    Status.AWAITING_COMPLAINANT: (CommandName.REPLY,),
    Status.IN_MEDIATION: (CommandName.MEDIATE,),
    Status.DECISION_PROPOSED: (CommandName.SIGN_OFF, CommandName.RETURN),
    Status.RESOLVED: (CommandName.CLOSE, CommandName.FOLLOW_UP),
    Status.CLOSED: (CommandName.FOLLOW_UP,),
    Status.REFERRED: (CommandName.FOLLOW_UP,),
}


@staff_only
def show(deps: Deps, request: Request, actor: Actor, reference: str) -> Response:
    """Who reads a case is written down before they are shown it."""
    known = reference_of(reference)
    access.require_read(actor, deps.casework.store.load(known))
    case = viewed(deps, known, actor, "case")
    events, now = deps.casework.store.events(known), deps.clock()
    view = shown_to(deps, case, actor, events)
    policy = deps.casework.policies.version(case.policy_version)
    visit = Visit(deps, request)
    spoken = words(visit.language)
    possible = [one for one in FORMS if one in view["possible"]]
    return desk_page(
        deps,
        request,
        actor,
        "desk_case.html",
        case=view,
        row=row(summary(case), policy, spoken, now),
        now_do=next((one for one in NEXT.get(case.status, ()) if one in possible), None),
        possible=possible,
        acts=offered(deps, actor, case),
        clocks=_clocks(view, policy, spoken, now, visit.direction),
        steps=_steps(view, policy, spoken),
        messages=_messages(view, policy, spoken),
        history=[told(one, policy, spoken) for one in reversed(events) if one.name not in RECORDS],
        audited=access.may(actor, Right.AUDIT, case),
        downloads=access.may(actor, CommandName.DOWNLOAD, case),
    )


@staff_only
def download(
    deps: Deps, request: Request, actor: Actor, reference: str, evidence_id: str
) -> Response:
    form_of(deps, request)
    answer = download_for(deps, actor, reference, evidence_id)
    return desk_page(
        deps,
        request,
        actor,
        "desk_download.html",
        reference=reference_of(reference),
        url=answer.body["url"],
    )


def _clocks(
    view: Mapping[str, Any], policy: Policy, spoken: Words, now: datetime, direction: str
) -> list[tuple[str, str, str, Bar]]:
    """Name, state, deadline and bar of each."""
    dues = [(one["state"], from_text(one["due_at"])) for one in view["clocks"]]
    bars = timeline(from_text(view["received_at"]), now, dues, direction)
    return [
        (
            spoken.t(f"clock.{one['name']}"),
            spoken.t(f"desk.clock.{one['state']}"),
            spoken.moment(due, policy.office.time_zone),
            bar,
        )
        for one, (_, due), bar in zip(view["clocks"], dues, bars, strict=True)
    ]


def _steps(view: Mapping[str, Any], policy: Policy, spoken: Words) -> list[dict[str, Any]]:
    return [
        {
            "step": one["step"],
            "what": spoken.name(one["what"]) if one["what"] else one["step"],
            "state": spoken.t(f"desk.clock.{one['state']}"),
            "due": spoken.moment(from_text(one["due_at"]), policy.office.time_zone),
            "open": one["met_at"] is None,
        }
        for one in view["steps"]
    ]


def _messages(view: Mapping[str, Any], policy: Policy, spoken: Words) -> list[dict[str, Any]]:
    return [
        {
            "kind": _kind(one["kind"], spoken),
            "audience": spoken.t(f"desk.audience.{one['audience']}"),
            "author": _author(one["author"], spoken),
            "at": spoken.moment(from_text(one["written_at"]), policy.office.time_zone),
            "text": next((str(one[name]) for name in _SAID if one.get(name)), ""),
        }
        for one in view["messages"]
    ]


_SAID = ("text", "description", "summary", "reason", "question", "message")


def _kind(kind: str, spoken: Words) -> str:
    key = f"desk.kind.{kind}"
    return spoken.t(key if spoken.has(key) else "desk.kind.other")


def _author(author: str, spoken: Words) -> str:
    return spoken.t("desk.role.complainant") if author == Role.COMPLAINANT else author
