"""What complainants can do on their page: one small form each, held to the API's own models."""

from collections.abc import Callable, Mapping
from typing import Any

from chalice.app import Request, Response

from functions.intake.api.complaints import exported
from functions.intake.http.errors import UnknownName
from functions.intake.pages.public.case_session import opened
from functions.intake.pages.public.confirmation import in_groups
from functions.intake.pages.web.forms import Form, form_of
from functions.intake.pages.web.page import Page, page, redirect
from functions.intake.pages.web.upload_page import upload
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import words
from functions.intake.schemas.complainant_acts import ACTS, Retaliation
from functions.intake.schemas.validation import checked
from functions.intake.service.dependencies import Deps
from functions.intake.service.filing import filed
from functions.intake.service.possible_acts import only_theirs
from functions.intake.service.retaliation import retaliation_command
from functions.intake.views.for_complainant import COMPLAINANT
from shared import messages
from shared.domain.case.case import Case
from shared.domain.case.moment import Moment
from shared.domain.errors import InvalidInput, NotPossible

# In the order of the page.
OFFERED = (
    "messages",
    "evidence",
    "mediation",
    "accept",
    "appeal",
    "feedback",
    "retaliation",
    "consent",
    "withdraw",
    "erase",
)
EXPORT = "export"  # a file, and no form
Body = dict[str, Any]


def _prose(name: str) -> Callable[[Form], Body]:
    return lambda form: {name: form.text(name)} if form.text(name) else {}


def _rated(form: Form) -> Body:
    rating = form.text("rating")
    told = {"rating": int(rating)} if rating in ("1", "2", "3", "4", "5") else {}
    return told | _prose("text")(form)


def _answered(form: Form) -> Body:
    consent = {"yes": True, "no": False}.get(form.text("consent"))
    return ({} if consent is None else {"consent": consent}) | _prose("text")(form)


def _shared(form: Form) -> Body:
    shared = {"yes": True, "no": False}.get(form.text("share_identity"))
    return {} if shared is None else {"share_identity": shared}


def _punished(form: Form) -> Body:
    return {**_prose("text")(form), "danger_now": form.text("danger_now") == "yes"}


BODIES: Mapping[str, Callable[[Form], Body]] = {
    "messages": _prose("text"),
    "withdraw": _prose("reason"),
    "accept": lambda _form: {},
    "appeal": _prose("reason"),
    "feedback": _rated,
    "mediation": _answered,
    "retaliation": _punished,
    "consent": _shared,
    "erase": lambda _form: {},
}


def ask(deps: Deps, request: Request, reference: str, act: str) -> Response:
    case = opened(deps, request, reference)
    if case is not None and act == EXPORT:
        return _file(exported(deps, case), f"{case.reference}.json")
    if case is None or act not in OFFERED:
        return redirect(deps, request, f"/complaints/{reference}")
    return _form(deps, request, case, act)


def do(deps: Deps, request: Request, reference: str, act: str) -> Response:
    form, case = form_of(deps, request), opened(deps, request, reference)
    if act not in OFFERED:
        raise UnknownName(OFFERED)
    if case is None:
        return redirect(deps, request, f"/complaints/{reference}")
    try:
        if act == "evidence":
            return upload(deps, request, case.reference, COMPLAINANT, f"/complaints/{reference}")
        if act == "retaliation":
            return _retaliate(deps, request, case, form)
        _perform(deps, case, act, form)
    except InvalidInput as error:
        return _form(deps, request, case, act, form, [one.field for one in error.errors])
    except NotPossible as error:
        return _refused(deps, request, case, act, error)
    return redirect(deps, request, f"/complaints/{case.reference}", done=act)


def _perform(deps: Deps, case: Case, act: str, form: Form) -> None:
    command = checked(ACTS[act], BODIES[act](form)).command()
    with only_theirs(COMPLAINANT):
        deps.casework.perform(
            case.reference,
            command,
            COMPLAINANT,
            Moment.at(deps.clock()),
            idempotency_key=form.text("once") or None,
        )


def _retaliate(deps: Deps, request: Request, case: Case, form: Form) -> Response:
    """A complaint of its own; this answer alone tells its reference and code."""
    told = checked(Retaliation, BODIES["retaliation"](form))
    identity = deps.casework.store.identity(case.reference)
    command = retaliation_command(deps, told, case, COMPLAINANT, identity)
    new = filed(deps, command, COMPLAINANT, form.text("once") or None).body
    code = in_groups(new["access_code"])
    return page(deps, request, "retaliation.html", reference=new["reference"], code=code)


def _refused(deps: Deps, request: Request, case: Case, act: str, error: NotPossible) -> Response:
    """What one sees first is that nothing was done, then what can be done instead."""
    return page(
        deps,
        request,
        "act_refused.html",
        status=409,
        act=act,
        reference=case.reference,
        in_words=messages.text(Visit(deps, request).language, f"status.{case.status}"),
        acts=[one for one in OFFERED if one in error.possible],
    )


def _file(document: Body, name: str) -> Response:
    """What a browser keeps instead of showing it."""
    kept = f'attachment; filename="{name}"'
    return Response(document, {"Content-Disposition": kept})


def _form(
    deps: Deps,
    request: Request,
    case: Case,
    act: str,
    form: Form | None = None,
    lacking: list[str] | None = None,
) -> Page:
    spoken = words(Visit(deps, request).language)
    return page(
        deps,
        request,
        "act.html",
        status=422 if lacking else 200,
        errors=[(name, spoken.t(f"acting.wrong.{name}")) for name in lacking or ()],
        act=act,
        form=form or Form([]),
        once=deps.casework.random_bytes(16).hex(),
        reference=case.reference,
    )
