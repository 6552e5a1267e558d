"""Asking for a form to send a file with, and for an address to read one at."""

from datetime import timedelta

import pytest

from shared.domain import retention
from shared.domain.case.change import Change
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.evidence.evidence import Stored, Verdict
from shared.domain.procedure.evidence import EvidenceCommand
from shared.domain.procedure.examination import EvidenceArrived, EvidenceExamined
from shared.domain.vocabulary import EventName, Reason, Role
from tests.unit.intake.asking import (
    AUDITOR,
    FOREIGNER,
    OFFICER,
    OMBUDSMAN,
    REGISTRAR,
    Claims,
    claims_of,
)
from tests.unit.intake.world import Filed, Reply, World

EXAMINER = Actor(Role.SYSTEM, "evidence")
CANARY = "Awa.jpg"
DECLARED = {
    "name": CANARY,
    "content_type": "image/jpeg",
    "size_bytes": 1_000,
    "sha256": "ab" * 32,
}
BAD: dict[str, tuple[dict[str, object], str]] = {
    "a type that nobody takes": ({"name": "a.exe"}, "name"),
    "a type that deceives": ({"name": "letter.pdf.jpg"}, "name"),
    "another type than the name's": ({"content_type": "application/pdf"}, "content_type"),
    "nothing": ({"size_bytes": 0}, "size_bytes"),
    "too much": ({"size_bytes": 10**9}, "size_bytes"),
    "no checksum": ({"sha256": "abc"}, "sha256"),
    "a header": ({"content_type": "image/jpeg\r\nX: y"}, "content_type"),
    "an unknown field": ({"path": "/"}, "path"),
}


@pytest.fixture
def filed(world: World) -> Filed:
    return world.file()


def ask(filed: Filed, body: object, **headers: str) -> Reply:
    return filed.world.post(
        "/v1/complaints/{reference}/evidence",
        body,
        headers={"Access-Code": filed.code, **headers},
        path={"reference": filed.reference},
    )


def add(filed: Filed, claims: Claims) -> Reply:
    path = {"reference": filed.reference}
    return filed.world.post("/v1/cases/{reference}/evidence", DECLARED, claims=claims, path=path)


def download(filed: Filed, evidence_id: str, claims: Claims) -> Reply:
    return filed.world.post(
        "/v1/cases/{reference}/evidence/{evidence_id}/download",
        claims=claims,
        path={"reference": filed.reference, "evidence_id": evidence_id},
    )


def do(filed: Filed, command: EvidenceCommand) -> None:
    filed.world.casework.perform(filed.reference, command, EXAMINER, Moment.at(filed.world.now))


def examined(filed: Filed, evidence_id: str, reason: Reason | None = None) -> None:
    do(filed, EvidenceArrived(evidence_id, Stored("v1", 1_000)))
    verdict = Verdict(reason, "jpeg", 1_000, "ab" * 32)
    kept = None if reason else Stored("d1", 900, "cd" * 32)
    do(filed, EvidenceExamined(evidence_id, "v1", verdict, kept))


def available(filed: Filed) -> str:
    evidence_id: str = ask(filed, DECLARED).json["evidence_id"]
    examined(filed, evidence_id)
    return evidence_id


def test_a_form_is_for_one_key_and_five_minutes(filed: Filed) -> None:
    reply = ask(filed, DECLARED)
    assert reply.status == 201
    assert set(reply.json) == {"evidence_id", "upload", "expires_at"}
    key = f"evidence/{filed.reference}/{reply.json['evidence_id']}/original"
    assert reply.json["upload"] == {"url": "https://bucket.example.org/", "fields": {"key": key}}
    requested = filed.world.case.evidence[reply.json["evidence_id"]].requested_at
    assert (
        filed.world.case.evidence[reply.json["evidence_id"]].expires_at - requested
    ).seconds == 300


def test_who_can_say_nothing_of_the_file_beforehand_ends_on_a_page(filed: Filed) -> None:
    fields = ask(filed, {}).json["upload"]["fields"]
    page = f"https://redress.example.org/complaints/{filed.reference}"
    assert fields["success_action_redirect"] == page


@pytest.mark.parametrize("name", BAD)
def test_what_can_be_refused_at_once_is_and_nothing_is_stored(filed: Filed, name: str) -> None:
    changes, field = BAD[name]
    reply = ask(filed, DECLARED | changes)
    assert (reply.status, reply.fields) == (422, [field])
    assert not filed.world.case.evidence


def test_a_wrong_code_gets_no_form(filed: Filed) -> None:
    stranger = Filed(filed.world, filed.reference, filed.world.file().code)
    assert ask(stranger, DECLARED).status == 404


def test_a_repeated_key_asks_for_one_file_and_another_file_needs_another_key(filed: Filed) -> None:
    key = {"Idempotency-Key": "one"}
    first, again = ask(filed, DECLARED, **key), ask(filed, DECLARED, **key)
    assert first.json["evidence_id"] == again.json["evidence_id"]
    assert len(filed.world.case.evidence) == 1
    assert ask(filed, DECLARED | {"size_bytes": 5}, **key).status == 409
    filed.world.now += timedelta(minutes=1)
    assert ask(filed, DECLARED | {"name": "Another.jpg"}, **key).status == 409
    assert ask(filed, DECLARED, **key).status == 201


