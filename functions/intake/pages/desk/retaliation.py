"""Reporting retaliation: a case of its own that the agency never sees, not even that it exists."""

from chalice.app import Response

from functions.intake.pages.desk.act_form import DeskAct
from functions.intake.pages.public.case_session import in_groups
from functions.intake.pages.web.forms import Form
from functions.intake.pages.web.page import page
from functions.intake.pages.web.visit import Visit
from functions.intake.schemas.parsing import parse_retaliation
from functions.intake.service.retaliation import report_as_staff
from shared.domain.case.case import Case
from shared.domain.case.events import Actor
from shared.domain.vocabulary import CommandName


def report(visit: Visit, actor: Actor, case: Case, form: Form) -> Response:
    document = {"text": form.text("text"), "danger_now": form.text("danger_now") == "yes"}
    key = form.text("once") or None
    filed = report_as_staff(visit.deps, actor, case, parse_retaliation(document), key)
    code = in_groups(filed.access_code)
    return page(visit, "public/retaliation.html", reference=filed.reference, code=code)


REPORT_RETALIATION = DeskAct(
    "retaliation", CommandName.RETALIATION, "desk/report_retaliation.html", report
)
