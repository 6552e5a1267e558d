"""The form of what staff do beside the commands; each act has a template of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalice.app import Response

from functions.intake.pages.desk.sign_in import desk_page
from functions.intake.pages.web.forms import Form
from functions.intake.pages.web.page import Errors
from functions.intake.pages.web.visit import Visit
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.errors import InvalidInput
from shared.domain.vocabulary import CommandName


@dataclass(frozen=True)
class DeskAct:
    """`right` is what it asks for; `do` carries it out, and `choices` are what its form offers."""

    name: str
    right: CommandName
    template: str
    do: Callable[[Visit, Actor, Case, Form], Response]
    choices: Callable[[Case], Mapping[str, Any]] = lambda _case: {}


def act_form(
    visit: Visit, actor: Actor, case: Case, act: DeskAct, form: Form, errors: Errors = ()
) -> Response:
    return desk_page(
        visit,
        actor,
        act.template,
        status=422 if errors else 200,
        errors=errors,
        act=act.name,
        form=form,
        once=visit.deps.random_bytes(16).hex(),
        reference=case.reference,
        **act.choices(case),
    )


def missing_fields(visit: Visit, error: InvalidInput) -> Sequence[tuple[str, str]]:
    """Each field once, by its own name; a date is pointed to by its first part."""
    names = dict.fromkeys(field.field.partition(".")[0] for field in error.errors)
    words = visit.words
    return [
        (
            "until-day" if name == "until" else name,
            words.t("desk.missing", label=words.label("desk.field.", name)),
        )
        for name in names
    ]
