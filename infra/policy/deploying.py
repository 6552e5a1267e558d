"""Puts a compiled policy in force: kept for the cases that will live under it, then deployed."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from shared.aws.policies import policy_item

Clients = Callable[[str], Any]


class DeploymentFailed(RuntimeError):
    """AppConfig did not bring the policy into force; the one before it still is."""


def deploy(
    clients: Clients, outputs: Mapping[str, str], document: Mapping[str, Any], why: str
) -> int:
    """The number of the AppConfig version. A version that is kept already is never overwritten.

    The row comes first: a case may be admitted under the policy as soon as it is deployed.
    """
    clients("dynamodb").put_item(TableName=outputs["CasesTable"], Item=policy_item(document))
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


def _wait(appconfig: Any, where: Mapping[str, str], number: int) -> None:
    while True:
        state = appconfig.get_deployment(**where, DeploymentNumber=number)["State"]
        if state == "COMPLETE":
            break
        if state not in ("DEPLOYING", "BAKING", "VALIDATING"):
            raise DeploymentFailed(f"the deployment ended as {state}")
        time.sleep(1)
