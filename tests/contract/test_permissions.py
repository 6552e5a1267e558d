"""Each function may do what it does, and nothing else."""

import re

import pytest

from infra.packaging import template
from tests.contract import expanded
from tests.contract.expanded import many, of_type, statements

IDENTITIES = {"IntakeFunction", "NotifyFunction"}
KEY_ADMINISTRATION = "kms:*"


def _roles() -> dict[str, str]:
    return {
        name: expanded.logical_id(each["Role"]) for name, each in of_type(expanded.FUNCTION).items()
    }


def test_no_statement_allows_every_action() -> None:
    broad = [
        (name, action)
        for name, statement in statements()
        for action in many(statement["Action"])
        if statement["Effect"] == "Allow"  # a refusal may be as broad as it likes
        if "*" in action and not (action == KEY_ADMINISTRATION and name.endswith("Key"))
    ]
    assert broad == []


def test_a_statement_for_every_resource_has_its_reason_on_the_same_line() -> None:
    lines = template.PATH.read_text(encoding="utf-8").splitlines()
    wide = [line for line in lines if re.search(r'Resource: "?\*', line) or '/*"' in line]
    assert wide
    unexplained = [line for line in wide if len(line.partition("  # ")[2].split()) < 4]
    assert unexplained == []


def test_a_statement_for_every_resource_is_never_made_by_the_transform() -> None:
    written = template.PATH.read_text(encoding="utf-8").count('Resource: "*"')
    found = [s for _, s in statements() if many(s.get("Resource", "")) == ["*"]]
    assert len(found) == written


def test_each_function_has_a_role_of_its_own() -> None:
    roles = _roles()
    assert len(set(roles.values())) == len(roles)
    assert all(role == name.replace("Function", "Role") for name, role in roles.items())


def test_no_role_of_a_function_has_a_policy_that_aws_may_widen() -> None:
    for role in _roles().values():
        for policy in of_type(expanded.ROLE)[role]["ManagedPolicyArns"]:
            assert "Ref" in policy, f"{role} takes {policy}"


@pytest.mark.parametrize("function", sorted(_roles()))
def test_only_who_must_know_a_name_may_read_one(function: str) -> None:
    role = of_type(expanded.ROLE)[_roles()[function]]
    sees = "IdentitiesTable" in str(role["Policies"])
    opens = {"Ref": "IdentitiesKeyPolicy"} in role["ManagedPolicyArns"]
    assert (sees, opens) == (function in IDENTITIES,) * 2


def test_no_function_may_delete_or_scan() -> None:
    actions = {action for _, statement in statements() for action in many(statement["Action"])}
    assert not {
        action
        for action in actions - {"guardduty:SendObjectMalwareScan"}  # of a file, not of a table
        if re.search("Delete(Item|Table)|Scan|BatchWrite", action)
    }


def test_a_queue_is_read_by_the_role_of_its_reader_alone() -> None:
    for mapping in of_type("AWS::Lambda::EventSourceMapping").values():
        reader = expanded.logical_id(mapping["FunctionName"]).replace("Function", "Role")
        source = expanded.logical_id(mapping["EventSourceArn"])
        readers = {
            name
            for name, statement in statements()
            for action in many(statement["Action"])
            if action in ("sqs:ReceiveMessage", "dynamodb:GetRecords")
            and statement["Effect"] == "Allow"
            and any(expanded.logical_id(each) == source for each in many(statement["Resource"]))
        }
        assert readers == {reader}
