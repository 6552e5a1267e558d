"""Experts from outside: a link to named documents of one case, until a day, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.intake.service.carry_out import carry_out
from functions.intake.service.dependencies import Deps
from functions.intake.service.errors import TokenNotFound
from functions.intake.service.evidence import Download, hand_out
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.errors import CaseNotFound
from shared.domain.evidence.evidence import Evidence
from shared.domain.procedure.experts import InviteExpert
from shared.domain.procedure.safeguards import View
from shared.domain.reference import access_code, code_hash, read_reference, same_code
from shared.domain.vocabulary import Role

_BETWEEN = "."


@dataclass(frozen=True)
class InvitationRequest:
    """Who somebody outside is, and until when they may read which documents.

    `version` is the version of the case that its sender saw.
    """

    version: int
    who: str
    evidence_ids: tuple[str, ...]
    until: datetime


@dataclass(frozen=True)
class Invitation:
    """`token` is the link's, told once: only its hash is kept. `version` is the case's now."""

    reference: str
    expert_id: str
    token: str
    until: datetime
    version: int


@dataclass(frozen=True)
class CaseForExpert:
    reference: str
    until: datetime
    files: Sequence[Evidence]


def invite(deps: Deps, actor: Actor, reference: str, wanted: InvitationRequest) -> Invitation:
    expert_id = f"e{deps.random_bytes(8).hex()}"
    code = access_code(deps.random_bytes(16), expert_id)
    command = InviteExpert(
        expert_id, code_hash(code), wanted.who, wanted.evidence_ids, wanted.until
    )
    moment = Moment.at(deps.clock())
    case = carry_out(deps, actor, reference, command, moment, seen_version=wanted.version)
    token = _BETWEEN.join((case.reference, expert_id, code))
    return Invitation(case.reference, expert_id, token, wanted.until, case.version)


def see(deps: Deps, token: str) -> CaseForExpert:
    """The documents of this link; the reading is recorded before. Raises TokenNotFound."""
    case, actor = _open(deps, token)
    carry_out(deps, actor, case.reference, View("expert"), Moment.at(deps.clock()))
    expert = case.experts[actor.name]
    files = [case.evidence[name] for name in expert.evidence_ids if name in case.evidence]
    return CaseForExpert(case.reference, expert.until, files)


def download(deps: Deps, token: str, evidence_id: str) -> Download:
    """Raises TokenNotFound, also for a document that this link doesn't name."""
    case, actor = _open(deps, token)
    if evidence_id not in case.experts[actor.name].evidence_ids:
        raise TokenNotFound
    return hand_out(deps, actor, case, evidence_id, from_office=False)


def _open(deps: Deps, token: str) -> tuple[Case, Actor]:
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
