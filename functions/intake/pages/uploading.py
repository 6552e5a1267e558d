"""The bucket's own form: the file goes there directly, and the browser comes back to us."""

from chalice.app import Request, Response

from functions.intake.deps import Deps
from functions.intake.pages.page import page
from functions.intake.pages.visit import Visit
from functions.intake.refusing import only_theirs
from shared.domain.draft import Moment
from shared.domain.events import Actor
from shared.domain.evidence import Declared
from shared.domain.evidence_commands import RequestUpload


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
        dangerous=actor.role == "complainant",
    )
