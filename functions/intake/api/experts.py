"""Experts from outside: a link to named documents of one case, until a day, and nothing else."""

from typing import TYPE_CHECKING, Any

from chalice.app import Request, Response

from functions.intake.api.evidence import address_of
from functions.intake.http.authentication import staff_of
from functions.intake.http.errors import TokenNotFound
from functions.intake.http.parameters import reference_of
from functions.intake.pages.web.page import wants_page
from functions.intake.pages.web.problem_page import on_a_page
from functions.intake.schemas.parsing import invitation_of
from functions.intake.service.dependencies import Deps
from functions.intake.service.possible_acts import only_theirs
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.commands import View
from shared.domain.errors import CaseNotFound
from shared.domain.instants import to_text
from shared.domain.reference import access_code, code_hash, read_reference, same_code
from shared.domain.vocabulary import Role

if TYPE_CHECKING:
    from functions.intake.schemas.safeguards import Invitation

_BETWEEN = "."


def invite(deps: Deps, request: Request, reference: str) -> Response:
    """201 with the link's token: it is told once, and only its hash is kept."""
    actor, asked = staff_of(request), invitation_of(request)
    case, expert_id, token = invited(deps, actor, reference_of(reference), asked)
    answer = {"expert": expert_id, "token": token, "until": to_text(asked.until)}
    return Response(answer | {"version": case.version}, None, 201)


def invited(deps: Deps, actor: Actor, reference: str, asked: "Invitation") -> tuple[Case, str, str]:
    """The case, who is invited, and the link's token."""
    expert_id = f"e{deps.casework.random_bytes(8).hex()}"
    code = access_code(deps.casework.random_bytes(16), expert_id)
    command = asked.command(expert_id, code_hash(code))
    with only_theirs(actor):
        case = deps.casework.perform(
            reference,
            command,
            actor,
            Moment.at(deps.clock()),
            seen_version=asked.version,
        )
    return case, expert_id, _BETWEEN.join((case.reference, expert_id, code))


def see(deps: Deps, request: Request, token: str) -> Response:
    """For a program in JSON, for the browser behind the link as a page."""
    if wants_page(request):
        from functions.intake.pages.public import expert

        return on_a_page(expert.show, deps, request, token=token)
    return Response(seen(deps, token))


def download(deps: Deps, request: Request, token: str, evidence_id: str) -> Response:
    if wants_page(request):
        from functions.intake.pages.public import expert

        return on_a_page(expert.download, deps, request, token=token, evidence_id=evidence_id)
    return opened(deps, token, evidence_id)


def seen(deps: Deps, token: str) -> dict[str, Any]:
    """Their documents; that they looked is written down before. Raises TokenNotFound."""
    case, actor = _invited(deps, token)
    deps.casework.perform(case.reference, View("expert"), actor, Moment.at(deps.clock()))
    return _shape(case, actor)


def opened(deps: Deps, token: str, evidence_id: str) -> Response:
    case, actor = _invited(deps, token)
    if evidence_id not in case.experts[actor.name].evidence_ids:
        raise TokenNotFound
    return address_of(deps, actor, case, evidence_id, from_office=False)


def _invited(deps: Deps, token: str) -> tuple[Case, Actor]:
    """Raises TokenNotFound for a link that is wrong, has ended or was taken back."""
    written, _, rest = token.partition(_BETWEEN)
    expert_id, _, code = rest.partition(_BETWEEN)
    try:
        case = deps.casework.store.load(read_reference(written) or "")
    except CaseNotFound:
        raise TokenNotFound from None
    expert = case.experts.get(expert_id)
    if expert is None or not expert.holds(deps.clock()) or not same_code(code, expert.code_hash):
        raise TokenNotFound
    return case, Actor(Role.EXPERT, expert_id)


def _shape(case: Case, actor: Actor) -> dict[str, Any]:
    expert = case.experts[actor.name]
    there = [case.evidence[one] for one in expert.evidence_ids if one in case.evidence]
    return {
        "reference": case.reference,
        "until": to_text(expert.until),
        "evidence": [
            {"evidence_id": one.evidence_id, "kind": one.kind, "state": str(one.state)}
            for one in there
        ],
    }
