"""Policies in AppConfig: which is in force, which were, and how another comes into force."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.aws.policies import document_of, policy_item
from shared.runtime.default_policy import default_policy

Clients = Callable[[str], Any]
IN_FORCE = ("COMPLETE", "BAKING")  # while it bakes everybody reads it, and an alarm may undo it
UNDER_WAY = ("DEPLOYING", "VALIDATING")


class DeploymentFailed(RuntimeError):
    """AppConfig did not bring the policy into force; the one before it still is."""


@dataclass(frozen=True)
class Deployment:
    number: int
    appconfig_version: str
    state: str
    started_at: datetime
    why: str


def deploy(
    clients: Clients, outputs: Mapping[str, str], document: Mapping[str, Any], why: str
) -> int:
    """The number of the AppConfig version.

    The row comes first: a case may be admitted under the policy as soon as it is deployed. Raises
    DeploymentFailed when the version's name already stands for another policy.
    """
    keep(clients("dynamodb"), outputs["CasesTable"], document)
    appconfig = clients("appconfig")
    where = {"ApplicationId": outputs["PolicyApplicationId"]}
    try:
        version, number = _started(appconfig, where, outputs, document, why)
    except appconfig.exceptions.ConflictException as error:
        raise DeploymentFailed("another deployment is under way: wait for it to end") from error
    except appconfig.exceptions.BadRequestException as error:
        raise DeploymentFailed(f"AppConfig refused the policy: {error}") from error
    environment = {"EnvironmentId": outputs["PolicyEnvironmentId"]}
    _wait(appconfig, where | environment, number)
    return version


def _started(
    appconfig: Any,
    where: Mapping[str, str],
    outputs: Mapping[str, str],
    document: Mapping[str, Any],
    why: str,
) -> tuple[int, int]:
    """The numbers of the version and of its deployment."""
    profile = {"ConfigurationProfileId": outputs["PolicyProfileId"]}
    made = appconfig.create_hosted_configuration_version(
        **where,
        **profile,
        ContentType="application/json",
        Content=json.dumps(document, sort_keys=True).encode(),
        Description=why,
    )
    started = appconfig.start_deployment(
        **where,
        **profile,
        EnvironmentId=outputs["PolicyEnvironmentId"],
        ConfigurationVersion=str(made["VersionNumber"]),
        DeploymentStrategyId=outputs["PolicyStrategyId"],
        Description=why,
    )
    return int(made["VersionNumber"]), int(started["DeploymentNumber"])


def deployments(clients: Clients, outputs: Mapping[str, str]) -> Iterator[Deployment]:
    """The newest first."""
    request: dict[str, str] = {
        "ApplicationId": outputs["PolicyApplicationId"],
        "EnvironmentId": outputs["PolicyEnvironmentId"],
    }
    while True:
        page = clients("appconfig").list_deployments(**request)
        for one in sorted(page["Items"], key=lambda item: -int(item["DeploymentNumber"])):
            yield Deployment(
                one["DeploymentNumber"],
                str(one["ConfigurationVersion"]),
                one["State"],
                one["StartedAt"],
                one.get("Description", ""),
            )
        if "NextToken" not in page:
            break
        request["NextToken"] = page["NextToken"]


def hosted(clients: Clients, outputs: Mapping[str, str], version: str) -> Mapping[str, Any]:
    """The policy that AppConfig keeps under this number."""
    answer = clients("appconfig").get_hosted_configuration_version(
        ApplicationId=outputs["PolicyApplicationId"],
        ConfigurationProfileId=outputs["PolicyProfileId"],
        VersionNumber=int(version),
    )
    document: Mapping[str, Any] = json.loads(answer["Content"].read())
    return document


def in_force(clients: Clients, outputs: Mapping[str, str]) -> Mapping[str, Any]:
    """The policy that new cases are admitted under: the shipped one until another is deployed."""
    found = deployed(clients, outputs)
    if found is None:
        return default_policy()
    return hosted(clients, outputs, found.appconfig_version)


def deployed(clients: Clients, outputs: Mapping[str, str]) -> Deployment | None:
    """The deployment in force; none in a stack that still awaits its first policy."""
    return next((one for one in deployments(clients, outputs) if one.state in IN_FORCE), None)


def keep(dynamo: Any, table: str, document: Mapping[str, Any]) -> None:
    """A row by which functions find the policy again once another is in force."""
    item = policy_item(document)
    try:
        dynamo.put_item(TableName=table, Item=item, ConditionExpression="attribute_not_exists(pk)")
    except dynamo.exceptions.ConditionalCheckFailedException:
        key = {name: item[name] for name in ("pk", "sk")}
        kept = dynamo.get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
        if document_of(kept) != document:
            version = document["version"]
            raise DeploymentFailed(
                f"version {version} stands for another policy: give yours a new version"
            ) from None


def _wait(appconfig: Any, where: Mapping[str, str], number: int) -> None:
    while True:
        state = appconfig.get_deployment(**where, DeploymentNumber=number)["State"]
        if state in IN_FORCE:
            break
        if state not in UNDER_WAY:
            raise DeploymentFailed(f"the deployment ended as {state}")
        time.sleep(1)
