"""The counter: somebody files for a person before them, and prints what that person takes home."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from chalice.app import Request, Response

from functions.intake.api.cases import recorded
from functions.intake.pages.desk.command_fields import day_of
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.public.confirmation import in_groups
from functions.intake.pages.web.forms import Form, form_of
from functions.intake.pages.web.page import Errors
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import words
from functions.intake.schemas.parsing import checked_record
from functions.intake.service.dependencies import Deps
from shared.domain import access
from shared.domain.case.events import Actor
from shared.domain.errors import InvalidInput
from shared.domain.vocabulary import CommandName
from shared.messages import LANGUAGES

CHANNELS = ("counter", "phone", "letter", "field_visit")
DANGERS = ("danger_now", "legal_violation", "human_rights", "vulnerable")
CONTACTS = ("name", "phone", "email")


@staff_only
def ask(deps: Deps, request: Request, actor: Actor) -> Response:
    access.require_right(actor, CommandName.FILE)
    return _form(deps, request, actor, Form([]))


@staff_only
def file(deps: Deps, request: Request, actor: Actor) -> Response:
    form = form_of(deps, request)
    try:
        command = checked_record(_body(form))
        answer = recorded(deps, command, actor, form.text("key") or None)
    except InvalidInput as error:
        return _form(deps, request, actor, form, _wrong(deps, request, error, form))
    here = f"{deps.public_url}{_tracking(answer.body['reference'])}"
    return desk_page(
        deps,
        request,
        actor,
        "desk_receipt.html",
        reference=answer.body["reference"],
        code=in_groups(answer.body["access_code"]),
        address=here,
        picture=_picture_of(here),
    )


def _body(form: Form) -> dict[str, Any]:
    who = {one: form.text(one) for one in CONTACTS if form.text(one)}
    day = day_of(form, "received_at")
    body: dict[str, Any] = {
        "category": form.text("category"),
        "description": form.text("description"),
        "language": form.text("language"),
        "channel": form.text("channel") or "counter",
        "urgent_answers": {one: True for one in DANGERS if one in form.all("urgent_answers")},
    }
    return (
        body
        | ({"complainant": who} if who else {})
        | ({"received_at": f"{day}T12:00:00Z"} if day else {})
    )


def _form(deps: Deps, request: Request, actor: Actor, form: Form, errors: Errors = ()) -> Response:
    policy, visit = deps.casework.policies.current(), Visit(deps, request)
    spoken = words(visit.language)
    return desk_page(
        deps,
        request,
        actor,
        "desk_file.html",
        status=422 if errors else 200,
        errors=errors,
        form=form,
        key=form.text("key") or deps.casework.random_bytes(16).hex(),
        categories=[
            (one.category_id, spoken.name(one.name))
            for one in policy.categories.values()
            if access.may_in(actor, CommandName.FILE, one.agency)
        ],
        channels=[(one, spoken.t(f"desk.channel.{one}")) for one in CHANNELS],
        languages=[(one, spoken.t(f"language.{one}")) for one in LANGUAGES],
        dangers=[(one, spoken.t(f"desk.danger.{one}")) for one in DANGERS],
    )


def _wrong(deps: Deps, request: Request, error: InvalidInput, form: Form) -> Errors:
    spoken = words(Visit(deps, request).language)
    found: Mapping[str, str] = {}
    for one in error.errors:
        name = one.field.removeprefix("complainant.")
        key = "desk.wrong" if form.text(name) or name == "received_at" else "desk.missing"
        place = f"{name}-day" if name == "received_at" else name
        found = {**found, place: str(spoken.t(key, label=spoken.t(f"desk.field.{name}")))}
    return list(found.items())


def _tracking(reference: str) -> str:
    return f"/complaints/{reference}"


def _picture_of(address: str) -> tuple[int, list[tuple[int, int, int]]]:
    """The side of the code, and its dark runs: x, y, width. Never the secret: papers get lost."""
    import segno

    assert urlsplit(address).scheme  # noqa: S101  # a code of a bare path leads nowhere
    matrix = [list(row) for row in segno.make(address, micro=False, error="m").matrix]
    runs = []
    for y, line in enumerate(matrix):
        x = 0
        while x < len(line):
            width = next((n for n, dark in enumerate(line[x:]) if not dark), len(line) - x)
            if width:
                runs.append((x + 4, y + 4, width))
            x += width + 1
    return len(matrix) + 8, runs
