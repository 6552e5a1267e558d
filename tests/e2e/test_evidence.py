"""Files from the citizen's browser to the officer's, and what becomes of those that are stopped."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from PIL import Image

from functions.evidence.examination.signature_scanner import EICAR
from infra.local.cloud import Cloud
from tests.e2e.caller import Answer, Caller, eventually
from tests.unit.evidence.making import exif_with_place, jpeg

pytestmark = pytest.mark.e2e

CANARY = "xqzevidencezqx"
PHOTO = jpeg(exif=exif_with_place(CANARY))


@pytest.fixture
def caller(cloud: Cloud) -> Caller:
    return Caller(cloud)


@pytest.fixture
def filed(caller: Caller) -> dict[str, Any]:
    return caller.file(complainant={"email": "sender@example.org"})


def asked(caller: Caller, filed: Mapping[str, Any], **declared: object) -> dict[str, Any]:
    path = f"/v1/complaints/{filed['reference']}/evidence"
    answer = caller.ask("POST", path, declared, code=filed["access_code"])
    assert answer.status == 201, answer.body
    offered: dict[str, Any] = answer.body
    return offered


def posted(caller: Caller, offered: Mapping[str, Any], content: bytes, name: str) -> Any:
    """As a browser sends a form: fields in their order, the file last."""
    fields = {**offered["upload"]["fields"], "file": (name, content, "image/jpeg")}
    return caller.http.request("POST", offered["upload"]["url"], fields=fields, redirect=False)


def declaration(name: str, media_type: str, content: bytes) -> dict[str, object]:
    digest = sha256(content).hexdigest()
    return {
        "name": name,
        "content_type": media_type,
        "size_bytes": len(content),
        "sha256": digest,
    }


def seen(caller: Caller, filed: Mapping[str, Any]) -> dict[str, Any]:
    path = f"/v1/complaints/{filed['reference']}"
    answer = caller.ask("GET", path, code=filed["access_code"])
    assert answer.status == 200, answer.body
    shown: dict[str, Any] = answer.body
    return shown


def judged(caller: Caller, filed: Mapping[str, Any]) -> dict[str, Any]:
    """The only file, once the queue has brought it to its examiner."""

    def look() -> dict[str, Any] | None:
        (evidence,) = seen(caller, filed)["evidence"]
        waits = evidence["state"] in ("awaiting_upload", "scanning")
        return None if waits else evidence

    found = eventually(look)
    assert found is not None
    return found


def download(caller: Caller, filed: Mapping[str, Any], evidence_id: str, user: str) -> Answer:
    path = f"/v1/cases/{filed['reference']}/evidence/{evidence_id}/download"
    return caller.ask("POST", path, user=user)


def read(caller: Caller, answer: Answer) -> Any:
    assert answer.status == 200, answer.body
    return caller.http.request("GET", answer.body["url"])


def test_a_photo_sent_without_javascript_reaches_the_officer_without_its_place(
    cloud: Cloud, caller: Caller, filed: dict[str, Any]
) -> None:
    offered = asked(caller, filed)
    sent = posted(caller, offered, PHOTO, "beating.jpg")
    assert sent.status == 303
    page = f"{cloud.outputs['ApiUrl']}/complaints/{filed['reference']}"
    assert sent.headers["Location"].startswith(page)
    evidence_id = offered["evidence_id"]
    assert judged(caller, filed)["state"] == "available"
    (listed,) = caller.case(filed["reference"], "officer.health")["evidence"]
    assert listed == {
        "evidence_id": evidence_id,
        "name": f"{evidence_id[:8]}.jpg",
        "state": "available",
    }
    answer = read(caller, download(caller, filed, evidence_id, "officer.health"))
    assert answer.status == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert CANARY.encode() not in answer.data
    assert Image.open(io.BytesIO(answer.data)).getexif().get_ifd(0x8825) == {}
    assert "evidence_downloaded" in caller.names(filed["reference"])


def test_the_office_reads_the_sealed_original_and_another_agency_nothing(
    caller: Caller, filed: dict[str, Any]
) -> None:
    offered = asked(caller, filed, **declaration("Awa.jpg", "image/jpeg", PHOTO))
    assert posted(caller, offered, PHOTO, "Awa.jpg").status == 201
    shown = judged(caller, filed)
    assert (shown["state"], shown["name"]) == ("available", "Awa.jpg")
    evidence_id = offered["evidence_id"]
    assert read(caller, download(caller, filed, evidence_id, "ombudsman")).data == PHOTO
    assert download(caller, filed, evidence_id, "officer.education").status == 404
    assert "Awa" not in str(caller.case(filed["reference"], "officer.health"))
    assert "Awa" not in str(caller.chain(filed["reference"]))


def test_a_file_that_an_officer_adds_is_examined_and_read_by_their_agency_alone(
    caller: Caller, filed: dict[str, Any]
) -> None:
    path = f"/v1/cases/{filed['reference']}/evidence"
    declared = declaration("xqznotezqx.jpg", "image/jpeg", PHOTO)
    offered = caller.ask("POST", path, declared, user="officer.health").body
    assert caller.ask("POST", path, declared, user="officer.education").status == 404
    assert posted(caller, offered, PHOTO, "xqznotezqx.jpg").status == 201

    def added() -> dict[str, Any] | None:
        (evidence,) = caller.case(filed["reference"], "officer.health")["evidence"]
        return evidence if evidence["state"] == "available" else None

    found = eventually(added)
    assert found is not None
    answer = read(caller, download(caller, filed, found["evidence_id"], "officer.health"))
    assert CANARY.encode() not in answer.data
    assert download(caller, filed, found["evidence_id"], "officer.education").status == 404


def test_malware_is_refused_with_a_reason_and_nobody_reads_it(
    cloud: Cloud, caller: Caller, filed: dict[str, Any]
) -> None:
    offered = asked(caller, filed, **declaration("note.txt", "text/plain", EICAR))
    assert posted(caller, offered, EICAR, "note.txt").status == 201
    shown = judged(caller, filed)
    assert (shown["state"], shown["reason"]) == ("rejected", "infected")
    assert shown["in_words"] == "The file contains a virus. Choose another one."
    for user in ("officer.health", "ombudsman"):
        assert download(caller, filed, offered["evidence_id"], user).status == 404
    mail = eventually(lambda: _mail_about(cloud, filed["reference"], "could not be accepted"))
    assert "virus" not in mail


def test_another_file_than_the_declared_one_is_not_taken(
    caller: Caller, filed: dict[str, Any]
) -> None:
    offered = asked(caller, filed, **declaration("Awa.jpg", "image/jpeg", PHOTO))
    assert posted(caller, offered, PHOTO + b"!", "Awa.jpg").status in (400, 403)
    (evidence,) = seen(caller, filed)["evidence"]
    assert evidence["state"] == "awaiting_upload"


def test_an_upload_that_never_came_expires_and_its_sender_hears_of_it(
    cloud: Cloud, caller: Caller, filed: dict[str, Any]
) -> None:
    offered = asked(caller, filed)
    later = datetime.fromisoformat(offered["expires_at"]) + timedelta(hours=3)
    cloud.invoke("EvidenceFunction", {"now": later.isoformat()})
    shown = judged(caller, filed)
    assert (shown["state"], shown["reason"]) == ("expired", "not_uploaded")
    assert eventually(lambda: _mail_about(cloud, filed["reference"], "did not arrive"))


def _mail_about(cloud: Cloud, reference: str, words: str) -> str:
    letters = [one["subject"] + one["text"] for one in cloud.mail("sender@example.org")]
    return next((one for one in letters if reference in one and words in one), "")
