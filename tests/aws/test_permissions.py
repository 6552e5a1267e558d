"""Every call that functions and services make is allowed on AWS, and no role may do more.

The calls are those of the whole end-to-end run (tests/aws/session.py holds the run to them).
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from tests.aws import kept
from tests.aws.deployment import Deployment
from tests.aws.iam.statements import many
from tests.aws.kinds import Kind
from tests.aws.permissions import Judged, judged
from tests.aws.written import Written
from tests.contract.facts import Expanded, current

SHORTEST_REASON = 4  # words


def _kinds() -> frozenset[Kind]:
    return kept.calls() | kept.calls_on_aws_alone()


@cache
def _now() -> Judged:
    return judged(current(), _kinds())


def test_whatever_functions_and_services_ask_for_is_allowed(
    record_testsuite_property: Any,
) -> None:
    found = _now()
    record_testsuite_property("permission_questions", found.questions)
    assert found.denied == []
    assert found.questions > len(_kinds()) > 80  # the gate has something to ask


def test_each_grant_that_nobody_uses_has_its_reason_and_no_other_grant_has_one() -> None:
    unexplained = set(_now().unused) - kept.unused_grants().keys()
    assert sorted(unexplained) == [], "give a reason in tests/aws/reviewed/unused_grants.yaml"
    assert sorted(kept.unused_grants().keys() - set(_now().unused)) == [], "used, or gone"
    short = [
        name for name, why in kept.unused_grants().items() if len(why.split()) < SHORTEST_REASON
    ]
    assert short == []


def test_each_reviewed_call_is_one_of_a_function_of_the_template() -> None:
    functions = {name for name, each in current().resources.items() if "Function" in each["Type"]}
    assert {kind.function for kind in _kinds()} <= functions


# ------------------------------------------------------------------- The gate bites


def _changed(change: Any) -> list[str]:
    """What is denied once `change` has been made to a copy of the template's resources."""
    template: Expanded = current()
    resources = deepcopy(dict(template.resources))
    change(resources)
    return judged(replace(template, resources=resources), _kinds()).denied


def _statements(resource: Any) -> Iterator[dict[str, Any]]:
    properties = resource["Properties"]
    for policy in [*properties.get("Policies", []), properties]:
        yield from policy.get("PolicyDocument", {}).get("Statement", [])


def _statement(resource: Any, sid: str) -> dict[str, Any]:
    return next(one for one in _statements(resource) if one.get("Sid") == sid)


def test_a_refusal_of_other_keys_that_forgets_guardduty_is_found() -> None:
    def change(resources: dict[str, Any]) -> None:
        refusal = _statement(resources["EvidenceBucketPolicy"], "RefuseOtherKeys")
        del refusal["Condition"]["ArnNotLike"]

    (found,) = _changed(change)
    assert "MalwareProtection tests itself: s3:PutObject" in found
    assert "RefuseOtherKeys of EvidenceBucketPolicy" in found


def _used() -> list[tuple[str, str]]:
    """Each action of a function's own role that is used somewhere."""
    unused = set(_now().unused)
    deployment = Deployment(current())
    held = Written(deployment).held
    found = {
        (role.rpartition("-")[2], one.content["Action"])
        for role, statements in held.items()
        for one in statements
        if one.holder == role.rpartition("-")[2]
    }
    return sorted(
        each for each in found if not any(f"{each[0]}: {each[1]} " in one for one in unused)
    )


def _held_by(role: str, resources: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Its own statements, and those of policies that are attached to it."""
    yield from _statements(resources[role])
    for each in resources.values():
        if {"Ref": role} in each["Properties"].get("Roles", []):
            yield from _statements(each)


@pytest.mark.parametrize(("role", "action"), _used())
def test_a_role_without_one_of_its_actions_is_found(role: str, action: str) -> None:
    def change(resources: dict[str, Any]) -> None:
        for one in _held_by(role, resources):
            one["Action"] = [each for each in many(one["Action"]) if each != action]

    assert any(f"{action} on" in one for one in _changed(change))


@pytest.mark.parametrize(
    "key", ["CasesKey", "IdentitiesKey", "EvidenceKey", "AuditKey", "OperationsKey"]
)
def test_a_key_that_no_longer_listens_to_the_account_is_found(key: str) -> None:
    def change(resources: dict[str, Any]) -> None:
        policy = resources[key]["Properties"]["KeyPolicy"]
        policy["Statement"] = [one for one in policy["Statement"] if "AWS" not in one["Principal"]]

    assert any("the resource's own policy doesn't allow it" in one for one in _changed(change))


@pytest.mark.parametrize(
    ("sid", "resource", "expected"),
    [
        ("AlarmsPublishUnderThisKey", "OperationsKey", "rings: kms:"),
        ("LogsWriteUnderThisKey", "OperationsKey", "is encrypted: kms:"),
        ("AlarmsPublish", "OperationsTopicPolicy", "rings: sns:Publish"),
        ("RuleSends", "EvidenceQueuesPolicy", "EvidenceRule sends: sqs:SendMessage"),
        ("DistributionReads", "StaticBucketPolicy", "serves a file: s3:GetObject"),
    ],
)
def test_a_service_that_is_no_longer_let_in_is_found(
    sid: str, resource: str, expected: str
) -> None:
    def change(resources: dict[str, Any]) -> None:
        properties = resources[resource]["Properties"]
        document = properties.get("KeyPolicy") or properties["PolicyDocument"]
        document["Statement"] = [one for one in document["Statement"] if one.get("Sid") != sid]

    assert any(expected in one for one in _changed(change))


def test_a_configuration_that_is_asked_for_by_name_is_found() -> None:
    """Permissions name its application by id, and no document says that AWS looks the id up."""
    by_name = Kind(
        "SlaFunction", "appconfigdata:StartConfigurationSession", "PolicyApplication.Name"
    )
    (found,) = judged(current(), {*_kinds(), by_name}).denied
    assert "appconfig:StartConfigurationSession on application/redress/" in found


def test_a_right_that_nobody_uses_is_found() -> None:
    def change(resources: dict[str, Any]) -> None:
        own = next(_statements(resources["RelayRole"]))
        own["Action"] = [*many(own["Action"]), "logs:DeleteLogStream"]

    template = current()
    resources = deepcopy(dict(template.resources))
    change(resources)
    found = judged(replace(template, resources=resources), _kinds())
    assert [one for one in found.unused if "DeleteLogStream" in one]
