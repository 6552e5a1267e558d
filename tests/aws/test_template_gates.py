"""The template passes each gate, and a template with the mistake of old doesn't."""

import copy
from typing import Any

import pytest

from infra.packaging import template
from tests.aws import template_gates as gates
from tests.contract import expanded

ALARM = "AWS::CloudWatch::Alarm"
API = "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}"
ROUTE = f"{API}/POST/v1/cases/{{reference}}/evidence/{{evidence_id}}/download"


@pytest.fixture
def resources() -> dict[str, Any]:
    """A copy, for a test to spoil."""
    return copy.deepcopy(expanded.resources())


def conditions() -> dict[str, Any]:
    return copy.deepcopy(template.load()["Conditions"])


def test_the_template_passes_every_gate(resources: dict[str, Any]) -> None:
    assert gates.alarms_of_too_many_metrics(resources) == []
    assert gates.alarms_that_look_too_far_back(resources) == []
    assert gates.functions_of_too_large_a_policy(resources) == []
    assert gates.stages_before_the_account(resources) == []
    assert gates.first_policies_under_new_alarms(resources, conditions()) == []
    assert gates.kept_after_a_failed_creation(resources) == []


def test_an_alarm_of_all_functions_is_found(resources: dict[str, Any]) -> None:
    all_of_them = resources["FunctionErrorsAlarm"]["Properties"]["Metrics"]
    all_of_them += resources.pop("AlertErrorsAlarm")["Properties"]["Metrics"]
    assert gates.alarms_of_too_many_metrics(resources) == ["FunctionErrorsAlarm"]


@pytest.mark.parametrize(("period", "periods"), [(300, 289), (3_600, 169)])
def test_a_window_of_more_than_a_day_or_a_week_is_found(
    resources: dict[str, Any], period: int, periods: int
) -> None:
    alarm = resources["TickSilentAlarm"]["Properties"]
    alarm |= {"Period": period, "EvaluationPeriods": periods - 1}
    assert gates.alarms_that_look_too_far_back(resources) == []
    alarm["EvaluationPeriods"] = periods
    assert gates.alarms_that_look_too_far_back(resources) == ["TickSilentAlarm"]


def test_a_statement_for_each_route_is_found(resources: dict[str, Any]) -> None:
    permission = resources.pop("IntakePermission")
    paths = resources["Api"]["Properties"]["Body"]["paths"]
    for place in range(sum(len(methods) for methods in paths.values())):
        each = copy.deepcopy(permission)
        each["Properties"]["SourceArn"] = {"Fn::Sub": ROUTE}
        resources[f"IntakeFunctionDownloadEvidence{place}PermissionStage"] = each
    (found,) = gates.functions_of_too_large_a_policy(resources)
    assert "IntakeFunction" in found


def test_a_stage_that_may_come_before_the_account_is_found(resources: dict[str, Any]) -> None:
    del resources["Api"]["Properties"]["Description"]
    assert gates.stages_before_the_account(resources) == ["ApiStage"]


def test_a_first_policy_on_aws_is_found(resources: dict[str, Any]) -> None:
    of_old = conditions() | {
        "InstallsPolicy": {"Fn::Equals": [{"Ref": "InstallDefaultPolicy"}, "true"]}
    }
    found = gates.first_policies_under_new_alarms(resources, of_old)
    del resources["DefaultPolicyDeployment"]["Condition"]
    assert found == gates.first_policies_under_new_alarms(resources, conditions())
    assert found == ["DefaultPolicyDeployment"]


def test_what_a_failed_creation_would_leave_is_found(resources: dict[str, Any]) -> None:
    resources["CasesTable"]["DeletionPolicy"] = "Retain"
    assert gates.kept_after_a_failed_creation(resources) == ["CasesTable"]
