"""What staff do beside the commands: send a file, invite an expert, report retaliation."""

from collections.abc import Mapping, Sequence

from chalice.app import Response

from functions.intake.http.parameters import reference_of
from functions.intake.pages.desk.act_form import DeskAct, act_form, missing_fields
from functions.intake.pages.desk.experts import INVITE_EXPERT
from functions.intake.pages.desk.files import SEND_FILE
from functions.intake.pages.desk.retaliation import REPORT_RETALIATION
from functions.intake.pages.desk.sign_in import staff_only
from functions.intake.pages.web.forms import Form, form_of
from functions.intake.pages.web.upload_page import refusal_of
from functions.intake.pages.web.visit import Visit
from functions.intake.service.cases import open_case, require_command
from functions.intake.service.errors import UnknownName
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.errors import InvalidInput
from shared.domain.evidence.refusals import Refused

# In the order of the case's page.
ACTS: Mapping[str, DeskAct] = {
    act.name: act for act in (SEND_FILE, INVITE_EXPERT, REPORT_RETALIATION)
}


@staff_only
def ask(visit: Visit, actor: Actor, reference: str, act: str) -> Response:
    case = _allowed_case(visit, actor, reference, act)
    return act_form(visit, actor, case, ACTS[act], Form([("version", str(case.version))]))


@staff_only
def do(visit: Visit, actor: Actor, reference: str, act: str) -> Response:
    form = form_of(visit)
    case = _allowed_case(visit, actor, reference, act)
    try:
        return ACTS[act].do(visit, actor, case, form)
    except Refused as error:
        return act_form(visit, actor, case, ACTS[act], form, refusal_of(visit, error))
    except InvalidInput as error:
        return act_form(visit, actor, case, ACTS[act], form, missing_fields(visit, error))


def ask_for_a_file(visit: Visit, reference: str) -> Response:
    """The address of a file below a case's own takes this one from the acts': see the template."""
    return ask(visit, reference=reference, act=SEND_FILE.name)


def add_a_file(visit: Visit, reference: str) -> Response:
    return do(visit, reference=reference, act=SEND_FILE.name)


def acts_among(possible: Sequence[str]) -> list[str]:
    """The acts whose rights are among what is possible now."""
    return [name for name, act in ACTS.items() if act.right in possible]


def _allowed_case(visit: Visit, actor: Actor, reference: str, act: str) -> Case:
    case = open_case(visit.deps, actor, reference_of(reference))
    if act not in ACTS:
        raise UnknownName(sorted(ACTS))
    require_command(visit.deps, actor, case, ACTS[act].right)
    return case
