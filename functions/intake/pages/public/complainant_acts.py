"""What complainants can do on their page: one small form each, held to the API's own models."""

from collections.abc import Callable, Mapping
from typing import Any

from chalice.app import Response

from functions.intake.http.parameters import reference_of
from functions.intake.pages.public.case_session import in_groups, opened_case
from functions.intake.pages.web.forms import Form, form_of
from functions.intake.pages.web.page import Errors, page, redirect
from functions.intake.pages.web.upload_page import refusal_of, upload_page
from functions.intake.pages.web.visit import Visit
from functions.intake.schemas.parsing import act_parser, parse_retaliation
from functions.intake.service.case_for_complainant import COMPLAINANT
from functions.intake.service.complaints import act_on_complaint, export_complaint
from functions.intake.service.errors import UnknownName
from functions.intake.service.retaliation import report_as_complainant
from functions.intake.views.for_complainant import export_document
from shared import messages
from shared.domain.case.case import Case
from shared.domain.errors import InvalidInput, NotPossible
from shared.domain.evidence.refusals import Refused
from shared.domain.vocabulary import CommandName

# In the order of the page.
OFFERED = (
    CommandName.MESSAGES,
    CommandName.EVIDENCE,
    CommandName.MEDIATION,
    CommandName.ACCEPT,
    CommandName.APPEAL,
    CommandName.FEEDBACK,
    CommandName.RETALIATION,
    CommandName.CONSENT,
    CommandName.WITHDRAW,
    CommandName.ERASE,
)
EXPORT = "export"  # a file, and no form
YES_OR_NO = {"yes": True, "no": False}
Document = dict[str, Any]


def _prose(name: str) -> Callable[[Form], Document]:
    return lambda form: {name: form.text(name)} if form.text(name) else {}


def _choice(name: str) -> Callable[[Form], Document]:
    """Nothing of a question that was left open."""
    return lambda form: {name: YES_OR_NO[form.text(name)]} if form.text(name) in YES_OR_NO else {}


def _feedback(form: Form) -> Document:
    rating = form.text("rating")
    chosen = {"rating": int(rating)} if rating in ("1", "2", "3", "4", "5") else {}
    return chosen | _prose("text")(form)


def _retaliation(form: Form) -> Document:
    return {**_prose("text")(form), "danger_now": form.text("danger_now") == "yes"}


# The document that the API would be sent, by act.
DOCUMENTS: Mapping[str, Callable[[Form], Document]] = {
    CommandName.MESSAGES: _prose("text"),
    CommandName.WITHDRAW: _prose("reason"),
    CommandName.ACCEPT: lambda _form: {},
    CommandName.APPEAL: _prose("reason"),
    CommandName.FEEDBACK: _feedback,
    CommandName.MEDIATION: lambda form: _choice("consent")(form) | _prose("text")(form),
    CommandName.RETALIATION: _retaliation,
    CommandName.CONSENT: _choice("share_identity"),
    CommandName.ERASE: lambda _form: {},
}


def ask(visit: Visit, reference: str, act: str) -> Response:
    reference = reference_of(reference)
    case = opened_case(visit, reference)
    if case is not None and act == EXPORT:
        return _export(visit, case)
    if case is None or act not in OFFERED:
        return redirect(visit, f"/complaints/{reference}")
    return _form(visit, case, act, Form([]))


def do(visit: Visit, reference: str, act: str) -> Response:
    reference = reference_of(reference)
    form, case = form_of(visit), opened_case(visit, reference)
    if act not in OFFERED:
        raise UnknownName(OFFERED)
    if case is None:
        return redirect(visit, f"/complaints/{reference}")
    try:
        return _act(visit, case, act, form)
    except Refused as error:
        return _form(visit, case, act, form, refusal_of(visit, error))
    except InvalidInput as error:
        names = [field.field for field in error.errors]
        wrong = [(name, visit.words.t(f"acting.wrong.{name}")) for name in names]
        return _form(visit, case, act, form, wrong)
    except NotPossible as error:
        return _refused(visit, case, act, error)


def _act(visit: Visit, case: Case, act: str, form: Form) -> Response:
    here = f"/complaints/{case.reference}"
    if act == CommandName.EVIDENCE:
        return upload_page(visit, COMPLAINANT, case.reference, form, here)
    document, key = DOCUMENTS[act](form), form.text("once") or None
    if act == CommandName.RETALIATION:
        return _retaliate(visit, case, document, key)
    act_on_complaint(visit.deps, case, act_parser(act)(document), key)
    return redirect(visit, here, done=act)


def _retaliate(visit: Visit, case: Case, document: Document, key: str | None) -> Response:
    """A complaint of its own; this answer alone tells its reference and code."""
    filed = report_as_complainant(visit.deps, case, parse_retaliation(document), key)
    code = in_groups(filed.access_code)
    return page(visit, "public/retaliation.html", reference=filed.reference, code=code)


def _export(visit: Visit, case: Case) -> Response:
    """What a browser keeps instead of showing it."""
    disposition = f'attachment; filename="{case.reference}.json"'
    document = export_document(export_complaint(visit.deps, case))
    return Response(document, {"Content-Disposition": disposition})


def _refused(visit: Visit, case: Case, act: str, error: NotPossible) -> Response:
    """What one sees first is that nothing was done, then what can be done instead."""
    return page(
        visit,
        "public/act_refused.html",
        status=409,
        act=act,
        reference=case.reference,
        status_in_words=messages.text(visit.language, f"status.{case.status}"),
        acts=[name for name in OFFERED if name in error.possible],
    )


def _form(visit: Visit, case: Case, act: str, form: Form, errors: Errors = ()) -> Response:
    return page(
        visit,
        "public/act.html",
        status=422 if errors else 200,
        errors=errors,
        act=act,
        form=form,
        once=visit.deps.random_bytes(16).hex(),
        reference=case.reference,
    )
