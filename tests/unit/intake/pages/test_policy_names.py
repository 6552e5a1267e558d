"""Names that a policy makes up: every page shows them, whatever they are, and none fails."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.intake.pages.desk.command_fields import FORMS
from functions.intake.pages.desk.queue import COUNTS, FILTERS
from functions.intake.pages.public.complainant_acts import OFFERED
from infra.packaging.build import ROOT
from infra.policy_tools.policy_file import DEFAULT, load
from shared.domain.case.events import GENESIS, POLICY_CHAIN, Actor, Event, sealed
from shared.domain.case.moment import Moment
from shared.domain.errors import NotPossible
from shared.domain.policy.model import Policy, policy_from
from shared.domain.procedure.assessment import Acknowledge, Assess
from shared.domain.procedure.command import Command
from shared.domain.procedure.decision import ProposeDecision, SignOff
from shared.domain.vocabulary import Assessment, EventName, Outcome, Role
from shared.messages import LANGUAGES
from tests.fakes import NOON
from tests.policy_document import renamed
from tests.procedures import OMBUDSMAN
from tests.unit.intake.asking import claims_of
from tests.unit.intake.pages.test_desk import CASE, DO, Desk, desk_of
from tests.unit.intake.world import Filed, Reply, World

PRESETS = sorted((ROOT / "infra" / "policy" / "presets").glob("*[!g].yaml"))  # none is a mapping
SECOND = Actor(Role.SUPERVISOR, "supervisor")
WAY: tuple[tuple[Actor, Command], ...] = (
    (OMBUDSMAN, Acknowledge("Read.")),
    (OMBUDSMAN, Assess(Assessment.ACCEPTED, "Taken up.")),
    (OMBUDSMAN, ProposeDecision(Outcome.UPHELD, "It is so.")),
    (SECOND, SignOff()),
)


def changed(*names: tuple[str, str], **sections: Any) -> Policy:
    """The shipped policy with other names in it, and other sections."""
    document: Any = dict(load(DEFAULT).document) | sections
    for before, after in names:
        document = renamed(document, before, after)
    return policy_from(document)


POLICIES: Mapping[str, Policy] = {
    "urgent is critical": changed(("urgent", "critical")),
    "every level is renamed": changed(
        ("urgent", "level_1"), ("high", "level_2"), ("standard", "level_3")
    ),
    "every post is renamed": changed(("desk", "front"), ("duty", "watch"), ("head", "chief")),
    "kept for days": changed(retention={"identity": {"days": 90}, "case": {"months": 30}}),
    "nobody is called out": changed(
        urgency={**load(DEFAULT).document["urgency"], "call_out": {}},
    ),
    **{path.stem: load(path) for path in PRESETS},
}


@pytest.fixture(params=POLICIES)
def policy(request: pytest.FixtureRequest) -> Policy:
    return POLICIES[request.param]


@pytest.fixture
def office(policy: Policy) -> World:
    return World(policy)


def filed(office: World, policy: Policy, **answers: bool) -> Filed:
    category = next(iter(policy.categories))
    return office.file(
        category=category,
        language=policy.office.languages[0],
        urgent_answers=answers,
        location={"text": "Here"},
        occurred_on="2026-11-01",
        complainant={"name": "A. Person"},
    )


def cases(office: World, policy: Policy) -> Iterator[Filed]:
    """An urgent one and a plain one, as far as each comes by the policy's rules."""
    for answers in ({"danger_now": True, "human_rights": True}, {}):
        yield filed(office, policy, **answers)
        further = filed(office, policy, **answers)
        for actor, command in WAY:
            try:
                office.casework.perform(further.reference, command, actor, Moment.at(office.now))
            except NotPossible:
                break
        yield further


def visitor_of(office: World, filed: Filed | None = None, language: str = "en") -> Desk:
    session = {"case": f"{filed.reference}.{filed.code}"} if filed else {}
    return Desk(office, {"language": language, **session})


def is_shown(reply: Reply) -> Reply:
    """A page, the next page, or one that says why not now."""
    assert reply.status in (200, 303, 409), reply.text
    return reply


def options(reply: Reply, field: str) -> list[str]:
    found = re.search(rf'<select[^>]* name="{field}".*?</select>', reply.text, re.DOTALL)
    assert found, reply.text
    return re.findall(r'<option value="([^"]*)"', found[0])


