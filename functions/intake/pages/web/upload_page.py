"""The bucket's own form: the file goes there directly, and the browser comes back to us."""

from chalice.app import Response

from functions.intake.pages.web.forms import Form
from functions.intake.pages.web.page import Errors, page
from functions.intake.pages.web.visit import Visit
from functions.intake.service.evidence import request_upload_by_page
from shared.domain.case.events import Actor
from shared.domain.evidence.refusals import Refused
from shared.domain.vocabulary import Role


def upload_page(visit: Visit, actor: Actor, reference: str, form: Form, back: str) -> Response:
    """A page with the form for one file; `back` is the path of ours on which the sender ends."""
    home = f"{visit.address}{back}"
    key = form.text("once") or None
    upload = request_upload_by_page(visit.deps, actor, reference, key, home)
    return page(
        visit,
        "components/upload.html",
        form_action=[upload.url, home],
        upload=upload,
        back=back,
        exit_first=actor.role == Role.COMPLAINANT,
    )


def refusal_of(visit: Visit, error: Refused) -> Errors:
    """Why no further file is taken. It belongs to no field, so it leads to the page's beginning."""
    return [("main", visit.words.t(f"reason.{error.reason}", types=""))]
