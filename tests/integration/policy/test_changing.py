"""A policy put in force and taken back: checked, written down before and after, never by halves."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from infra.policy_tools import deployments
from infra.policy_tools.apply import PolicyDeployer
from infra.policy_tools.audit_chain import PolicyChain
from infra.policy_tools.deployments import DeploymentFailed
from infra.policy_tools.history import policy_history
from infra.policy_tools.plan_file import PlanRefused, PolicyPlan, fingerprint
from infra.policy_tools.policy_file import SHIPPED
from infra.stack import Stack
from shared.aws.policies import DeployedPolicies
from shared.domain.audit.chain import verify
from shared.domain.vocabulary import EventName
from tests.integration.policy.fake_appconfig import FakeAppConfig

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OUTPUTS = {
    "CasesTable": "cases",
    "DueShards": "8",
    "PolicyApplicationId": "app",
    "PolicyEnvironmentId": "live",
    "PolicyProfileId": "policy",
    "PolicyStrategyId": "at-once",
}


class FakeIdentity:
    def get_caller_identity(self) -> dict[str, str]:
        return {"Arn": "arn:aws:iam::000000000000:user/admin"}


def a_policy(version: str, **changes: Any) -> dict[str, Any]:
    compiled = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return {**compiled, "version": version, **changes}


FIRST = a_policy("first")


@pytest.fixture
def appconfig() -> FakeAppConfig:
    return FakeAppConfig()


@pytest.fixture
def stack(dynamo: "DynamoDBClient", appconfig: FakeAppConfig) -> Stack:
    """With a first policy in force, deployed as the template deploys it: without a row."""
    known: dict[str, Any] = {"dynamodb": dynamo, "appconfig": appconfig, "sts": FakeIdentity()}
    appconfig.create_hosted_configuration_version(Content=json.dumps(FIRST).encode())
    appconfig.start_deployment(ConfigurationVersion="1", Description="")
    return Stack(lambda service: known[service], OUTPUTS, "a test")


def changer(stack: Stack, why: str = "the law") -> PolicyDeployer:
    return PolicyDeployer(PolicyChain(stack, "admin"), NOW, why)


def a_plan(policy: dict[str, Any], base: dict[str, Any] = FIRST) -> PolicyPlan:
    return PolicyPlan(
        base["version"], fingerprint(base), policy, {}, "admin", "2026-11-23T12:00:00Z"
    )


def events(stack: Stack) -> list[str]:
    return [event.name for event in PolicyChain(stack, "").events()]


def in_force(stack: Stack) -> str:
    return str(deployments.in_force(stack.client, stack.outputs)["version"])


def test_an_applied_policy_is_in_force_and_the_chain_says_who_and_why(stack: Stack) -> None:
    changer(stack, "the law of March").apply(a_plan(a_policy("second")))
    assert in_force(stack) == "second"
    begun, applied = PolicyChain(stack, "").events()
    assert (begun.name, applied.name) == ("policy_change_begun", "policy_applied")
    assert applied.actor.name == "admin"
    assert applied.data["why"] == "the law of March"
    assert applied.data["hash"] == fingerprint(a_policy("second"))
    assert applied.data["principal"].endswith("user/admin")
    assert verify("policy", PolicyChain(stack, "").events()) is None


def test_a_stack_without_a_policy_takes_its_first_one_as_it_takes_every_other(
    stack: Stack, appconfig: FakeAppConfig
) -> None:
    appconfig.deployed.clear()
    shipped = deployments.in_force(stack.client, stack.outputs)
    assert shipped == json.loads(SHIPPED.read_text(encoding="utf-8"))
    changer(stack).apply(a_plan(dict(shipped), base=dict(shipped)))
    assert len(appconfig.deployed) == 1
    assert deployments.in_force(stack.client, stack.outputs) == shipped
    assert EventName.POLICY_APPLIED in events(stack)


def test_both_policies_can_be_read_by_their_version_afterwards(
    stack: Stack, dynamo: "DynamoDBClient"
) -> None:
    changer(stack).apply(a_plan(a_policy("second")))
    policies = DeployedPolicies(lambda: a_policy("second"), dict, dynamo, "cases")
    assert policies.version("first").document == FIRST
    assert policies.version("second").version == "second"


def test_a_plan_that_starts_from_another_policy_changes_nothing(stack: Stack) -> None:
    changer(stack).apply(a_plan(a_policy("second")))
    with pytest.raises(PlanRefused, match="plan again"):
        changer(stack).apply(a_plan(a_policy("third")))
    assert in_force(stack) == "second"


def test_an_invalid_policy_never_reaches_appconfig(stack: Stack, appconfig: FakeAppConfig) -> None:
    with pytest.raises(PlanRefused, match="no ladder `default`"):
        changer(stack).apply(a_plan(a_policy("second", ladders={"call_out": [], "urgent": []})))
    assert len(appconfig.hosted) == 1
    assert events(stack) == []


def test_a_failed_deployment_leaves_the_old_policy_and_is_written_down(
    stack: Stack, appconfig: FakeAppConfig
) -> None:
    appconfig.ends_as = "ROLLED_BACK"
    with pytest.raises(DeploymentFailed, match="ROLLED_BACK"):
        changer(stack).apply(a_plan(a_policy("second")))
    assert in_force(stack) == "first"
    assert events(stack) == ["policy_change_begun", "policy_change_failed"]


def test_two_deployments_at_once_are_refused(stack: Stack, appconfig: FakeAppConfig) -> None:
    appconfig.busy = True
    with pytest.raises(DeploymentFailed, match="under way"):
        changer(stack).apply(a_plan(a_policy("second")))
    assert in_force(stack) == "first"


def test_what_the_validator_refuses_is_written_down_as_failed(
    stack: Stack, appconfig: FakeAppConfig
) -> None:
    appconfig.strict = True
    with pytest.raises(DeploymentFailed, match="the validator said no"):
        changer(stack).apply(a_plan(a_policy("second")))
    assert in_force(stack) == "first"
    assert events(stack) == ["policy_change_begun", "policy_change_failed"]


def test_two_admins_at_once_write_one_after_the_other(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = PolicyChain(stack, "admin")
    monkeypatch.setattr(PolicyChain, "events", lambda self: [])
    chain.append(EventName.POLICY_CHANGE_BEGUN, NOW, {}, "one")
    with pytest.raises(PlanRefused, match="somebody else"):
        chain.append(EventName.POLICY_CHANGE_BEGUN, NOW, {}, "two")


def test_a_policy_is_in_force_while_alarms_still_watch_it(
    stack: Stack, appconfig: FakeAppConfig
) -> None:
    appconfig.ends_as = "BAKING"
    changer(stack).apply(a_plan(a_policy("second")))
    assert in_force(stack) == "second"


def test_revert_brings_the_policy_before_back_and_again_the_other_one(stack: Stack) -> None:
    changer(stack).apply(a_plan(a_policy("second")))
    changer(stack, "a mistake").revert()
    assert in_force(stack) == "first"
    changer(stack).revert("second")
    assert in_force(stack) == "second"
    with pytest.raises(PlanRefused, match="no policy third"):
        changer(stack).revert("third")


def test_history_tells_each_deployment_with_who_and_why(stack: Stack) -> None:
    changer(stack).apply(a_plan(a_policy("second")))
    changer(stack, "a mistake").revert()
    told = policy_history(stack)
    assert [one["version"] for one in told] == ["first", "second", "first"]
    assert [one["event"] for one in told] == ["policy_reverted", "policy_applied", None]
    assert [one["in_force"] for one in told] == [True, False, False]
    assert told[0]["why"] == "a mistake"


def test_a_policy_for_a_later_day_is_refused_unless_asked_for(stack: Stack) -> None:
    plan = a_plan(a_policy("second", effective_from="2026-12-01"))
    with pytest.raises(PlanRefused, match="effective from 2026-12-01"):
        changer(stack).apply(plan)
    changer(stack).apply(plan, early=True)
    assert in_force(stack) == "second"


def test_one_version_never_stands_for_two_policies(stack: Stack) -> None:
    changer(stack).apply(a_plan(a_policy("second")))
    changer(stack).revert()
    other = a_policy("second", effective_from="2026-10-01")
    with pytest.raises(DeploymentFailed, match="stands for another policy"):
        changer(stack).apply(replace(a_plan(other), base_hash=fingerprint(FIRST)))
    assert in_force(stack) == "first"
