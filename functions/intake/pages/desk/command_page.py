"""One command as a form on a page of its own: what was seen travels with it."""

from collections.abc import Sequence

from chalice.app import Request, Response

from functions.intake.api.cases import carried_out
from functions.intake.api.duplicates import duplicates_of
from functions.intake.http.errors import UnknownName
from functions.intake.http.parameters import reference_of
from functions.intake.pages.desk.command_choices import choices_of
from functions.intake.pages.desk.command_fields import FORMS, body_of, field_of, optional
from functions.intake.pages.desk.event_lines import told
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.web.forms import Form, form_of
from functions.intake.pages.web.page import Errors, redirect
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words, words
from functions.intake.schemas.parsing import StaffCommand, checked_command
from functions.intake.service.dependencies import Deps
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.errors import InvalidInput, NotPossible, RedressError, StaleVersion
from shared.domain.procedure.table import possible
from shared.domain.vocabulary import RECORDS, CommandName, Right


@staff_only
def ask(deps: Deps, request: Request, actor: Actor, reference: str, command: str) -> Response:
    case, name = _readable(deps, actor, reference, command)
    offered = _possible(deps, case, actor)
    if name not in offered:
        return _again(deps, request, actor, case, 409)
    query = Visit(deps, request).query
    asked = Form([(one, query[one]) for one in FORMS[name] if one in query])
    return _form(deps, request, actor, case, name, asked, case.version)


@staff_only
def do(deps: Deps, request: Request, actor: Actor, reference: str, command: str) -> Response:
    form = form_of(deps, request)
    case, name = _readable(deps, actor, reference, command)
    seen = form.text("version")
    version = int(seen) if seen.isascii() and seen.isdigit() else 0
    try:
        asked = checked_command(name, body_of(name, form) | {"version": version})
        after = _done(deps, case.reference, asked, actor)
    except InvalidInput as error:
        spoken = words(Visit(deps, request).language)
        wrong = _wrong(name, error, form, spoken)
        return _form(deps, request, actor, case, name, form, version, wrong)
    except (StaleVersion, NotPossible) as error:
        return _again(deps, request, actor, case, 409, error, version)
    mine = access.may(actor, Right.READ, after)
    return redirect(deps, request, f"/desk/cases/{after.reference}" if mine else "/desk")


def _done(deps: Deps, reference: str, asked: StaffCommand, actor: Actor) -> Case:
    return carried_out(deps, reference, asked, actor, None)


def _readable(deps: Deps, actor: Actor, reference: str, command: str) -> tuple[Case, CommandName]:
    case = deps.casework.store.load(reference_of(reference))
    access.require_read(actor, case)
    if command not in FORMS:
        raise UnknownName(sorted(FORMS))
    return case, CommandName(command)


def _possible(deps: Deps, case: Case, actor: Actor) -> list[CommandName]:
    policy = deps.casework.policies.version(case.policy_version)
    admitted = possible(case, policy)
    return [one for one in FORMS if one in admitted and access.may(actor, one, case)]


def _form(
    deps: Deps,
    request: Request,
    actor: Actor,
    case: Case,
    command: CommandName,
    form: Form,
    version: int,
    errors: Errors = (),
) -> Response:
    policy = deps.casework.policies.version(case.policy_version)
    spoken = words(Visit(deps, request).language)
    return desk_page(
        deps,
        request,
        actor,
        "desk_command.html",
        status=422 if errors else 200,
        errors=errors,
        case=case,
        command=command,
        version=version,
        form=form,
        fields=FORMS[command],
        choices=choices_of(deps, case, command, policy, spoken),
        alike=duplicates_of(deps, actor, case) if command == CommandName.MERGE else [],
        optional=[one for one in FORMS[command] if optional(command, one)],
    )


def _wrong(
    command: CommandName, error: InvalidInput, form: Form, spoken: Words
) -> Sequence[tuple[str, str]]:
    """Each field that must be mended once: what is empty is missing, all else is to be checked."""
    found = {}
    for one in error.errors:
        name = field_of(command, one.field)
        label = spoken.t(f"desk.field.{name.removesuffix('-day').rstrip('_123')}")
        key = "desk.wrong" if form.text(name) else "desk.missing"
        found[name] = spoken.t(key, label=label)
    return [(name, str(text)) for name, text in found.items()]


def _again(
    deps: Deps,
    request: Request,
    actor: Actor,
    case: Case,
    status: int,
    error: RedressError | None = None,
    version: int = 0,
) -> Response:
    """The case has moved on, or doesn't admit this: what happened, and what can be done now."""
    policy = deps.casework.policies.version(case.policy_version)
    spoken = words(Visit(deps, request).language)
    acts = [one for one in deps.casework.store.events(case.reference) if one.name not in RECORDS]
    stale = isinstance(error, StaleVersion)
    return desk_page(
        deps,
        request,
        actor,
        "desk_again.html",
        status=status,
        case=case,
        stale=stale,
        changes=[told(one, policy, spoken) for one in acts[version:]] if stale else [],
        possible=_possible(deps, case, actor),
    )
