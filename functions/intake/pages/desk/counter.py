"""The counter: somebody files for a person before them, and prints what that person takes home."""

from typing import Any

from chalice.app import Response

from functions.intake.pages import web
from functions.intake.pages.desk.command_fields import day_of
from functions.intake.pages.desk.sign_in import desk_page, staff_only
from functions.intake.pages.public.case_session import in_groups
from functions.intake.pages.web.forms import Form, form_of
from functions.intake.pages.web.page import Errors
from functions.intake.pages.web.policy_names import category_name
from functions.intake.pages.web.visit import Visit
from functions.intake.schemas.parsing import parse_recorded_complaint
from functions.intake.service.filing import (
    FiledComplaint,
    may_file_for,
    record_complaint,
    require_filing,
)
from functions.intake.service.policies import policy_in_force
from shared.domain.case.events import Actor
from shared.domain.errors import InvalidInput
from shared.domain.vocabulary import Channel
from shared.messages import LANGUAGES

CHANNELS = (Channel.COUNTER, Channel.PHONE, Channel.LETTER, Channel.FIELD_VISIT)
DANGERS = ("danger_now", "legal_violation", "human_rights", "vulnerable")
CONTACTS = ("name", "phone", "email")


@staff_only
def ask(visit: Visit, actor: Actor) -> Response:
    require_filing(actor)
    return _form(visit, actor, Form([]))


@staff_only
def file(visit: Visit, actor: Actor) -> Response:
    form = form_of(visit)
    try:
        command = parse_recorded_complaint(_body(form))
        filed = record_complaint(visit.deps, actor, command, form.text("key") or None)
    except InvalidInput as error:
        return _form(visit, actor, form, _errors(visit, error, form))
    return _receipt(visit, actor, filed)


def _receipt(visit: Visit, actor: Actor, filed: FiledComplaint) -> Response:
    """The picture leads to the tracking page and never holds the secret: papers get lost."""
    address = f"{visit.deps.public_url}/complaints/{filed.reference}"
    return desk_page(
        visit,
        actor,
        "desk/receipt.html",
        reference=filed.reference,
        code=in_groups(filed.access_code),
        address=address,
        picture=web.qr_code.qr_code(address),
    )


def _body(form: Form) -> dict[str, Any]:
    """The body that the API takes, of what the form says."""
    complainant = {name: form.text(name) for name in CONTACTS if form.text(name)}
    day = day_of(form, "received_at")
    body: dict[str, Any] = {
        "category": form.text("category"),
        "description": form.text("description"),
        "language": form.text("language"),
        "channel": form.text("channel") or Channel.COUNTER,
        "urgent_answers": {name: True for name in DANGERS if name in form.all("urgent_answers")},
    }
    if complainant:
        body["complainant"] = complainant
    if day:
        body["received_at"] = f"{day}T12:00:00Z"
    return body


def _form(visit: Visit, actor: Actor, form: Form, errors: Errors = ()) -> Response:
    policy, words = policy_in_force(visit.deps), visit.words
    return desk_page(
        visit,
        actor,
        "desk/file.html",
        status=422 if errors else 200,
        errors=errors,
        form=form,
        key=form.text("key") or visit.deps.random_bytes(16).hex(),
        categories=[
            (category_id, category_name(category_id, policy, words))
            for category_id, category in policy.categories.items()
            if may_file_for(actor, category.agency)
        ],
        channels=[(channel, words.t(f"desk.channel.{channel}")) for channel in CHANNELS],
        languages=[(language, words.t(f"language.{language}")) for language in LANGUAGES],
        dangers=[(danger, words.t(f"desk.danger.{danger}")) for danger in DANGERS],
    )


def _errors(visit: Visit, error: InvalidInput, form: Form) -> Errors:
    words, errors = visit.words, dict[str, str]()
    for field in error.errors:
        name = field.field.removeprefix("complainant.")
        key = "desk.wrong" if form.text(name) or name == "received_at" else "desk.missing"
        place = f"{name}-day" if name == "received_at" else name
        errors[place] = str(words.t(key, label=words.label("desk.field.", name)))
    return list(errors.items())
