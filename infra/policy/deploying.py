"""Puts a compiled policy in force: kept for the cases that will live under it, then deployed."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from shared.aws.policies import document_of, policy_item

Clients = Callable[[str], Any]


class DeploymentFailed(RuntimeError):
    """AppConfig did not bring the policy into force; the one before it still is."""


def deploy(
    clients: Clients, outputs: Mapping[str, str], document: Mapping[str, Any], why: str
) -> int:
    """The number of the AppConfig version.

    The row comes first: a case may be admitted under the policy as soon as it is deployed. Raises
    DeploymentFailed when the version's name already stands for another policy.
    """
    _keep(clients("dynamodb"), outputs["CasesTable"], document)
    appconfig = clients("appconfig")
    where = {"ApplicationId": outputs["PolicyApplicationId"]}
    made = appconfig.create_hosted_configuration_version(
        **where,
        ConfigurationProfileId=outputs["PolicyProfileId"],
        ContentType="application/json",
        Content=json.dumps(document, sort_keys=True).encode(),
        Description=why,
    )
    where["EnvironmentId"] = outputs["PolicyEnvironmentId"]
    started = appconfig.start_deployment(
        **where,
        ConfigurationProfileId=outputs["PolicyProfileId"],
        ConfigurationVersion=str(made["VersionNumber"]),
        DeploymentStrategyId=outputs["PolicyStrategyId"],
        Description=why,
    )
    _wait(appconfig, where, started["DeploymentNumber"])
    return int(made["VersionNumber"])


def _keep(dynamo: Any, table: str, document: Mapping[str, Any]) -> None:
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
        if state == "COMPLETE":
            break
        if state not in ("DEPLOYING", "BAKING", "VALIDATING"):
            raise DeploymentFailed(f"the deployment ended as {state}")
        time.sleep(1)
