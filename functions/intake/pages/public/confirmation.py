"""After sending: reference and secret code, to be written down. Shown for half an hour."""

from chalice.app import Request, Response

from functions.intake.pages.public.unsent_complaint import SENT, draft_of
from functions.intake.pages.web.page import page, redirect
from functions.intake.pages.web.visit import Visit
from functions.intake.pages.words import words
from functions.intake.service.dependencies import Deps
from shared.domain.case.events import sha256
from shared.domain.instants import from_text
from shared.domain.reference import access_code

# Whose date somebody who has just written waits for, soonest first.
HEARD = ("acknowledge", "assess", "resolve")


def show(deps: Deps, request: Request) -> Response:
    draft = draft_of(deps, request)
    receipt = deps.casework.store.receipt(sha256(draft.key)) if draft else None
    if draft is None or not draft.text(SENT) or receipt is None:
        return redirect(deps, request, "/complaints")
    visit, policy = Visit(deps, request), deps.casework.policies.current()
    due = {one["name"]: from_text(one["due_at"]) for one in receipt.answer["clocks"]}
    heard = next((due[name] for name in HEARD if name in due), None)
    spoken = words(visit.language)
    return page(
        deps,
        request,
        "confirmation.html",
        reference=receipt.reference,
        code=in_groups(access_code(receipt.nonce, draft.key)),
        heard=spoken.moment(heard, policy.office.time_zone) if heard else None,
        urgent=receipt.answer["urgency"] == "urgent",
    )


def in_groups(code: str) -> str:
    """As one copies it by hand; what is typed back may have gaps or not."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
