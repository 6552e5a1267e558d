"""Every page in every language, as a browser shows it: in order, for everybody, at any width."""

from collections.abc import Callable, Iterator

import pytest

from functions.intake.pages.acts import OFFERED
from functions.intake.pages.desk_commands import FORMS
from shared.domain import access
from shared.domain.commands import Assign, Command, Note, Reply
from shared.domain.draft import Moment
from shared.domain.events import SYSTEM, Actor
from shared.domain.evidence import Declared, Stored, Verdict
from shared.domain.evidence_commands import EvidenceArrived, EvidenceExamined, RequestUpload
from shared.domain.procedure import possible
from shared.messages import LANGUAGES
from tests.browser.looking import Looker
from tests.browser.office import Office, serving
from tests.procedures import CITIZEN, MEDIATOR, OFFICER, OMBUDSMAN, SUPERVISOR, WAYS, bring
from tests.unit.intake.asking import claims_of
from tests.unit.intake.world import Filed

Opens = Callable[..., Looker]
FILE = Verdict(None, "pdf", 9, "ab" * 32)
EVENTS: tuple[tuple[Actor, Command], ...] = (
    (CITIZEN, RequestUpload("e", Declared("letter.pdf"))),
    (SYSTEM, EvidenceArrived("e", Stored("v1", 9))),
    (SYSTEM, EvidenceExamined("e", "v1", FILE)),
    (OMBUDSMAN, Assign(OFFICER.name)),
    (OFFICER, Note("The register lies in room 4.", "internal")),
)


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with serving() as one:
        yield one


@pytest.fixture(scope="module")
def cases(office: Office) -> dict[str, Filed]:
    """One of each status, with files, messages and a name; some are already late."""
    made: dict[str, Filed] = {}
    for status in WAYS:
        urgent = {"danger_now": True} if status == "accepted" else {}
        filed = office.file(
            category="health_safety" if urgent else "health_no_answer",
            urgent_answers=urgent,
            complainant={"name": "A. Person", "email": "a.person@example.org"},
        )
        for actor, command in EVENTS:
            office.casework.perform(filed.reference, command, actor, Moment.at(office.now))
        other = made["received"].reference if made else ""
        bring(office.casework, filed.reference, status, other, office.now)
        if _may(office, OFFICER, "reply", filed) and status != "received":
            said = Reply("We have asked the clinic for its register.")
            office.casework.perform(filed.reference, said, OFFICER, Moment.at(office.now))
        made[status] = filed
    return made


def follows(looker: Looker, office: Office, filed: Filed) -> None:
    """The window of somebody who has shown the code of this case."""
    value = f"{filed.reference}.{filed.code}"
    cookie = {"name": "case", "value": value, "url": office.public_url}
    looker.page.context.add_cookies([cookie])  # type: ignore[list-item]


def signed_in(looker: Looker, office: Office, role: str, agency: str | None = None) -> Looker:
    claims = claims_of(role, agency)
    office.desk.sessions[claims["cognito:username"]] = claims
    cookie = {"name": "desk", "value": claims["cognito:username"], "url": office.public_url}
    looker.page.context.add_cookies([cookie])  # type: ignore[list-item]
    return looker


def answered(looker: Looker) -> None:
    """The form from its first question to the answers' check, each page looked at."""
    page = looker.page
    looker.send("complain-what-wrong")
    page.fill("#description", "Nobody has answered the letter that I brought in March.")
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_everybody_sees(language: str, opens: Opens, office: Office) -> None:
    looker, at = opens(language), office.public_url
    looker.visit(f"{at}/", "start")
    looker.visit(f"{at}/our-promise", "our-promise")
    looker.visit(f"{at}/complaints/nowhere/at-all", "track-unknown", status=404)
    looker.visit(f"{at}/v1/alerts/none/take", "take-unknown", status=404)
    looker.visit(f"{at}/complaints", "track")
    looker.page.fill("#reference", "BF-2222-2222-2")
    looker.page.fill("#code", "wrong")
    looker.send("track-wrong")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_and_what_follows(language: str, opens: Opens, office: Office) -> None:
    looker = opens(language)
    looker.visit(f"{office.public_url}/complaints/new", "complain-what")
    answered(looker)
    looker.send("confirmation")
    looker.send("upload")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_case_in_every_status(
    language: str, opens: Opens, office: Office, cases: dict[str, Filed]
) -> None:
    looker = opens(language)
    for status, filed in cases.items():
        follows(looker, office, filed)
        page = f"{office.public_url}/complaints/{filed.reference}"
        looker.visit(page, f"tracking-{status}")
        for act in OFFERED:
            if status == "resolved" and act != "evidence":
                looker.visit(f"{page}/{act}", f"act-{act}")
    filed = cases["closed"]
    follows(looker, office, filed)
    looker.visit(f"{office.public_url}/complaints/{filed.reference}/retaliation", "act-retaliation")
    looker.send("act-retaliation-wrong")
    looker.page.fill("#text", "They took me off the list.")
    looker.send("retaliation")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_of_an_officer(
    language: str, opens: Opens, office: Office, cases: dict[str, Filed]
) -> None:
    looker = signed_in(opens(language), office, "officer", "health")
    looker.visit(f"{office.public_url}/desk", "desk-queue")
    for status, filed in cases.items():
        looker.visit(f"{office.public_url}/desk/cases/{filed.reference}", f"desk-case-{status}")
    looker.send("desk-download", "form[action*=evidence]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_s_form(
    language: str, opens: Opens, office: Office, cases: dict[str, Filed]
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
            if _may(office, who, command, filed)
        )
        path = f"/desk/cases/{filed.reference}/do/{command}"
        windows[actor].visit(f"{office.public_url}{path}", f"desk-do-{command}")


def _may(office: Office, who: Actor, command: str, filed: Filed) -> bool:
    case = office.store.load(filed.reference)
    policy = office.casework.policies.version(case.policy_version)
    return command in possible(case, policy) and access.may(who, command, case)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_counter(language: str, opens: Opens, office: Office) -> None:
    looker = signed_in(opens(language), office, "registrar")
    looker.visit(f"{office.public_url}/desk/file", "desk-file")
    looker.send("desk-file-wrong")
    looker.page.select_option("#category", "health_no_answer")
    looker.page.fill("#description", "Nobody has answered the letter.")
    looker.send("desk-receipt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_others_of_the_office_see(
    language: str, opens: Opens, office: Office, cases: dict[str, Filed]
) -> None:
    at = office.public_url
    filed = cases["closed"]
    auditor = signed_in(opens(language), office, "auditor")
    auditor.visit(f"{at}/desk", "desk-find")
    auditor.visit(f"{at}/desk/cases/{filed.reference}/audit", "desk-audit")
    signed_in(opens(language), office, "admin").visit(f"{at}/desk/policy", "desk-policy")
    ombudsman = signed_in(opens(language), office, "ombudsman")
    ombudsman.visit(f"{at}/desk?show=escalated", "desk-escalated")
    refused = f"{at}/desk/cases/{filed.reference}/do/acknowledge"
    ombudsman.visit(refused, "desk-again", status=409)
