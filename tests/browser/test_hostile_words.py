"""What visitors type to make a page do more than show it: it is shown, and does nothing."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from functions.intake.pages.desk.command_fields import FORMS
from functions.intake.pages.public.complainant_acts import OFFERED
from tests.browser.cases import follows, may, one_of_each, signed_in
from tests.browser.looking import Looker
from tests.browser.office import Office
from tests.browser.payloads import EVERYTHING, PAYLOADS
from tests.procedures import MEDIATOR, OFFICER, OMBUDSMAN, SUPERVISOR

Opens = Callable[..., Looker]
TYPED = "main form input:is([type=text], [type=email], [type=tel]), main form textarea"
# Elements and attributes that only a payload could have brought onto a page of ours.
BROUGHT = """
() => [...document.querySelectorAll(
  "main :is(script, img, base, style, iframe), [onerror], [onload], [href^=javascript]"
)].map(one => one.outerHTML)
"""


ADDRESSES = (
    "/?language={}",
    "/complaints/{}",
    "/complaints/new?step={}&change={}",
    "/complaints?done={}",
    "/desk/cases/{}",
    "/desk?show={}&agency={}&cursor={}",
    "/v1/alerts/{}/take",
)


def fill(looker: Looker) -> None:
    """Every field that can be typed into, the first of each choice."""
    page = looker.page
    for field in page.locator(TYPED).all():
        field.fill(EVERYTHING)
    for name in {one.get_attribute("name") for one in page.locator("main [type=radio]").all()}:
        page.locator(f"main input[name='{name}']").first.check()


def harmless(looker: Looker, *, shows: bool = False) -> None:
    page = looker.page
    page.wait_for_load_state("load")
    assert looker.complaints == []
    assert page.evaluate(BROUGHT) == []
    shown = " ".join(page.inner_text("main").split())
    assert not shows or EVERYTHING in shown


def goes(looker: Looker, url: str, *, shows: bool = False) -> None:
    looker.page.goto(url, wait_until="load")
    harmless(looker, shows=shows)


def sends(looker: Looker) -> None:
    fill(looker)
    looker.page.click("main form button[type=submit]")
    harmless(looker)


def test_every_page_of_a_case_only_shows_them(opens: Opens, office: Office) -> None:
    citizen = opens("fr")
    windows = {
        actor: signed_in(opens("en"), office, actor.role, actor.agency)
        for actor in (OFFICER, SUPERVISOR, MEDIATOR, OMBUDSMAN)
    }
    auditor = signed_in(opens("fr"), office, "auditor")
    for filed in one_of_each(office, EVERYTHING).values():
        follows(citizen, office, filed)
        goes(citizen, f"{office.public_url}/complaints/{filed.reference}", shows=True)
        case = f"{office.public_url}/desk/cases/{filed.reference}"
        goes(windows[OFFICER], case, shows=True)
        goes(auditor, f"{case}/audit")
    goes(windows[OFFICER], f"{office.public_url}/desk")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_each_alone_does_nothing_either(payload: str, opens: Opens, office: Office) -> None:
    filed = office.file(category="health_no_answer", description=payload)
    citizen, officer = opens("fr"), signed_in(opens("en"), office, "officer", "health")
    follows(citizen, office, filed)
    goes(citizen, f"{office.public_url}/complaints/{filed.reference}")
    goes(officer, f"{office.public_url}/desk/cases/{filed.reference}")
    for window in (citizen, officer):
        assert payload in window.page.inner_text("main")


def test_every_field_of_the_form_only_shows_them(opens: Opens, office: Office) -> None:
    """What isn't taken is shown again, next to what is wrong with it."""
    looker = opens("ar")
    goes(looker, f"{office.public_url}/complaints/new")
    for _ in range(7):
        sends(looker)


@pytest.mark.parametrize("act", OFFERED)
def test_every_act_only_shows_them(act: str, opens: Opens, office: Office) -> None:
    looker = opens("es")
    filed = one_of_each(office)["resolved"]
    follows(looker, office, filed)
    goes(looker, f"{office.public_url}/complaints/{filed.reference}/{act}")
    sends(looker)
    goes(looker, f"{office.public_url}/complaints/{filed.reference}")


def test_every_command_only_shows_them(opens: Opens, office: Office) -> None:
    cases = one_of_each(office)
    windows = {
        actor: signed_in(opens("fr"), office, actor.role, actor.agency)
        for actor in (OFFICER, SUPERVISOR, MEDIATOR, OMBUDSMAN)
    }
    for command in FORMS:
        found = [
            (who, filed)
            for filed in cases.values()
            for who in windows
            if may(office, who, command, filed)
        ]
        for who, filed in found[:1]:
            case = f"{office.public_url}/desk/cases/{filed.reference}"
            goes(windows[who], f"{case}/do/{command}")
            sends(windows[who])
            goes(windows[who], case)


def test_the_counter_only_shows_them(opens: Opens, office: Office) -> None:
    looker = signed_in(opens("fr"), office, "registrar")
    goes(looker, f"{office.public_url}/desk/file")
    sends(looker)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_only_shows_them(address: str, opens: Opens, office: Office) -> None:
    looker = signed_in(opens("fr"), office, "officer", "health")
    goes(looker, office.public_url + address.replace("{}", quote(EVERYTHING, safe="")))