def test_the_sender_sees_the_name_and_an_agency_only_what_kind_of_file_it_is(filed: Filed) -> None:
    evidence_id = available(filed)
    (own,) = filed.see().json["evidence"]
    assert (own["name"], own["state"]) == (CANARY, "available")
    assert own["in_words"] == "The file belongs to the case."
    (listed,) = filed.seen_by(OFFICER).json["evidence"]
    assert listed == {
        "evidence_id": evidence_id,
        "name": f"{evidence_id[:8]}.jpg",
        "state": "available",
    }
    assert filed.seen_by(OMBUDSMAN).json["evidence"][0]["name"] == CANARY
    for claims in (OFFICER, claims_of("officer"), OMBUDSMAN):
        assert all(one["kind"] != "evidence" for one in filed.seen_by(claims).json["messages"])
    assert CANARY not in filed.seen_by(OFFICER).text + filed.world.logged


def test_who_agreed_to_be_known_shows_the_agency_names_of_files(world: World) -> None:
    who = {"name": "A. Person", "share_identity_with_agency": True}
    filed = world.file(complainant=who)
    available(filed)
    assert filed.seen_by(OFFICER).json["evidence"][0]["name"] == CANARY


def test_a_refused_file_is_told_with_its_reason(filed: Filed) -> None:
    evidence_id = ask(filed, DECLARED).json["evidence_id"]
    examined(filed, evidence_id, Reason.INFECTED)
    (own,) = filed.see().json["evidence"]
    assert (own["state"], own["reason"]) == ("rejected", "infected")
    assert own["in_words"] == "The file contains a virus. Choose another one."
    assert own["in_words"] in filed.see().json["timeline"][-1]["in_words"]
    assert filed.seen_by(OFFICER).json["evidence"][0]["reason"] == "infected"


def test_an_agency_reads_the_derivative_and_the_office_the_original(filed: Filed) -> None:
    evidence_id = available(filed)
    address = download(filed, evidence_id, OFFICER).json
    assert set(address) == {"url", "expires_at"}
    assert address["url"].endswith("/derivative?versionId=d1")
    assert download(filed, evidence_id, OMBUDSMAN).json["url"].endswith("/original?versionId=v1")
    assert download(filed, evidence_id, REGISTRAR).status == 200
    chain = filed.world.store.events(filed.reference)
    read = [(one.actor.name, one.data["copy"]) for one in chain if "downloaded" in one.name]
    assert read == [
        ("officer.health", "derivative"),
        ("ombudsman", "original"),
        ("registrar", "original"),
    ]


def test_a_download_makes_nobodys_form_stale(filed: Filed) -> None:
    evidence_id = available(filed)
    before = filed.world.case.version
    download(filed, evidence_id, OFFICER)
    assert filed.world.case.version == before


def test_what_is_unscanned_refused_or_unknown_looks_alike(filed: Filed) -> None:
    waiting = ask(filed, DECLARED).json["evidence_id"]
    refused = ask(filed, DECLARED).json["evidence_id"]
    examined(filed, refused, Reason.INFECTED)
    replies = [download(filed, one, OMBUDSMAN) for one in (waiting, refused, "nothing")]
    assert {one.status for one in replies} == {404}
    assert len({one.text for one in replies}) == 1


def test_another_agency_and_who_reads_no_cases_get_none(filed: Filed) -> None:
    evidence_id = available(filed)
    for claims in (FOREIGNER, AUDITOR):
        assert download(filed, evidence_id, claims).status == 404
        assert add(filed, claims).status == 404
    assert "evidence_downloaded" not in {
        one.name for one in filed.world.store.events(filed.reference)
    }


def test_beyond_the_quota_nothing_is_handed_out_and_an_alarm_rings(
    filed: Filed, capsys: pytest.CaptureFixture[str]
) -> None:
    evidence_id = available(filed)
    filed.world.quota.most = 1
    assert download(filed, evidence_id, OFFICER).status == 200
    reply = download(filed, evidence_id, OFFICER)
    assert (reply.status, reply.json["type"]) == (429, "/problems/quota")
    assert "download_quota_spent" in filed.world.logged
    assert "DownloadQuotaSpent" in capsys.readouterr().out
    names = [one.name for one in filed.world.store.events(filed.reference)]
    assert names.count(EventName.EVIDENCE_DOWNLOADED) == 1


def test_what_staff_add_is_in_the_case_and_not_in_the_complainants_view(filed: Filed) -> None:
    added = add(filed, OFFICER)
    assert added.status == 201
    examined(filed, added.json["evidence_id"])
    assert len(filed.seen_by(OFFICER).json["evidence"]) == 1
    seen = filed.see().json
    assert seen["evidence"] == []
    assert not [one for one in seen["timeline"] if one["event"].startswith("evidence")]


def test_a_file_that_was_forgotten_is_told_as_such_and_read_by_nobody(filed: Filed) -> None:
    evidence_id, world = available(filed), filed.world
    filed.act("withdraw")
    change = Change.of(
        world.case, world.casework.policies.current(), EXAMINER, Moment.at(world.now), "0" * 32
    )
    world.store.commit(retention.forgotten(change, ["evidence"], {"files": 1}))
    (own,) = filed.see().json["evidence"]
    assert (own["state"], own["in_words"]) == (
        "forgotten",
        "The file was deleted when its period was over.",
    )
    for claims in (OFFICER, OMBUDSMAN):
        assert filed.seen_by(claims).json["evidence"][0]["state"] == "forgotten"
        assert download(filed, evidence_id, claims).status == 404
