"""Inviting somebody outside to read chosen files of a case."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Response

from functions.intake.pages.desk.act_form import DeskAct
from functions.intake.pages.desk.command_fields import day_of
from functions.intake.pages.desk.sign_in import desk_page
from functions.intake.pages.web.forms import Form
from functions.intake.pages.web.visit import Visit
from functions.intake.schemas.parsing import parse_invitation
from functions.intake.service import experts
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.vocabulary import CommandName


def invite(visit: Visit, actor: Actor, case: Case, form: Form) -> Response:
    """The link is told on this one page: only its hash is kept."""
    day = day_of(form, "until")
    wanted = parse_invitation(
        {
            "version": form.number("version"),
            "who": form.text("who"),
            "evidence_ids": form.all("evidence_ids"),
            "until": f"{day}T23:59:59Z" if day else "",
        }
    )
    invitation = experts.invite(visit.deps, actor, case.reference, wanted)
    return desk_page(
        visit,
        actor,
        "desk/invited.html",
        reference=invitation.reference,
        address=f"{visit.address}/v1/experts/{invitation.token}",
    )


def _choices(case: Case) -> Mapping[str, Any]:
    return {"files": [(evidence_id, evidence_id[:8]) for evidence_id in case.evidence]}


INVITE_EXPERT = DeskAct(
    "experts", CommandName.INVITE_EXPERT, "desk/invite_expert.html", invite, _choices
)
