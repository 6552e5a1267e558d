"""What staff do beside the commands: files, experts, reports of retaliation, likely duplicates."""

import re
from datetime import timedelta

import pytest

from shared.domain.case.events import SYSTEM
from shared.domain.case.moment import Moment
from shared.domain.evidence.evidence import Declared, Stored, Verdict
from shared.domain.procedure.evidence import RequestUpload
from shared.domain.procedure.examination import EvidenceArrived, EvidenceExamined
from shared.domain.vocabulary import Status
from tests.procedures import CITIZEN, a_full_policy, case_in
from tests.unit.intake.asking import FOREIGNER, OFFICER, OMBUDSMAN, SUPERVISOR
from tests.unit.intake.pages.test_desk import CASE, DO, HTML, desk_of
from tests.unit.intake.test_experts import a_file
from tests.unit.intake.world import Filed, World

ACT = "/desk/cases/{reference}/{act}"
FILE = Verdict(None, "pdf", 9, "ab" * 32, derivative=True)
EXPERT = "/v1/experts/{token}"
DOWNLOAD = "/v1/experts/{token}/evidence/{evidence_id}/download"


@pytest.fixture
def world() -> World:
    return World(a_full_policy())


@pytest.fixture
def filed(world: World) -> Filed:
    """With one file that can be read."""
    made = world.file(complainant={"name": "A. Person"})
    for actor, command in (
        (CITIZEN, RequestUpload("e1", Declared())),
        (SYSTEM, EvidenceArrived("e1", Stored("v1", 9))),
        (SYSTEM, EvidenceExamined("e1", "v1", FILE, Stored("d1", 8))),
    ):
        world.casework.perform(made.reference, command, actor, Moment.at(world.now))
    return made


@pytest.mark.parametrize("act", ["evidence", "retaliation"])
def test_another_agency_s_officer_finds_no_case_to_act_on(filed: Filed, act: str) -> None:
    foreigner = desk_of(filed.world, FOREIGNER)
    assert foreigner.get(ACT, reference=filed.reference, act=act).status == 404


def test_an_act_that_there_is_not_is_told_as_such(filed: Filed) -> None:
    officer = desk_of(filed.world, OFFICER)
    assert officer.get(ACT, reference=filed.reference, act="fly").status == 404


def test_an_officer_adds_a_file_and_comes_back_to_the_case(filed: Filed) -> None:
    officer = desk_of(filed.world, OFFICER)
    page = officer.send(ACT, {}, reference=filed.reference, act="evidence")
    assert page.status == 200 and "multipart/form-data" in page.text
    back = f"{filed.world.public_url}/desk/cases/{filed.reference}"
    assert f'value="{back}"' in page.text
    assert len(filed.world.case.evidence) == 2


def test_a_report_of_retaliation_is_a_case_of_its_own_for_the_office(filed: Filed) -> None:
    officer = desk_of(filed.world, OFFICER)
    where = {"reference": filed.reference, "act": "retaliation"}
    assert officer.send(ACT, {"text": ""}, **where).status == 422
    told = officer.send(ACT, {"text": "I was moved to the archive."}, **where)
    assert told.status == 200
    (own,) = [one for one in filed.world.store.chains if one != filed.reference]
    assert own in told.text
    report = filed.world.store.load(own)
    assert (report.agency, report.category, report.urgency) == ("office", "retaliation", "urgent")
    assert own not in officer.get(CASE, reference=filed.reference).text


def test_an_expert_reads_the_chosen_files_behind_a_link_and_nothing_else(filed: Filed) -> None:
    world, where = filed.world, {"reference": filed.reference, "act": "experts"}
    assert desk_of(world, OFFICER).get(ACT, **where).status == 409
    a_file(filed, "e2")
    office = desk_of(world, OMBUDSMAN)
    assert office.send(ACT, {"who": "A doctor"}, **where).status == 422
    day = world.now + timedelta(days=5)
    until = {"until-day": str(day.day), "until-month": str(day.month), "until-year": str(day.year)}
    told = office.send(ACT, {"who": "A doctor", "evidence_ids": "e1"} | until, **where)
    assert told.status == 200, told.text
    found = re.search(r"/v1/experts/([^<\s]+)", told.text)
    assert found is not None
    link = {"token": found.group(1)}
    shown = world.get(EXPERT, headers=HTML, path=link)
    assert shown.status == 200 and "A. Person" not in shown.text
    assert "/evidence/e1/" in shown.text and "/evidence/e2/" not in shown.text
    assert world.post(DOWNLOAD, headers=HTML, path={**link, "evidence_id": "e2"}).status == 404
    opened = world.post(DOWNLOAD, headers=HTML, path={**link, "evidence_id": "e1"})
    assert opened.status == 200 and "versionId=d1" in opened.text
    assert world.get(EXPERT, headers=HTML, path={"token": "none"}).status == 404


def test_the_form_to_merge_names_what_is_alike(world: World) -> None:
    told = "The cold room of the vaccination centre has been broken since March."
    first, second = (world.file(description=told) for _ in range(2))
    officer = desk_of(world, OFFICER)
    page = officer.get(DO, reference=second.reference, command="merge")
    assert first.reference in page.text and "likeness: 100%" in page.text
    chosen = officer.get(DO, {"into": first.reference}, reference=second.reference, command="merge")
    assert f'value="{first.reference}"' in chosen.text


def test_the_form_to_assign_tells_how_much_each_has(filed: Filed) -> None:
    filed.command("assign", SUPERVISOR, assignee="officer.health")
    page = desk_of(filed.world, SUPERVISOR).get(DO, reference=filed.reference, command="assign")
    assert "officer.health – open cases: 1" in page.text


def test_a_message_is_redacted_from_the_desk(filed: Filed) -> None:
    """The officer chooses which by when it was written."""
    text = filed.world.store.words[filed.reference][0].text_id
    office = desk_of(filed.world, OMBUDSMAN)
    fields = {"message_id": text, "text": "Nobody answered."}
    done = office.send(DO, fields, reference=filed.reference, command="redact")
    assert done.status == 303, done.text


def test_a_case_is_closed_with_the_lessons_that_were_ticked(world: World) -> None:
    reference = case_in(world.casework, Status.RESOLVED, "", world.now)
    officer = desk_of(world, OFFICER)
    page = officer.get(DO, reference=reference, command="close")
    assert 'type="checkbox" value="lost_file"' in page.text
    done = officer.send(DO, {"lessons": "lost_file"}, reference=reference, command="close")
    assert done.status == 303, done.text
    assert world.store.load(reference).lessons == ("lost_file",)
