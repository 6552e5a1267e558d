"""One command as a form on a page of its own: what was seen travels with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chalice.app import Response

from functions.intake.http.parameters import reference_of
from functions.intake.pages.desk.command_choices import Choices, choices_of
from functions.intake.pages.desk.command_fields import (
    FORMS,
    PROSE,
    REMEDY_ROWS,
    body_of,
    field_of,
    is_optional,
)
from functions.intake.pages.desk.event_lines import event_line
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.web.forms import Form, form_of
from functions.intake.pages.web.page import Errors, redirect
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words
from functions.intake.schemas.parsing import command_parser
from functions.intake.service.cases import (
    carry_out_for_staff,
    changes_since,
    may_read,
    open_case,
    policy_of,
    possible_commands,
)
from functions.intake.service.duplicates import list_duplicates
from functions.intake.service.errors import UnknownName
from shared.domain.case.case import Case
from shared.domain.case.events import Actor, Event
from shared.domain.errors import InvalidInput, NotPossible, StaleVersion
from shared.domain.vocabulary import CommandName

# As many choices as one can look over; more, or a choice that may be left out, are a list to open.
MOST_RADIOS = 7


@dataclass(frozen=True)
class Field:
    """`kind` names the component that asks for it."""

    name: str
    label: str
    kind: str
    choices: Choices = ()


@dataclass(frozen=True)
class Alike:
    """A case that may be the same complaint."""

    reference: str
    similarity: int
    status: str


@staff_only
def ask(visit: Visit, actor: Actor, reference: str, command: str) -> Response:
    case, name = _open(visit, actor, reference, command)
    if name not in possible_commands(visit.deps, actor, case):
        return _not_done(visit, actor, case, changes=None)
    query = visit.query
    begun = Form([(field, query[field]) for field in FORMS[name] if field in query])
    return _form(visit, actor, case, name, begun, case.version)


@staff_only
def do(visit: Visit, actor: Actor, reference: str, command: str) -> Response:
    form = form_of(visit)
    case, name = _open(visit, actor, reference, command)
    version = form.number("version")
    try:
        asked = command_parser(name)(body_of(name, form) | {"version": version})
        after = carry_out_for_staff(visit.deps, actor, case.reference, asked)
    except InvalidInput as error:
        errors = _errors(name, error, form, visit.words)
        return _form(visit, actor, case, name, form, version, errors)
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


def _form(
    visit: Visit,
    actor: Actor,
    case: Case,
    command: CommandName,
    form: Form,
    version: int,
    errors: Errors = (),
) -> Response:
    choices = choices_of(visit, case, command)
    return desk_page(
        visit,
        actor,
        "desk/command.html",
        status=422 if errors else 200,
        errors=errors,
        reference=case.reference,
        command=command,
        version=version,
        form=form,
        fields=list(_fields(command, choices, visit.words)),
        remedy_rows=REMEDY_ROWS,
        alike=list(_alike(visit, actor, case)) if command == CommandName.MERGE else [],
    )


def _fields(command: CommandName, choices: Mapping[str, Choices], words: Words) -> Iterator[Field]:
    for name in FORMS[command]:
        optional = is_optional(command, name)
        label = words.t(f"desk.field.{name}")
        yield Field(
            name,
            f"{label} {words.t('desk.optional')}" if optional else label,
            _kind(name, choices, optional=optional),
            choices.get(name, ()),
        )


def _kind(name: str, choices: Mapping[str, Choices], *, optional: bool) -> str:
    if name == "remedies":
        return "remedies"
    if name in choices:
        if name == "lessons":
            return "checkboxes"
        return "select" if optional or len(choices[name]) > MOST_RADIOS else "radios"
    if name == "held_on":
        return "date"
    return "textarea" if name in PROSE else "input"


def _alike(visit: Visit, actor: Actor, case: Case) -> Iterator[Alike]:
    for duplicate in list_duplicates(visit.deps, actor, case):
        other = duplicate.case
        status = visit.words.t(f"desk.status.{other.status}")
        yield Alike(other.reference, duplicate.similarity, status)


def _errors(command: CommandName, error: InvalidInput, form: Form, words: Words) -> Errors:
    """Each field that must be mended once: what is empty is missing, all else is to be checked."""
    errors = {}
    for field in error.errors:
        name = field_of(command, field.field)
        label = words.label("desk.field.", name.removesuffix("-day").rstrip("_123"))
        key = "desk.wrong" if form.text(name) else "desk.missing"
        errors[name] = str(words.t(key, label=label))
    return list(errors.items())


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
