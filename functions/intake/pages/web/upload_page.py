"""The bucket's own form: the file goes there directly, and the browser comes back to us."""

from chalice.app import Request, Response

from functions.intake.pages.web.page import page
from functions.intake.pages.web.visit import Visit
from functions.intake.service.dependencies import Deps
from functions.intake.service.possible_acts import only_theirs
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.evidence.commands import RequestUpload
from shared.domain.evidence.evidence import Declared
from shared.domain.vocabulary import Role


def upload(deps: Deps, request: Request, reference: str, actor: Actor, back: str) -> Response:
    """A page with the form for one file; `back` is the path of ours on which the sender ends."""
    now = deps.clock()
    command = RequestUpload(deps.casework.random_bytes(16).hex(), Declared())
    with only_theirs(actor):
        after = deps.casework.perform(reference, command, actor, Moment.at(now))
    evidence = after.evidence[command.evidence_id]
    home = f"{Visit(deps, request).address}{back}"
    limits = deps.casework.policies.version(after.policy_version).evidence
    form = deps.files().upload_form(reference, evidence, now, limits.max_bytes, home)
    return page(
        deps,
        request,
        "upload.html",
        form_action=[form["url"], home],
        upload=form,
        back=back,
        limits=limits,
        dangerous=actor.role == Role.COMPLAINANT,
    )
