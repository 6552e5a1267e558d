"""What is done to somebody because of a complaint, or for having worked on one.

It is a case of its own: urgent, handled by the office alone, and nothing in the case that it is
about tells that it exists.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.intake.service.case_for_complainant import COMPLAINANT
from functions.intake.service.dependencies import Deps
from functions.intake.service.filing import FiledComplaint, file
from shared.domain import access
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.errors import NotPossible
from shared.domain.policy.office import OFFICE
from shared.domain.procedure.complaint import FileComplaint
from shared.domain.vocabulary import Channel, CommandName

CATEGORY = "retaliation"


@dataclass(frozen=True)
class RetaliationReport:
    text: str
    danger_now: bool


def report_as_complainant(
    deps: Deps, case: Case, report: RetaliationReport, key: str | None
) -> FiledComplaint:
    """Raises NotPossible where the policy has no such category, as the staff's report does."""
    identity = deps.casework.store.identity(case.reference)
    command = _complaint(deps, case, report, identity, Channel.FORM)
    return file(deps, command, COMPLAINANT, key)


def open_to_report(deps: Deps, actor: Actor, reference: str) -> Case:
    """The case because of which somebody of the staff reports it. Raises as `require_command`."""
    case = deps.casework.store.load(reference)
    access.require_command(actor, CommandName.RETALIATION, case, ())
    return case


def report_as_staff(
    deps: Deps, actor: Actor, case: Case, report: RetaliationReport, key: str | None
) -> FiledComplaint:
    """Who of the staff reports it is kept like a complainant, out of the chain, too."""
    command = _complaint(deps, case, report, {"name": actor.name}, Channel.DESK)
    return file(deps, command, COMPLAINANT, key)


def _complaint(
    deps: Deps,
    about: Case,
    report: RetaliationReport,
    identity: Mapping[str, Any] | None,
    channel: Channel,
) -> FileComplaint:
    if CATEGORY not in deps.casework.policies.current().categories:
        raise NotPossible(CATEGORY, about.status, ())
    return FileComplaint(
        category=CATEGORY,
        description=report.text,
        language=about.language,
        agency=OFFICE,
        urgent_answers={"human_rights": True, "danger_now": report.danger_now},
        identity=identity,
        channel=channel,
        related_to=about.reference,
    )
