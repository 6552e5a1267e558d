"""The staff's pages in every language, as a browser shows them."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from functions.intake.pages.desk.command_fields import FORMS
from shared.messages import LANGUAGES
from tests.browser.cases import CALM, may, signed_in
from tests.browser.looking import Looker
from tests.browser.office import Office
from tests.procedures import MEDIATOR, OFFICER, OMBUDSMAN, SUPERVISOR
from tests.unit.intake.world import Filed

Opens = Callable[..., Looker]
pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def test_the_queue_and_its_cases(
    language: str, opens: Opens, office: Office, cases: Mapping[str, Filed]
) -> None:
    looker = signed_in(opens(language), office, "officer", "health")
    looker.visit(f"{office.public_url}/desk", "desk-queue")
    for status, filed in cases.items():
        looker.visit(f"{office.public_url}/desk/cases/{filed.reference}", f"desk-case-{status}")
    looker.send("desk-download", "form[action*=evidence]")


def test_what_staff_do_beside_the_commands(
    language: str, opens: Opens, office: Office, cases: Mapping[str, Filed]
) -> None:
    case = f"{office.public_url}/desk/cases/{cases['accepted'].reference}"
    looker = signed_in(opens(language), office, "ombudsman")
    looker.visit(f"{case}/evidence", "desk-act-evidence")
    looker.send("desk-upload")
    looker.visit(f"{case}/retaliation", "desk-act-retaliation")
    looker.send("desk-act-retaliation-wrong")
    looker.visit(f"{case}/experts", "desk-act-experts")
    looker.send("desk-act-experts-wrong")
    page, day = looker.page, office.now + timedelta(days=9)
    page.fill("#who", "A doctor")
    page.check("[name=evidence_ids]")
    for part in ("day", "month", "year"):
        page.fill(f"#until-{part}", str(getattr(day, part)))
    looker.send("desk-invited")
    expert = opens(language)
    expert.visit(page.inner_text("main bdi"), "expert")


def test_every_command_s_form(
    language: str, opens: Opens, office: Office, cases: Mapping[str, Filed]
) -> None:
    """Each by whoever may give it, in the first status that admits it."""
    windows = {
        actor: signed_in(opens(language), office, actor.role, actor.agency)
        for actor in (OFFICER, SUPERVISOR, MEDIATOR, OMBUDSMAN)
    }
    for command in FORMS:
        actor, filed = next(
            (who, filed)
            for filed in cases.values()
            for who in windows
            if may(office, who, command, filed)
        )
        path = f"/desk/cases/{filed.reference}/do/{command}"
        windows[actor].visit(f"{office.public_url}{path}", f"desk-do-{command}")


def test_the_counter(language: str, opens: Opens, office: Office) -> None:
    looker = signed_in(opens(language), office, "registrar")
    looker.visit(f"{office.public_url}/desk/file", "desk-file")
    looker.send("desk-file-wrong")
    looker.page.select_option("#category", "health_no_answer")
    looker.page.fill("#description", CALM)
    looker.send("desk-receipt")


def test_what_the_others_of_the_office_see(
    language: str, opens: Opens, office: Office, cases: Mapping[str, Filed]
) -> None:
    at, closed = f"{office.public_url}/desk", cases["closed"].reference
    auditor = signed_in(opens(language), office, "auditor")
    auditor.visit(at, "desk-find")
    auditor.visit(f"{at}/cases/{closed}/audit", "desk-audit")
    signed_in(opens(language), office, "admin").visit(f"{at}/policy", "desk-policy")
    ombudsman = signed_in(opens(language), office, "ombudsman")
    ombudsman.visit(f"{at}?show=escalated", "desk-escalated")
    ombudsman.visit(f"{at}/cases/{closed}/do/acknowledge", "desk-again", status=409)
