"""The form: one question a page, each answer kept at once, checked as the API checks it."""

from collections.abc import Sequence
from typing import Any

from chalice.app import Request, Response

from functions.intake.pages.public.case_session import session_cookie
from functions.intake.pages.public.complaint_form import (
    FIELDS,
    STEPS,
    URGENT,
    Asked,
    after,
    before,
    first_open,
)
from functions.intake.pages.public.unsent_complaint import (
    SENT,
    SHOWN,
    Draft,
    draft_of,
    keep,
    new_draft,
)
from functions.intake.pages.web.forms import Form, form_of
from functions.intake.pages.web.page import page, redirect
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words, words
from functions.intake.service.dependencies import Deps
from functions.intake.service.filing import filed
from functions.intake.views.for_complainant import COMPLAINANT

FORM = "/complaints/new"
DONE = "/complaints/new/sent"


def show(deps: Deps, request: Request) -> Response:
    draft = draft_of(deps, request)
    if draft and draft.text(SENT):
        draft = None  # a new complaint begins
    wished = Visit(deps, request).query.get("step", STEPS[0])
    if wished not in STEPS or (draft is None and wished != STEPS[0]):
        return redirect(deps, request, FORM)
    asked = _asked(deps, request, draft or new_draft(deps))
    if wished == "check" and (lacking := first_open(asked)):
        return redirect(deps, request, FORM, step=lacking)
    return _page(deps, request, wished, asked)


def save(deps: Deps, request: Request) -> Response:
    form, draft = form_of(deps, request), draft_of(deps, request)
    step = form.text("step")
    if draft and draft.text(SENT) and step == "check":
        return redirect(deps, request, DONE)
    if step == "check" and draft:
        return _send(deps, request, _asked(deps, request, draft))
    if step not in FIELDS or (draft is None and step != STEPS[0]):
        return redirect(deps, request, FORM)
    if draft is None or draft.text(SENT):
        draft = new_draft(deps)
    asked = _asked(deps, request, draft.but(_answers(form, step)))
    if lacking := asked.wrong(step):
        return _page(deps, request, step, asked, lacking)
    cookie = keep(deps, request, asked.draft)
    changed = Visit(deps, request).query.get("change") and first_open(asked) is None
    following = "check" if changed else after(step, asked)
    return redirect(deps, request, FORM, cookies=[cookie], step=following)


def _send(deps: Deps, request: Request, asked: Asked) -> Response:
    """Files once: a second sending finds the draft sent, or has the same key."""
    from functions.intake.schemas.complaint import Complaint
    from functions.intake.schemas.validation import checked

    if lacking := first_open(asked):
        return _page(deps, request, lacking, asked, asked.wrong(lacking))
    command = checked(Complaint, asked.document()).command()
    told: dict[str, Any] = filed(deps, command, COMPLAINANT, asked.draft.key).body
    sent = Draft(asked.draft.secret, {SENT: [told["reference"]]})
    cookie = keep(deps, request, sent, lasts=SHOWN)
    session = session_cookie(Visit(deps, request), told["reference"], told["access_code"])
    return redirect(deps, request, DONE, cookies=[cookie, session])


def _asked(deps: Deps, request: Request, draft: Draft) -> Asked:
    visit = Visit(deps, request)
    return Asked(draft, deps.casework.policies.current(), visit.language, deps.clock())


def _answers(form: Form, step: str) -> dict[str, list[str]]:
    return {name: form.all(name) for name in FIELDS[step]}


def _page(
    deps: Deps, request: Request, step: str, asked: Asked, lacking: Sequence[str] = ()
) -> Response:
    visit = Visit(deps, request)
    spoken, back = words(visit.language), before(step, asked)
    return page(
        deps,
        request,
        "complain.html",
        status=422 if lacking else 200,
        errors=[(name, spoken.t(f"complain.wrong.{name}")) for name in lacking],
        step=step,
        draft=asked.draft,
        back=visit.link(FORM, step=back) if back else visit.link("/"),
        services=[(one, spoken.name(it.name)) for one, it in asked.policy.agencies.items()],
        categories=_categories(asked, spoken),
        urgent=[(name, spoken.t(f"complain.urgent.{name}")) for name in URGENT],
        rows=_rows(asked, visit, spoken) if step == "check" else (),
    )


def _categories(asked: Asked, spoken: Words) -> list[tuple[str, str]]:
    service = asked.draft.text("service")
    known = asked.policy.categories.items()
    return [(one, spoken.name(it.name)) for one, it in known if it.agency == service]


def _rows(asked: Asked, visit: Visit, spoken: Words) -> list[tuple[str, str, str]]:
    """Every answer, with the way to change it."""
    steps = [one for one in FIELDS if one != "reach" or asked.is_named]
    return [
        (
            spoken.t(f"complain.row.{step}"),
            "\n".join(_said(asked, step, spoken)) or spoken.t("complain.nothing"),
            visit.link(FORM, step=step, change="1"),
        )
        for step in steps
    ]


def _said(asked: Asked, step: str, spoken: Words) -> list[str]:
    draft, policy = asked.draft, asked.policy
    if step == "service":
        return [spoken.name(policy.agencies[draft.text("service")].name)]
    if step == "category":
        return [spoken.name(policy.categories[draft.text("category")].name)]
    if step == "danger":
        return [spoken.t(f"complain.urgent.{name}") for name in draft.all("urgent")]
    if step == "where":
        day = "-".join(filter(None, (draft.text(f"occurred_on-{one}") for one in DATE)))
        return [one for one in (draft.text("location"), day) if one]
    said = [(name, value) for name in FIELDS[step] for value in draft.all(name) if value]
    return [_choice(name, value, spoken) for name, value in said]


def _choice(name: str, value: str, spoken: Words) -> str:
    """A choice in its words; what was typed as it was typed."""
    key = f"complain.{name}.{value}"
    return spoken.t(key) if name in CHOICES and spoken.has(key) else value


DATE = ("day", "month", "year")
CHOICES = ("anonymous", "preferred_channel", "share", "already_before")