def test_a_preset_is_among_the_policies_that_are_tried() -> None:
    assert {"boston311", "spso"} <= POLICIES.keys()
    assert all(Path(path).name.partition(".")[2] == "yaml" for path in PRESETS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_everybody_may_read_is_shown_under_every_policy(office: World, language: str) -> None:
    visitor = visitor_of(office, language=language)
    for route in ("/", "/our-promise", "/complaints", "/complaints/new"):
        assert is_shown(visitor.get(route)).status == 200


def test_the_form_leads_to_a_code_under_every_policy(office: World, policy: Policy) -> None:
    visitor, new = visitor_of(office), "/complaints/new"
    category_id, category = next(iter(policy.categories.items()))
    for answers in (
        {"step": "what", "description": "x"},
        {"step": "service", "service": category.agency},
        {"step": "category", "category": category_id},
        {"step": "where", "location": "Here", "occurred_on-day": "1", "occurred_on-month": "11"}
        | {"occurred_on-year": "2026"},
        {"step": "danger", "urgent": "danger_now"},
        {"step": "who", "anonymous": "no", "name": "A. Person"},
        {"step": "reach", "share": "no"},
        {"step": "others"},
    ):
        assert visitor.send(new, answers).status == 303, answers
    check = visitor.get(new, {"step": "check"})
    assert check.status == 200
    assert visitor.post(new, hidden(check)).headers["Location"].endswith("/complaints/new/sent")
    sent = is_shown(visitor.get("/complaints/new/sent"))
    urgency = office.case.urgency
    hour = "a person on duty is alerted within the hour"
    assert (hour in sent.text) is (urgency in policy.urgency.call_out)


def hidden(reply: Reply) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', reply.text))


def test_a_complaint_is_followed_under_every_policy(office: World, policy: Policy) -> None:
    for case in cases(office, policy):
        visitor, here = visitor_of(office, case), "/complaints/{reference}"
        assert is_shown(visitor.get(here, reference=case.reference)).status == 200
        for act in OFFERED:
            is_shown(visitor.get(f"{here}/{{act}}", reference=case.reference, act=act))


def test_the_desk_is_shown_under_every_policy(office: World, policy: Policy) -> None:
    begun = list(cases(office, policy))
    desk = desk_of(office, claims_of("ombudsman"))
    for show in (*FILTERS, *COUNTS):
        assert is_shown(desk.get("/desk", {"show": show})).status == 200
    assert is_shown(desk.get("/desk/policy")).status == 200
    for case in begun:
        assert is_shown(desk.get(CASE, reference=case.reference)).status == 200
        assert is_shown(desk.get(f"{CASE}/audit", reference=case.reference)).status == 200
        for command in FORMS:
            is_shown(desk.get(DO, reference=case.reference, command=command))
    counter = desk_of(office, claims_of("registrar"))
    assert is_shown(counter.get("/desk/file")).status == 200


def test_a_case_shows_the_level_under_its_own_name(office: World, policy: Policy) -> None:
    case = filed(office, policy, danger_now=True, human_rights=True)
    words = {"urgent": "Urgent", "high": "High", "standard": "Ordinary"}
    urgency = office.store.load(case.reference).urgency
    page = desk_of(office, claims_of("ombudsman")).get(CASE, reference=case.reference)
    assert f"<bdi>{words.get(urgency, urgency)}</bdi>" in page.text


def test_triage_offers_the_levels_of_the_policy_and_each_is_taken(
    office: World, policy: Policy
) -> None:
    case = filed(office, policy)
    desk = desk_of(office, claims_of("ombudsman"))
    form = desk.get(DO, reference=case.reference, command="triage")
    assert options(form, "urgency") == ["", *policy.urgency.levels]
    for level in policy.urgency.levels:
        fields = {"urgency": level, "reason": "x"}
        done = desk.send(DO, fields, reference=case.reference, command="triage")
        assert done.status == 303, done.text
        assert office.store.load(case.reference).urgency == level


def test_no_hour_is_promised_where_nobody_is_called_out() -> None:
    for name, is_promised in (("nobody is called out", False), ("urgent is critical", True)):
        visitor = visitor_of(World(POLICIES[name]))
        for answers in (
            {"step": "what", "description": "x"},
            {"step": "service", "service": "health"},
            {"step": "category", "category": "health_no_answer"},
            {"step": "where", "location": "Here"},
        ):
            visitor.send("/complaints/new", answers)
        page = visitor.get("/complaints/new", {"step": "danger"})
        assert ("alerted within the hour" in page.text) is is_promised


def test_the_rules_are_shown_after_cases_were_recalculated() -> None:
    policy = POLICIES["urgent is critical"]
    office = World(policy)
    admin, version = Actor(Role.ADMIN, "admin.user"), policy.version
    event = Event(
        POLICY_CHAIN,
        1,
        EventName.CASES_RECALCULATED,
        NOON - timedelta(days=1),
        NOON,
        admin,
        "run",
        {"agency": "health", "version": version, "why": "The decree of May."},
    )
    office.store.chains[POLICY_CHAIN] = [sealed(event, GENESIS)]
    page = desk_of(office, claims_of("admin")).get("/desk/policy")
    assert page.status == 200
    assert "Open cases recalculated" in page.text and "The decree of May." in page.text
