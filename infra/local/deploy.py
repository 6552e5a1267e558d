"""Deploys the packaged template through a change set, as `sam deploy` does."""

import hashlib
import json
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError, WaiterError

from infra.local import artifacts, package
from infra.local.aws import client
from infra.local.aws_gaps import settle
from infra.local.server import LocalCloudFailed
from infra.local.workspace import API, STACK, STAGE, Place
from infra.packaging.build import write_policy_include
from infra.pages.upload import upload

BUCKET = "redress-deployments"
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
NOTHING_CHANGED = ("didn't contain changes", "No updates")
QUICK = {"Delay": 1, "MaxAttempts": 120}


def deploy(place: Place) -> bool:
    """Brings the stack up to date. Whether anything had to change."""
    stack = _stack(place)
    body = _packaged(place)
    chosen = parameters(place, first=stack is None)
    digest = hashlib.sha256(json.dumps([body, _lasting(chosen)]).encode()).hexdigest()
    if stack is not None and place.remembered().get("deployed") == digest:
        return False
    _change(place, body, chosen, "CREATE" if stack is None else "UPDATE")
    made = outputs(place)
    settle(place, made)
    upload(client(place, "s3"), made["StaticBucket"])
    place.remember(deployed=digest, outputs=made)
    return True


def outputs(place: Place) -> dict[str, str]:
    stack = _stack(place) or {}
    return {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}


def parameters(place: Place, *, first: bool) -> dict[str, str]:
    return {
        "Cloud": "local",
        "PublicUrl": place.public_url,
        "LocalEndpoint": place.endpoint,
        "StageName": STAGE,
        "MailFrom": "redress@example.org",
        "SenderIdentity": "create",
        "StaffMfa": "OPTIONAL",
        "InstallDefaultPolicy": "true" if first else "false",
        "DeletionProtection": "false",
        "AdminPasswordSignIn": "true",
        "ThrottleRate": "10000",
        "ThrottleBurst": "5000",
    }


def _lasting(chosen: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in chosen.items() if name != "InstallDefaultPolicy"}


def _packaged(place: Place) -> str:
    storage = client(place, "s3")
    storage.create_bucket(Bucket=BUCKET)
    known = {each["Key"] for each in storage.list_objects_v2(Bucket=BUCKET).get("Contents", [])}

    def upload(path: Path) -> str:
        key = package.key_of(path)
        if key not in known:
            storage.put_object(Bucket=BUCKET, Key=key, Body=path.read_bytes())
        return f"s3://{BUCKET}/{key}"

    write_policy_include()
    return package.packaged(artifacts.zips(), upload)


def _change(place: Place, body: str, chosen: dict[str, str], kind: str) -> None:
    key = f"{hashlib.sha256(body.encode()).hexdigest()[:32]}.template"
    client(place, "s3").put_object(Bucket=BUCKET, Key=key, Body=body.encode())
    formation = client(place, "cloudformation")
    change_set = formation.create_change_set(
        StackName=STACK,
        ChangeSetName=f"local-{key[:12]}-{kind.lower()}",
        ChangeSetType=kind,
        TemplateURL=f"{place.endpoint}/{BUCKET}/{key}",
        Parameters=[
            {"ParameterKey": name, "ParameterValue": value} for name, value in chosen.items()
        ],
        Capabilities=CAPABILITIES,
        Tags=[{"Key": "ms-custom-id", "Value": API}],  # a fixed address for the API, see place.py
    )["Id"]
    if _has_changes(formation, change_set):
        formation.execute_change_set(ChangeSetName=change_set)
        _wait(formation, f"stack_{kind.lower()}_complete")


def _has_changes(formation: Any, change_set: str) -> bool:
    try:
        formation.get_waiter("change_set_create_complete").wait(
            ChangeSetName=change_set, WaiterConfig=QUICK
        )
    except WaiterError as error:
        reason = str(error.last_response.get("StatusReason", error))
        if any(words in reason for words in NOTHING_CHANGED):
            return False
        raise LocalCloudFailed(f"the template was refused: {reason}") from error
    return True


def _wait(formation: Any, waiter: str) -> None:
    try:
        formation.get_waiter(waiter).wait(StackName=STACK, WaiterConfig=QUICK)
    except WaiterError as error:
        events = formation.describe_stack_events(StackName=STACK)["StackEvents"]
        reasons = [
            f"{each['LogicalResourceId']}: {each.get('ResourceStatusReason', '')}"
            for each in events
            if "FAILED" in each["ResourceStatus"]
        ]
        raise LocalCloudFailed("the deployment failed:\n" + "\n".join(reasons)) from error


def _stack(place: Place) -> dict[str, Any] | None:
    try:
        stacks = client(place, "cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    stack: dict[str, Any] = stacks[0]
    return None if stack["StackStatus"] == "REVIEW_IN_PROGRESS" else stack
