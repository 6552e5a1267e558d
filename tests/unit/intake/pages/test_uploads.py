"""Sending a file by the pages: once a form, and never by a form whose file has come already."""

import re
from datetime import timedelta

import pytest

from shared.domain.case.events import SYSTEM
from shared.domain.case.moment import Moment
from shared.domain.evidence.evidence import FORM_LASTS, Stored
from shared.domain.procedure.examination import EvidenceArrived
from tests.fakes import a_policy
from tests.unit.intake.asking import OFFICER
from tests.unit.intake.pages.test_desk import Desk, desk_of
from tests.unit.intake.world import Filed, Reply, World

COMPLAINT, ON_THE_DESK = "/complaints/{reference}/{act}", "/desk/cases/{reference}/{act}"


def complainant_of(filed: Filed) -> Desk:
    cookies = {"language": "en", "case": f"{filed.reference}.{filed.code}"}
    return Desk(filed.world, cookies)


@pytest.fixture(params=[COMPLAINT, ON_THE_DESK])
def route(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def filed(world: World) -> Filed:
    return world.file()


def sender_of(filed: Filed, route: str) -> Desk:
    return complainant_of(filed) if route == COMPLAINT else desk_of(filed.world, OFFICER)


def fields_of(reply: Reply) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', reply.text))


def files(filed: Filed) -> list[str]:
    return list(filed.world.store.load(filed.reference).evidence)


def test_the_same_form_asks_for_one_file_however_often_it_is_sent(filed: Filed, route: str) -> None:
    sender, path = sender_of(filed, route), {"reference": filed.reference, "act": "evidence"}
    form = fields_of(sender.get(route, **path))
    first, again = (sender.post(route, form, **path) for _ in range(2))
    assert (first.status, again.status) == (200, 200)
    (evidence_id,) = files(filed)
    assert evidence_id in first.text and evidence_id in again.text
    sender.post(route, fields_of(sender.get(route, **path)), **path)
    assert len(files(filed)) == 2


@pytest.mark.parametrize("why", ["its file has come", "its time is over"])
def test_an_old_form_asks_for_another_file(filed: Filed, route: str, why: str) -> None:
    """Else a second file would follow the first under one name, and be lost."""
    sender, path = sender_of(filed, route), {"reference": filed.reference, "act": "evidence"}
    form = fields_of(sender.get(route, **path))
    sender.post(route, form, **path)
    (first,) = files(filed)
    if why == "its file has come":
        arrived = EvidenceArrived(first, Stored("v1", 9))
        filed.world.casework.perform(filed.reference, arrived, SYSTEM, Moment.at(filed.world.now))
    else:
        filed.world.now += FORM_LASTS + timedelta(seconds=1)
    again = sender.post(route, form, **path)
    second = next(one for one in files(filed) if one != first)
    assert second in again.text and first not in again.text


def test_the_page_after_sending_asks_for_one_file_too(world: World) -> None:
    visitor, new = Desk(world, {"language": "en"}), "/complaints/new"
    for answers in (
        {"step": "what", "description": "x"},
        {"step": "service", "service": "health"},
        {"step": "category", "category": "no_answer"},
        {"step": "where"},
        {"step": "danger"},
        {"step": "who", "anonymous": "yes"},
        {"step": "others"},
        {"step": "check"},
    ):
        assert visitor.send(new, answers).status == 303, answers
    form, path = fields_of(visitor.get(f"{new}/sent")), {"reference": world.case.reference}
    for _ in range(2):
        assert visitor.post(COMPLAINT, form, **path, act="evidence").status == 200
    assert len(world.case.evidence) == 1


def test_who_may_send_no_further_file_is_told_why(route: str) -> None:
    world = World(a_policy(evidence={"max_files": 1}))
    filed = world.file()
    sender, path = sender_of(filed, route), {"reference": filed.reference, "act": "evidence"}
    assert sender.send(route, {}, **path).status == 200
    refused = sender.send(route, {}, **path)
    assert refused.status == 422
    assert "This case holds as many files as it may." in refused.text
    assert len(files(filed)) == 1
