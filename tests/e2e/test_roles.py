"""Roles are enforced: a function that lacks one permission fails, openly, and stores nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from infra.local.cloud import Cloud
from tests.e2e.caller import Caller

pytestmark = pytest.mark.e2e

COMPLAINT = {
    "category": "health_no_answer",
    "language": "en",
    "description": "Nobody has answered the letter that was handed in.",
}


@contextmanager
def without(cloud: Cloud, function: str, action: str) -> Iterator[None]:
    """The function's role less one action, and whole again in the end."""
    iam = cloud.client("iam")
    name = cloud.outputs[function]
    arn = cloud.client("lambda").get_function_configuration(FunctionName=name)["Role"]
    role = arn.rpartition("/")[2]
    policies = {
        each: iam.get_role_policy(RoleName=role, PolicyName=each)["PolicyDocument"]
        for each in iam.list_role_policies(RoleName=role)["PolicyNames"]
    }
    try:
        for each, document in policies.items():
            _put(iam, role, each, _stripped(document, action))
        yield
    finally:
        for each, document in policies.items():
            _put(iam, role, each, document)


def _put(iam: Any, role: str, name: str, document: dict[str, Any]) -> None:
    iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document))


def _stripped(document: dict[str, Any], action: str) -> dict[str, Any]:
    statements = []
    for statement in document["Statement"]:
        actions = statement["Action"]
        kept = [
            one for one in ([actions] if isinstance(actions, str) else actions) if one != action
        ]
        if kept:
            statements.append(statement | {"Action": kept})
    return document | {"Statement": statements}


def test_a_filing_without_the_right_to_write_fails_and_stores_nothing(cloud: Cloud) -> None:
    caller = Caller(cloud)
    caller.file()
    before = _cases(cloud)
    with without(cloud, "IntakeFunction", "dynamodb:PutItem"):
        answer = caller.ask("POST", "/v1/complaints", COMPLAINT)
    assert answer.status in (500, 503)
    assert "title" in answer.body
    assert _cases(cloud) == before
    caller.file()
    assert _cases(cloud) == before + 1


def _cases(cloud: Cloud) -> int:
    pages = (
        cloud.client("dynamodb")
        .get_paginator("scan")
        .paginate(
            TableName=cloud.outputs["CasesTable"],
            FilterExpression="sk = :case",
            ExpressionAttributeValues={":case": {"S": "case"}},
        )
    )
    return sum(page["Count"] for page in pages)


def test_a_tick_without_the_right_to_read_fails_and_the_next_one_makes_up_for_it(
    cloud: Cloud,
) -> None:
    caller = Caller(cloud)
    reference = caller.file(urgent_answers={"danger_now": True})["reference"]
    far = "2027-03-01T09:00:00Z"
    with without(cloud, "SlaFunction", "dynamodb:GetItem"):
        assert cloud.tick(far)["failed"] >= 1
    assert "clock_missed" not in caller.names(reference)
    cloud.tick(far)
    assert "clock_missed" in caller.names(reference)
