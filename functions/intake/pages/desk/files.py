"""Sending a file to a case, for staff."""

from chalice.app import Response

from functions.intake.pages.desk.act_form import DeskAct
from functions.intake.pages.web.forms import Form
from functions.intake.pages.web.upload_page import upload_page
from functions.intake.pages.web.visit import Visit
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.vocabulary import CommandName


def send(visit: Visit, actor: Actor, case: Case, form: Form) -> Response:
    return upload_page(visit, actor, case.reference, form, f"/desk/cases/{case.reference}")


SEND_FILE = DeskAct("evidence", CommandName.EVIDENCE, "desk/send_file.html", send)
