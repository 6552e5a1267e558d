"""One command as a form on a page of its own: what was seen travels with it."""

from collections.abc import Sequence

from chalice.app import Response

from functions.intake.http.parameters import reference_of
from functions.intake.pages.desk.command_fields import (
    FORMS,
    body_of,
)
from functions.intake.pages.desk.command_form import command_form, errors_of
from functions.intake.pages.desk.event_lines import event_line
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.web.forms import Form, form_of
from functions.intake.pages.web.page import redirect
from functions.intake.pages.web.visit import Visit
from functions.intake.schemas.parsing import command_parser
from functions.intake.service.cases import (
    carry_out_for_staff,
    changes_since,
    may_read,
    open_case,
    policy_of,
    possible_commands,
)
from functions.intake.service.errors import UnknownName
from shared.domain.case.case import Case
from shared.domain.case.events import Actor, Event
from shared.domain.errors import InvalidInput, NotPossible, StaleVersion
from shared.domain.vocabulary import CommandName


@staff_only
def ask(visit: Visit, actor: Actor, reference: str, command: str) -> Response:
    case, name = _open(visit, actor, reference, command)
    if name not in possible_commands(visit.deps, actor, case):
        return _not_done(visit, actor, case, changes=None)
    query = visit.query
    begun = Form([(field, query[field]) for field in FORMS[name] if field in query])
    return command_form(visit, actor, case, name, begun, case.version)


@staff_only
def do(visit: Visit, actor: Actor, reference: str, command: str) -> Response:
    form = form_of(visit)
    case, name = _open(visit, actor, reference, command)
    version = form.number("version")
    try:
        staff_command = command_parser(name)(body_of(name, form) | {"version": version})
        after = carry_out_for_staff(visit.deps, actor, case.reference, staff_command)
    except InvalidInput as error:
        errors = errors_of(name, error, form, visit.words)
        return command_form(visit, actor, case, name, form, version, errors)
    except StaleVersion:
        changes = changes_since(visit.deps, case, version)
        return _not_done(visit, actor, case, changes=changes)
    except NotPossible:
        return _not_done(visit, actor, case, changes=None)
    return redirect(visit, f"/desk/cases/{after.reference}" if may_read(actor, after) else "/desk")


def _open(visit: Visit, actor: Actor, reference: str, command: str) -> tuple[Case, CommandName]:
    case = open_case(visit.deps, actor, reference_of(reference))
    if command not in FORMS:
        raise UnknownName(sorted(FORMS))
    return case, CommandName(command)


def _not_done(
    visit: Visit, actor: Actor, case: Case, *, changes: Sequence[Event] | None
) -> Response:
    """Nothing was done: what happened to the case since it was read, if that is why (`changes`),
    and what can be done now."""
    policy = policy_of(visit.deps, case)
    possible = possible_commands(visit.deps, actor, case)
    return desk_page(
        visit,
        actor,
        "desk/not_done.html",
        status=409,
        reference=case.reference,
        stale=changes is not None,
        changes=[event_line(event, policy, visit.words) for event in changes or ()],
        possible=[command for command in FORMS if command in possible],
    )
