"""Taking an urgent case with the one-time token of an alert."""

from functions.intake.service.carry_out import carry_out
from functions.intake.service.dependencies import Deps
from functions.intake.service.errors import TokenNotFound
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.procedure.alerts import Take
from shared.domain.vocabulary import Role
from shared.ports import OpenAlert


def find_alert(deps: Deps, token: str) -> OpenAlert:
    """Changes nothing. Raises TokenNotFound."""
    alert = deps.alerts.find(token)
    if alert is None:
        raise TokenNotFound
    return alert


def take_case(deps: Deps, alert: OpenAlert, token: str) -> Case:
    """Taking it twice is taking it once. Raises NotPossible when the case is over.

    The workflow is told last, so that nothing gets lost.
    """
    contact = Actor(Role.CONTACT, alert.contact_id)
    command = Take(alert.contact_id, alert.user)
    moment = Moment.at(deps.clock())
    case = carry_out(deps, contact, alert.reference, command, moment, key=token)
    deps.alerts.use(token)
    if alert.task_token is not None:
        deps.workflow.taken(alert.task_token, alert.contact_id)
    return case
