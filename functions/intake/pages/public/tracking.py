"""A complaint as its complainant sees it."""

from chalice.app import Response

from functions.intake.http.parameters import reference_of
from functions.intake.pages.public.case_session import (
    opened_case,
    session_cookie,
)
from functions.intake.pages.public.complainant_acts import OFFERED
from functions.intake.pages.public.complaint_in_words import complaint_in_words
from functions.intake.pages.web.forms import form_of
from functions.intake.pages.web.page import page, redirect
from functions.intake.pages.web.visit import Visit
from functions.intake.service.complaints import open_complaint, show_complaint
from shared.domain.errors import CaseNotFound
from shared.domain.reference import read_reference


def ask(visit: Visit) -> Response:
    return page(visit, "public/track.html", reference="")


def look(visit: Visit) -> Response:
    """From the general page, where the reference is typed, too.

    A reference that can't be one, one that isn't, and a wrong code look the same.
    """
    form = form_of(visit)
    typed, code = form.text("reference"), form.text("code")
    try:
        case = open_complaint(visit.deps, read_reference(typed) or "", code)
    except CaseNotFound:
        errors = [("code", visit.words.t("track.wrong"))]
        return page(visit, "public/track.html", status=404, errors=errors, reference=typed[:40])
    cookie = session_cookie(visit, case.reference, code)
    return redirect(visit, f"/complaints/{case.reference}", cookies=[cookie])


def show(visit: Visit, reference: str) -> Response:
    known, case = reference_of(reference), opened_case(visit, reference)
    if case is None:
        return page(visit, "public/track.html", reference=known)
    shown = show_complaint(visit.deps, case)
    return page(
        visit,
        "public/tracking.html",
        complaint=complaint_in_words(shown, visit.words, visit.deps.clock()),
        acts=[act for act in shown.possible if act in OFFERED],
        done=_act_just_done(visit),
    )


def _act_just_done(visit: Visit) -> str | None:
    """The address says which act it was, and nothing of the visitor's."""
    done = visit.query.get("done")
    return done if done in OFFERED else None
