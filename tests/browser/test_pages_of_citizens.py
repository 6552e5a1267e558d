"""The public's pages in every language, as a browser shows them."""

from collections.abc import Callable, Mapping

import pytest

from functions.intake.pages.public.complainant_acts import OFFERED
from shared.messages import LANGUAGES
from shared.ports import OpenAlert
from tests.browser.cases import CALM, follows
from tests.browser.looking import Looker
from tests.browser.office import Office
from tests.unit.intake.world import Filed

Opens = Callable[..., Looker]
pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def test_what_everybody_sees(
    language: str, opens: Opens, office: Office, cases: Mapping[str, Filed]
) -> None:
    looker, at = opens(language), office.public_url
    looker.visit(f"{at}/", "start")
    looker.visit(f"{at}/our-promise", "our-promise")
    looker.visit(f"{at}/complaints/nowhere/at-all", "unknown", status=404)
    looker.visit(f"{at}/complaints", "track")
    looker.page.fill("#reference", "BF-2222-2222-2")
    looker.page.fill("#code", "wrong")
    looker.send("track-wrong")


def test_the_link_in_an_alert(
    language: str, opens: Opens, office: Office, cases: Mapping[str, Filed]
) -> None:
    looker, at = opens(language), office.public_url
    filed = cases["accepted"]
    alert = OpenAlert(filed.reference, "health.duty.0", "officer.health", "task")
    office.alerts.save("token", alert)
    looker.visit(f"{at}/v1/alerts/none/take", "take-unknown", status=404)
    looker.visit(f"{at}/v1/alerts/token/take", "take")
    looker.send("taken")


def test_the_form_and_what_follows(language: str, opens: Opens, office: Office) -> None:
    looker = opens(language)
    looker.visit(f"{office.public_url}/complaints/new", "complain-what")
    answered(looker)
    looker.send("confirmation")
    looker.send("upload")


def test_the_page_of_a_case_in_every_status(
    language: str, opens: Opens, office: Office, cases: Mapping[str, Filed]
) -> None:
    looker = opens(language)
    for status, filed in cases.items():
        follows(looker, office, filed)
        looker.visit(f"{office.public_url}/complaints/{filed.reference}", f"tracking-{status}")


def test_what_a_complainant_can_do(
    language: str, opens: Opens, office: Office, cases: Mapping[str, Filed]
) -> None:
    looker, filed = opens(language), cases["resolved"]
    follows(looker, office, filed)
    page = f"{office.public_url}/complaints/{filed.reference}"
    for act in OFFERED:
        looker.visit(f"{page}/{act}", f"act-{act}")
    looker.visit(f"{page}/retaliation", "act-retaliation")
    looker.send("act-retaliation-wrong")
    looker.page.fill("#text", "They took me off the list.")
    looker.send("retaliation")


def answered(looker: Looker) -> None:
    """The form from its first question to the check of the answers, each page looked at."""
    page = looker.page
    looker.send("complain-what-wrong")
    page.fill("#description", CALM)
    looker.send("complain-service")
    page.check("input[value=health]")
    looker.send("complain-category")
    page.check("input[value=health_no_answer]")
    looker.send("complain-where")
    page.fill("#occurred_on-day", "31")
    page.fill("#occurred_on-month", "2")
    looker.send("complain-where-wrong")
    page.fill("#occurred_on-day", "")
    page.fill("#occurred_on-month", "")
    looker.send("complain-danger")
    looker.send("complain-who")
    page.check("input[name=anonymous][value=no]")
    page.fill("#name", "A. Person")
    looker.send("complain-reach")
    page.fill("#email", "a.person@example.org")
    page.check("input[name=share][value=no]")
    looker.send("complain-others")
    looker.send("complain-check")
