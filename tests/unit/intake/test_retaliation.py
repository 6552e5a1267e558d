"""A report of retaliation: a case of its own for the office, by whichever way and whoever tells."""

from typing import Any

import pytest

from tests.procedures import a_full_policy
from tests.unit.intake.asking import OFFICER, OMBUDSMAN, Claims
from tests.unit.intake.world import Filed, Reply, World

WHO = {"name": "A. Person", "email": "someone@example.org"}
TOLD = {"text": "They refuse to treat me now."}


@pytest.fixture
def filed() -> Filed:
    return World(a_full_policy()).file(complainant=WHO)


def by_its_complainant(filed: Filed, **told: Any) -> Reply:
    return filed.world.post(
        "/v1/complaints/{reference}/retaliation",
        TOLD | told,
        headers={"Access-Code": filed.code},
        path={"reference": filed.reference},
    )


def by_staff(filed: Filed, claims: Claims = OFFICER, **told: Any) -> Reply:
    path = {"reference": filed.reference}
    return filed.world.post(
        "/v1/cases/{reference}/retaliation", TOLD | told, claims=claims, path=path
    )


def test_a_complainants_report_comes_by_the_form_and_keeps_who_they_are(filed: Filed) -> None:
    reply = by_its_complainant(filed)
    assert reply.status == 201
    report = filed.world.store.load(reply.json["reference"])
    assert (report.channel, report.agency, report.category) == ("form", "office", "retaliation")
    assert (report.related_to, report.urgency) == (filed.reference, "urgent")
    assert filed.world.store.identities[report.reference] == WHO
    assert Filed(filed.world, report.reference, reply.json["access_code"]).see().status == 200


@pytest.mark.parametrize("claims", [OFFICER, OMBUDSMAN])
def test_a_report_by_staff_comes_by_the_desk_under_their_name(filed: Filed, claims: Claims) -> None:
    reply = by_staff(filed, claims)
    assert reply.status == 201
    report = filed.world.store.load(reply.json["reference"])
    assert (report.channel, report.agency) == ("desk", "office")
    name = {"name": claims["cognito:username"]}
    assert filed.world.store.identities[report.reference] == name
    chain = str([vars(one) for one in filed.world.store.events(report.reference)])
    assert claims["cognito:username"] not in chain


@pytest.mark.parametrize("danger", [True, False])
def test_danger_is_told_apart_from_the_right_that_is_hurt(filed: Filed, danger: bool) -> None:
    reference = by_its_complainant(filed, danger_now=danger).json["reference"]
    (first, *_) = filed.world.store.events(reference)
    assert first.data["answers"] == {"human_rights": True, "danger_now": danger}


def test_the_case_that_it_is_about_tells_nobody_of_it(filed: Filed) -> None:
    before = filed.world.store.events(filed.reference)
    report = by_its_complainant(filed).json["reference"]
    assert filed.world.store.events(filed.reference) == before
    for seen in (filed.see(), filed.seen_by(OFFICER), filed.seen_by(OMBUDSMAN)):
        assert report not in seen.text


def test_an_office_whose_policy_knows_none_says_that_it_is_not_possible() -> None:
    filed = World().file(complainant=WHO)
    for reply in (by_its_complainant(filed), by_staff(filed)):
        assert (reply.status, reply.json["type"]) == (409, "/problems/not-possible")
    assert len(filed.world.store.chains) == 1
