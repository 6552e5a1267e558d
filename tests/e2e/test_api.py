"""The API through its gateway: who is let in, what is refused, and what is left behind."""

import time
from collections.abc import Iterator

import pytest
import urllib3

from functions.intake.http.middleware import HEADERS
from infra.local.cloud import Cloud
from tests.e2e import tokens
from tests.e2e.caller import Caller, eventually

pytestmark = pytest.mark.e2e

CANARY = "xqzcanaryzqx"
GOOD = {"category": "health_no_answer", "language": "fr", "description": "Sans réponse."}
FORGERIES = (
    "another role, old signature",
    "signature cut short",
    "signed by nobody",
    "signed by a stranger",
    "signed with the public key as a secret",
    "expired",
    "from the future",
    "another issuer",
)
BAD: dict[str, tuple[object, int, str]] = {
    "nothing": ("", 422, "description"),
    "an empty object": ({}, 422, "category"),
    "an empty description": (GOOD | {"description": ""}, 422, "description"),
    "10,001 characters": (GOOD | {"description": "x" * 10_001}, 422, "description"),
    "no JSON": (f"{{{CANARY}", 400, "JSON"),
    "deep nesting": ("[" * 50_000 + "]" * 50_000, 400, "deep"),
    "2 MB": (GOOD | {"description": CANARY * 170_000}, 413, "bytes"),
    "an unknown field": (GOOD | {"status": "closed"}, 422, "status"),
    "a wrong type": (GOOD | {"co_complainants_count": "7"}, 422, "co_complainants_count"),
    "an unknown category": (GOOD | {"category": CANARY}, 422, "category"),
    "a future day": (GOOD | {"occurred_on": "2999-01-01"}, 422, "occurred_on"),
    "a control character": (GOOD | {"description": f"{CANARY}\x00"}, 422, "description"),
    "half a letter": (GOOD | {"description": f"{CANARY}\ud800"}, 422, "description"),
    "a header in an address": (
        GOOD | {"complainant": {"email": f"a@example.org\r\nBcc: {CANARY}@example.org"}},
        422,
        "complainant.email",
    ),
}


@pytest.fixture
def caller(cloud: Cloud) -> Caller:
    return Caller(cloud)


@pytest.fixture(scope="module")
def forged(cloud: Cloud) -> dict[str, str]:
    return tokens.forged(cloud, "officer.health")


def cases(cloud: Cloud) -> int:
    pages = cloud.client("dynamodb").get_paginator("scan")
    found = pages.paginate(TableName=cloud.outputs["CasesTable"])
    return sum(item["sk"]["S"] == "case" for page in found for item in page["Items"])


def logged(cloud: Cloud) -> Iterator[str]:
    pages = cloud.client("logs").get_paginator("filter_log_events")
    for page in pages.paginate(logGroupName="/redress/intake"):
        yield from (one["message"] for one in page["events"])


def test_every_forgery_is_tried(forged: dict[str, str], cloud: Cloud, caller: Caller) -> None:
    assert set(forged) == set(FORGERIES)
    good = tokens.resigned(cloud, "officer.health")
    assert caller.ask("GET", "/v1/cases", token=good).status == 200


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_token_opens_nothing(caller: Caller, forged: dict[str, str], name: str) -> None:
    answer = caller.ask("GET", "/v1/cases", token=forged[name])
    assert (answer.status, answer.body["status"]) == (401, 401)


def test_a_token_of_another_pool_opens_nothing(cloud: Cloud, caller: Caller) -> None:
    token = tokens.of_another_pool(cloud)
    assert caller.ask("GET", "/v1/cases", token=token).status == 401


def test_an_access_token_is_no_proof_of_who_somebody_is(cloud: Cloud, caller: Caller) -> None:
    token = tokens.access_token(cloud, "officer.health")
    answer = caller.ask("GET", "/v1/cases", token=token)
    assert (answer.status, answer.body["type"]) == (401, "/problems/who-are-you")


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_nothing_is_stored(cloud: Cloud, caller: Caller, name: str) -> None:
    body, status, word = BAD[name]
    before = cases(cloud)
    sent = body if body != "" else b""
    answer = caller.ask("POST", "/v1/complaints", sent)
    assert answer.status == status, answer.body
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert word in str(answer.body)
    assert CANARY not in str(answer.body)
    assert cases(cloud) == before


def test_every_answer_has_the_headers_of_the_house(caller: Caller) -> None:
    for answer in (caller.ask("GET", "/health"), caller.ask("POST", "/v1/complaints", {})):
        assert HEADERS.items() <= answer.headers.items()


def test_a_form_that_is_no_json_is_refused(cloud: Cloud) -> None:
    answer = urllib3.request("POST", f"{cloud.api_url}/v1/complaints", fields={"a": "b"})
    assert answer.status == 415


def test_a_repeated_filing_gets_the_same_answer_and_makes_one_case(
    cloud: Cloud, caller: Caller
) -> None:
    before, key = cases(cloud), f"key-{time.time_ns()}"
    first, again = (caller.ask("POST", "/v1/complaints", GOOD, key=key) for _ in range(2))
    other = caller.ask("POST", "/v1/complaints", GOOD | {"description": "Autre."}, key=key)
    assert (first.status, again.status, other.status) == (201, 201, 409)
    assert first.body == again.body
    assert cases(cloud) == before + 1


def test_a_code_opens_its_own_case_and_no_other(caller: Caller) -> None:
    one, other = caller.file(), caller.file()
    path = f"/v1/complaints/{one['reference']}"
    assert caller.ask("GET", path, code=one["access_code"]).body["status"] == "received"
    wrong = [
        caller.ask("GET", path, code=other["access_code"]),
        caller.ask("GET", path),
        caller.ask("GET", "/v1/complaints/BF-0000-0000-0", code=one["access_code"]),
    ]
    assert {answer.status for answer in wrong} == {404}
    assert wrong[0].body == wrong[1].body == wrong[2].body


def test_a_letter_is_recorded_with_the_day_it_came_in(caller: Caller) -> None:
    letter = GOOD | {"channel": "letter", "received_at": "2026-11-02T09:00:00Z"}
    answer = caller.ask("POST", "/v1/cases", letter, user="registrar")
    assert answer.status == 201, answer.body
    case = caller.case(answer.body["reference"], "registrar")
    assert (case["received_at"], case["channel"]) == ("2026-11-02T09:00:00Z", "letter")


def test_the_log_has_a_line_for_each_request_and_nothing_that_was_written(
    cloud: Cloud, caller: Caller
) -> None:
    who = {"name": CANARY, "email": f"{CANARY}@example.org"}
    filed = caller.file(description=CANARY, complainant=who)
    path = f"/v1/complaints/{filed['reference']}/messages"
    assert caller.ask("POST", path, {"text": CANARY}, code=filed["access_code"]).status == 200
    template = "/v1/complaints/{reference}/{act}"
    lines = eventually(
        lambda: [one for one in logged(cloud) if filed["reference"] in one and template in one]
    )
    assert len(lines) == 1
    everything = "".join(logged(cloud))
    assert CANARY not in everything
    assert filed["access_code"] not in everything
