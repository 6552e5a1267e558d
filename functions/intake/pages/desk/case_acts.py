"""What staff do beside the commands: send a file, invite an expert, report retaliation."""

from collections.abc import Callable, Mapping

from chalice.app import Request, Response

from functions.intake.api.experts import invited
from functions.intake.http.errors import UnknownName
from functions.intake.http.parameters import reference_of
from functions.intake.pages.desk.command_fields import day_of
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.public.confirmation import in_groups
from functions.intake.pages.web.forms import Form, form_of
from functions.intake.pages.web.page import Errors, page
from functions.intake.pages.web.upload_page import upload
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import words
from functions.intake.schemas.validation import checked
from functions.intake.service.dependencies import Deps
from functions.intake.service.filing import filed
from functions.intake.service.retaliation import retaliation_command
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.errors import InvalidInput
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import CommandName

Act = Callable[[Deps, Request, Actor, Case, Form], Response]
# The right that each asks for, in the order of the case's page.
RIGHTS: Mapping[str, CommandName] = {
    "evidence": CommandName.EVIDENCE,
    "experts": CommandName.INVITE_EXPERT,
    "retaliation": CommandName.RETALIATION,
}


@staff_only
def ask(deps: Deps, request: Request, actor: Actor, reference: str, act: str) -> Response:
    case = _allowed(deps, actor, reference, act)
    return _form(deps, request, actor, case, act, Form([("version", str(case.version))]))


@staff_only
def do(deps: Deps, request: Request, actor: Actor, reference: str, act: str) -> Response:
    form = form_of(deps, request)
    case = _allowed(deps, actor, reference, act)
    try:
        return ACTS[act](deps, request, actor, case, form)
    except InvalidInput as error:
        lacking = [one.field.partition(".")[0] for one in error.errors]
        return _form(deps, request, actor, case, act, form, lacking)


def offered(deps: Deps, actor: Actor, case: Case) -> list[str]:
    """Those that the case admits now, and this person may do."""
    now = possible(case, deps.casework.policies.version(case.policy_version))
    return [act for act, right in RIGHTS.items() if right in now and access.may(actor, right, case)]


def _allowed(deps: Deps, actor: Actor, reference: str, act: str) -> Case:
    case = deps.casework.store.load(reference_of(reference))
    access.require_read(actor, case)
    if act not in RIGHTS:
        raise UnknownName(sorted(RIGHTS))
    others = tuple(RIGHTS[one] for one in offered(deps, actor, case))
    access.require_command(actor, RIGHTS[act], case, others)
    return case


def _send(deps: Deps, request: Request, actor: Actor, case: Case, _form: Form) -> Response:
    return upload(deps, request, case.reference, actor, f"/desk/cases/{case.reference}")


def _invite(deps: Deps, request: Request, actor: Actor, case: Case, form: Form) -> Response:
    """The link is told on this one page: only its hash is kept."""
    from functions.intake.schemas.safeguards import Invitation

    day = day_of(form, "until")
    body = {
        "version": int(form.text("version")) if form.text("version").isdecimal() else 0,
        "who": form.text("who"),
        "evidence_ids": form.all("evidence_ids"),
        "until": f"{day}T23:59:59Z" if day else "",
    }
    after, _, token = invited(deps, actor, case.reference, checked(Invitation, body))
    link = f"{Visit(deps, request).address}/v1/experts/{token}"
    return desk_page(
        deps, request, actor, "desk_invited.html", reference=after.reference, address=link
    )


def _report(deps: Deps, request: Request, actor: Actor, case: Case, form: Form) -> Response:
    """A case of its own that the agency never sees, not even that it exists."""
    from functions.intake.schemas.complainant_acts import Retaliation

    told = checked(
        Retaliation,
        {"text": form.text("text"), "danger_now": form.text("danger_now") == "yes"},
    )
    command = retaliation_command(deps, told, case, actor, {"name": actor.name})
    new = filed(deps, command, actor, form.text("once") or None).body
    code = in_groups(new["access_code"])
    return page(deps, request, "retaliation.html", reference=new["reference"], code=code)


ACTS: Mapping[str, Act] = {"evidence": _send, "experts": _invite, "retaliation": _report}


def _form(
    deps: Deps,
    request: Request,
    actor: Actor,
    case: Case,
    act: str,
    form: Form,
    lacking: list[str] | None = None,
) -> Response:
    return desk_page(
        deps,
        request,
        actor,
        "desk_act.html",
        status=422 if lacking else 200,
        errors=_wrong(deps, request, lacking or []),
        act=act,
        form=form,
        once=deps.casework.random_bytes(16).hex(),
        reference=case.reference,
        files=[(one.evidence_id, one.evidence_id[:8]) for one in case.evidence.values()],
    )


def _wrong(deps: Deps, request: Request, lacking: list[str]) -> Errors:
    spoken = words(Visit(deps, request).language)
    return [
        (
            "until-day" if name == "until" else name,
            spoken.t("desk.missing", label=spoken.t(f"desk.field.{name}")),
        )
        for name in dict.fromkeys(lacking)
    ]
