"""Filing a complaint: what is answered, stored and repeated."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.vocabulary import Role
from shared.ports import Receipt
from tests.fakes import FakeCases, a_policy
from tests.policy_document import OFFICE
from tests.unit.intake.asking import FOREIGNER, OFFICER, REGISTRAR, complaint
from tests.unit.intake.world import World

WHO = {"name": "A. Person", "email": "someone@example.org", "phone": "+226 25 30 00 00"}


def test_a_complaint_is_answered_with_reference_code_and_clocks(world: World) -> None:
    reply = world.post("/v1/complaints", complaint(urgent_answers={"danger_now": True}))
    assert reply.status == 201
    body = reply.json
    here = f"/v1/complaints/{body['reference']}"
    assert set(body) == {"reference", "access_code", "status", "urgency", "clocks", "links"}
    assert (body["status"], body["urgency"], len(body["access_code"])) == ("received", "urgent", 26)
    assert body["clocks"][0] == {
        "name": "acknowledge",
        "due_at": "2026-11-24T13:00:10Z",
        "state": "running",
    }
    assert body["links"] == {
        "self": here,
        "evidence": f"{here}/evidence",
        "messages": f"{here}/messages",
        "withdraw": f"{here}/withdraw",
    }


def test_who_complains_is_stored_apart_and_the_rest_with_the_case(world: World) -> None:
    filed = world.file(
        complainant=WHO | {"share_identity_with_agency": True},
        subject_persons=["B. Person"],
        on_behalf_of="C. Person",
        location={"text": "Ward 2", "latitude": 12.3, "longitude": -1.5},
        occurred_on="2026-11-20",
        co_complainants_count=7,
    )
    case = world.case
    assert world.store.identities[filed.reference] == {
        "name": "A. Person",
        "email": "someone@example.org",
        "phone": "+22625300000",
        "subject_persons": ["B. Person"],
        "on_behalf_of": "C. Person",
    }
    assert (case.share_identity, case.anonymous, case.complainants) == (True, False, 8)
    (text,) = world.store.texts(filed.reference)
    assert text.body["location"] == {"text": "Ward 2", "latitude": 12.3, "longitude": -1.5}


def test_a_complaint_without_complainant_is_anonymous_even_if_it_names_others(
    world: World,
) -> None:
    world.file(subject_persons=["B. Person"])
    assert world.case.anonymous


def test_texts_are_normalised_before_they_are_stored(world: World) -> None:
    filed = world.file(description="Re\u0301ponse\r\nattendue\ufeff")
    (text,) = world.store.texts(filed.reference)
    assert text.body["description"] == "R\u00e9ponse\nattendue"


def test_the_same_key_and_body_get_the_same_answer_and_one_case(world: World) -> None:
    key = {"Idempotency-Key": "first"}
    first = world.post("/v1/complaints", complaint(), headers=key)
    again = world.post("/v1/complaints", complaint(), headers=key)
    assert (again.status, again.text) == (first.status, first.text)
    assert len(world.store.chains) == 1


def test_the_same_key_with_another_body_is_refused(world: World) -> None:
    key = {"Idempotency-Key": "first"}
    world.post("/v1/complaints", complaint(), headers=key)
    reply = world.post("/v1/complaints", complaint(description="Another."), headers=key)
    assert reply.status == 409
    assert "Idempotency-Key" in reply.json["title"]
    assert len(world.store.chains) == 1


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "clé", "a\x7f"])
def test_a_key_that_is_no_visible_ascii_is_refused(world: World, key: str) -> None:
    reply = world.post("/v1/complaints", complaint(), headers={"Idempotency-Key": key})
    assert (reply.status, reply.fields) == (422, ["Idempotency-Key"])
    assert not world.store.chains


class Meeting(FakeCases):
    """Two filings meet just before either is stored."""

    def __init__(self) -> None:
        super().__init__()
        self.both = Barrier(2, timeout=60)

    def file(self, change: Change, identity: object, receipt: Receipt | None) -> None:
        if not self.both.broken and self.both.n_waiting < 2 and not self.receipts:
            self.both.wait()
        super().file(change, identity, receipt)  # type: ignore[arg-type]


def test_two_parallel_filings_with_one_key_make_one_case_and_one_answer() -> None:
    world = World(store=Meeting())
    twin = World(store=world.store)
    key = {"Idempotency-Key": "first"}
    with ThreadPoolExecutor(2) as pool:
        replies = [
            pool.submit(one.post, "/v1/complaints", complaint(), headers=key)
            for one in (world, twin)
        ]
        first, second = (one.result() for one in replies)
    assert (first.status, second.status) == (201, 201)
    assert first.text == second.text
    assert len(world.store.chains) == 1


def test_a_registrar_records_a_letter_that_came_in_earlier(world: World) -> None:
    letter = complaint(
        channel="letter", received_at="2026-11-23T09:00:00+01:00", external_reference="L-17"
    )
    reply = world.post("/v1/cases", letter, claims=REGISTRAR)
    assert reply.status == 201
    assert reply.json["links"]["self"] == f"/v1/cases/{reply.json['reference']}"
    assert world.case.channel == "letter"
    assert world.case.received_at is not None
    assert world.case.received_at.isoformat() == "2026-11-23T08:00:00+00:00"
    (filed,) = world.store.events(world.case.reference)
    assert filed.actor == Actor(Role.REGISTRAR, "registrar")


def test_an_officer_files_for_the_own_agency_only(world: World) -> None:
    assert world.post("/v1/cases", complaint(), claims=OFFICER).status == 201
    assert world.post("/v1/cases", complaint(), claims=FOREIGNER).status == 403
    assert len(world.store.chains) == 1


def test_a_letter_from_a_year_without_holidays_names_the_field() -> None:
    known = dict.fromkeys(("office_hours", "round_the_clock"), OFFICE | {"years": [2026, 2028]})
    world = World(a_policy(calendars=known))
    letter = complaint(received_at="1931-01-01T00:00:00Z")
    reply = world.post("/v1/cases", letter, claims=REGISTRAR)
    assert (reply.status, reply.fields) == (422, ["received_at"])
    assert not world.store.chains
