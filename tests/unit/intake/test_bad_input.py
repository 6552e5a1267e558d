"""Whatever is wrong with a request: a problem that names it, nothing stored or logged of it."""

import base64
import json
from typing import Any

import pytest

from tests.unit.intake.asking import REGISTRAR, claims_of, complaint, event
from tests.unit.intake.bad_fields import CANARY, FIELDS
from tests.unit.intake.world import Reply, World


def refused(world: World, reply: Reply, status: int) -> None:
    """What holds for every refusal."""
    assert reply.status == status, reply.text
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status"} <= reply.json.keys()
    assert reply.json["status"] == status
    assert not world.store.chains and not world.store.identities and not world.store.receipts
    assert CANARY not in world.logged
    assert len(world.log) == 1


@pytest.mark.parametrize("name", FIELDS)
def test_a_wrong_field_is_named_with_a_remedy(world: World, name: str) -> None:
    changes, field = FIELDS[name]
    sent = {key: value for key, value in complaint(**changes).items() if value is not None}
    reply = world.post("/v1/complaints", sent)
    refused(world, reply, 422)
    assert field in reply.fields
    assert all(one["message"].endswith(".") for one in reply.json["errors"])
    assert CANARY not in " ".join(one["message"] for one in reply.json["errors"])


def test_every_wrong_field_is_named_at_once(world: World) -> None:
    reply = world.post("/v1/complaints", {})
    refused(world, reply, 422)
    assert set(reply.fields) == {"category", "description", "language"}


def test_a_strange_name_of_a_field_is_not_repeated(world: World) -> None:
    reply = world.post("/v1/complaints", complaint(**{f"<script>{CANARY}": 1}))
    refused(world, reply, 422)
    assert CANARY not in reply.text


@pytest.mark.parametrize("body", ["", None, " \n"])
def test_an_empty_body_is_told_what_is_missing(world: World, body: str | None) -> None:
    reply = world.send(event("POST", "/v1/complaints", body))
    refused(world, reply, 422)
    assert "description" in reply.fields


@pytest.mark.parametrize("body", ["[]", '"text"', "1", "null", "true"])
def test_json_that_is_no_object_is_refused(world: World, body: str) -> None:
    reply = world.post("/v1/complaints", body)
    refused(world, reply, 422)
    assert reply.fields == ["body"]


@pytest.mark.parametrize(
    "body",
    [
        CANARY,
        "{",
        f'{{"description": {CANARY}}}',
        '{"co_complainants_count": NaN}',
        '{"co_complainants_count": -Infinity}',
        f'{{"language": "en", "language": "{CANARY}"}}',
        '{"co_complainants_count": ' + "9" * 5_000 + "}",
        "[" * 100_000,
        '{"a":' * 17 + "1" + "}" * 17,
        '{"location": {"text": "' + '\\"' * 100_000,
        "\ufeff{}",
        "\ud800",
    ],
    ids=range(12),
)
def test_what_is_not_our_json_is_unreadable(world: World, body: str) -> None:
    reply = world.post("/v1/complaints", body)
    refused(world, reply, 400)
    assert reply.json["detail"]


def test_brackets_in_a_text_are_no_nesting(world: World) -> None:
    assert world.post("/v1/complaints", complaint(description="[" * 100 + '"{\\')).status == 201


@pytest.mark.parametrize("encoded", [False, True])
def test_two_megabytes_are_refused_before_they_are_read(world: World, encoded: bool) -> None:
    body = "{" + CANARY * 170_000
    sent = base64.b64encode(body.encode()).decode() if encoded else body
    refused(world, world.post("/v1/complaints", sent, encoded=encoded), 413)


def test_the_limit_counts_bytes_and_not_characters(world: World) -> None:
    refused(world, world.post("/v1/complaints", "é" * 600_000), 413)


def test_an_encoded_body_is_read_like_a_plain_one(world: World) -> None:
    sent = base64.b64encode(json.dumps(complaint()).encode()).decode()
    assert world.post("/v1/complaints", sent, encoded=True).status == 201


@pytest.mark.parametrize("body", ["%%%", "é", base64.b64encode(b'{"a": "\xff"}').decode()])
def test_an_encoded_body_that_is_no_text_is_unreadable(world: World, body: str) -> None:
    refused(world, world.post("/v1/complaints", body, encoded=True), 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "json"])
def test_another_content_type_is_refused(world: World, kind: str) -> None:
    reply = world.post("/v1/complaints", complaint(), headers={"Content-Type": kind})
    refused(world, reply, 415)


def test_a_content_type_may_name_its_charset(world: World) -> None:
    kind = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert world.post("/v1/complaints", complaint(), headers=kind).status == 201


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_at": "2026-11-25T12:00:00Z"}, "received_at"),
        ({"received_at": "2026-11-23T12:00:00"}, "received_at"),
        ({"received_at": "2026-11-23"}, "received_at"),
        ({"received_at": "0001-01-01T00:00:00+14:00"}, "received_at"),
        ({"received_at": "9999-12-31T23:59:59-14:00"}, "received_at"),
        ({"received_at": "2026-11-23T12:00:61Z"}, "received_at"),
        ({"received_at": 1_700_000_000}, "received_at"),
        ({"channel": "A Letter"}, "channel"),
        ({"external_reference": "\n"}, "external_reference"),
    ],
)
def test_what_staff_record_is_checked_too(
    world: World, changes: dict[str, Any], field: str
) -> None:
    reply = world.post("/v1/cases", complaint(**changes), claims=REGISTRAR)
    refused(world, reply, 422)
    assert reply.fields == [field]


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        (None, 401),
        ({}, 401),
        (claims_of("registrar", token_use="access"), 401),
        ({"cognito:groups": "registrar", "cognito:username": "x"}, 401),
        (claims_of("registrar") | {"cognito:username": ""}, 401),
        (claims_of("registrar") | {"cognito:groups": ""}, 403),
        (claims_of("registrar") | {"cognito:groups": "[]"}, 403),
        (claims_of("registrar") | {"cognito:groups": "strangers"}, 403),
        (claims_of("admin"), 403),
        (claims_of("supervisor", "health"), 403),
    ],
)
def test_who_may_not_file_for_others_is_refused(
    world: World, claims: dict[str, Any] | None, status: int
) -> None:
    refused(world, world.post("/v1/cases", complaint(), claims=claims), status)
