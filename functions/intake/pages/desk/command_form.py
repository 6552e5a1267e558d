"""A command's form: what each field looks like, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chalice.app import Response

from functions.intake.pages.desk.command_choices import Choices, choices_of
from functions.intake.pages.desk.command_fields import (
    FORMS,
    PROSE,
    REMEDY_ROWS,
    field_of,
    is_optional,
)
from functions.intake.pages.desk.sign_in import desk_page
from functions.intake.pages.web.forms import Form
from functions.intake.pages.web.page import Errors
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import Words
from functions.intake.service.duplicates import list_duplicates
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.errors import InvalidInput
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


def command_form(
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


def errors_of(command: CommandName, error: InvalidInput, form: Form, words: Words) -> Errors:
    """Each field that must be mended once: what is empty is missing, all else is to be checked."""
    errors = {}
    for field in error.errors:
        name = field_of(command, field.field)
        label = words.label("desk.field.", name.removesuffix("-day").rstrip("_123"))
        key = "desk.wrong" if form.text(name) else "desk.missing"
        errors[name] = str(words.t(key, label=label))
    return list(errors.items())
