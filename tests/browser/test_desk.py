"""A complaint that is brought to the counter, through the office, on the local cloud."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from infra.local.cloud import Cloud
from tests.browser.looking import Looker
from tests.canaries import COMPLAINANT, WORDS

Opens = Callable[..., Looker]


def signed_in(looker: Looker, cloud: Cloud, user: str, to: str = "/desk") -> Page:
    """Through the hosted page, and back to where one wanted to go."""
    page = looker.page
    page.goto(f"{cloud.api_url}{to}")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", cloud.sign_ins()[user])
    page.click("[type=submit]")
    page.wait_for_url(f"{cloud.api_url}{to}")
    looker.complaints.clear()  # of the hosted page, which isn't ours
    return page


def brought(registrar: Looker, cloud: Cloud) -> tuple[str, str]:
    """Reference and code, as they stand on the receipt."""
    page = signed_in(registrar, cloud, "registrar", "/desk/file")
    registrar.check("desk-file")
    page.check("input[name=channel][value=letter]")
    page.select_option("#category", "health_no_answer")
    page.fill("#description", str(WORDS["description"]))
    page.fill("#name", COMPLAINANT["name"])
    registrar.send("desk-receipt")
    assert page.is_visible("svg[role=img]")
    return page.inner_text(".govuk-panel bdi"), page.inner_text("main p strong bdi")


def does(looker: Looker, case: str, command: str, **fields: str) -> None:
    """By the link on the case's page, as a person gets there; ends on the case again."""
    looker.page.goto(case)
    looker.page.click(f"main ul a[href$='/do/{command}']")
    for name, value in fields.items():
        field = looker.page.locator(f"main [name='{name}']")
        if field.first.get_attribute("type") == "radio":
            looker.page.check(f"main [name='{name}'][value='{value}']")
        else:
            field.fill(value)
    looker.send(f"desk-after-{command}")
    assert looker.page.url == case


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_complaint_goes_through_the_office(script: bool, opens: Opens, cloud: Cloud) -> None:
    registrar, officer, supervisor, citizen = (
        opens(language, script=script) for language in ("fr", "en", "es", "ar")
    )
    reference, code = brought(registrar, cloud)
    case = f"{cloud.api_url}/desk/cases/{reference}"

    signed_in(officer, cloud, "officer.health")
    officer.page.click(f"a[href$='{reference}']")
    officer.check("desk-case")
    does(officer, case, "acknowledge", message="We have read it.")
    does(officer, case, "assess", result="accepted", message="We look into it.")
    does(officer, case, "propose-decision", outcome="upheld", summary="You were right.")

    signed_in(supervisor, cloud, "supervisor.health", "/desk?show=decisions")
    assert reference in supervisor.page.inner_text("main")
    does(supervisor, case, "sign-off")

    citizen.visit(f"{cloud.api_url}/complaints/{reference}", "track")
    citizen.page.fill("#code", code)
    citizen.send("tracking-resolved")
    assert "You were right." in citizen.page.inner_text("main")
    citizen.visit(f"{cloud.api_url}/complaints/{reference}/feedback", "act-feedback")
    citizen.page.check("input[value='5']")
    citizen.send("tracking-rated")
    citizen.visit(f"{cloud.api_url}/complaints/{reference}/accept", "act-accept")
    citizen.send("tracking-closed")


def test_another_agency_s_officer_sees_no_case(opens: Opens, cloud: Cloud) -> None:
    reference, _ = brought(opens("fr"), cloud)
    looker = opens("fr")
    signed_in(looker, cloud, "officer.justice")
    looker.visit(f"{cloud.api_url}/desk/cases/{reference}", "desk-unknown", status=404)


def test_what_somebody_else_did_meanwhile_is_told(opens: Opens, cloud: Cloud) -> None:
    reference, _ = brought(opens("fr"), cloud)
    one, other = opens("fr"), opens("en")
    path = f"/desk/cases/{reference}/do/acknowledge"
    signed_in(one, cloud, "officer.health", path)
    signed_in(other, cloud, "officer2.health", path)
    one.send("desk-case")
    other.send("desk-again")
    assert "officer.health" in other.page.inner_text("main")


def test_who_signs_out_is_out(opens: Opens, cloud: Cloud) -> None:
    looker = opens("fr")
    page = signed_in(looker, cloud, "ombudsman")
    looker.check("desk-queue")
    page.click("form[action$=sign-out] button")
    page.goto(f"{cloud.api_url}/desk")
    assert page.is_visible("input[name=password]")


def test_the_auditor_verifies_and_the_admin_reads_the_rules(opens: Opens, cloud: Cloud) -> None:
    reference, _ = brought(opens("fr"), cloud)
    auditor = opens("en")
    signed_in(auditor, cloud, "auditor", f"/desk/cases/{reference}/audit")
    auditor.check("desk-audit")
    assert "filed" in auditor.page.inner_text("main").lower()
    admin = opens("ar")
    signed_in(admin, cloud, "admin", "/desk/policy")
    admin.check("desk-policy")


def test_a_keyboard_is_enough(opens: Opens, cloud: Cloud) -> None:
    """From the queue into a case and through a command, with Tab, Space and Enter alone."""
    reference, _ = brought(opens("fr"), cloud)
    looker = opens("en")
    page = signed_in(looker, cloud, "officer.health", f"/desk/cases/{reference}")
    walk(page, f"a[href$='{reference}/do/note']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/do/note")
    walk(page, "input[name=audience]")
    page.keyboard.press("Space")
    walk(page, "#text")
    page.keyboard.type("Seen.")
    walk(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{reference}")
    assert "Seen." in page.inner_text("main")


def walk(page: Page, to: str) -> None:
    """Tabs until the element has focus, which must be seen; a page is never that long."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("to => document.activeElement.matches(to)", to):
            return
    raise AssertionError(f"no Tab leads to {to}")
