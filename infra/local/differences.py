"""What AWS reads from the template and the local cloud doesn't: set through its API instead."""

import json
from typing import Any

from infra import template
from infra.local.aws import client
from infra.local.place import STACK, Place

LOCAL_POLICY = "local"
API_TYPE = "AWS::Serverless::Api"


def settle(place: Place, outputs: dict[str, str]) -> None:
    """After each deployment."""
    _allow_batches(place)
    _expire_rows(place, outputs)
    _answer_in_problem_json(place, outputs)


def _allow_batches(place: Place) -> None:
    """On AWS who may send a message may send a batch; here that is a permission of its own."""
    iam = client(place, "iam")
    for role in _roles(place):
        for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            document = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
            sending = [s for s in document["Statement"] if "sqs:SendMessage" in s["Action"]]
            if sending and policy != LOCAL_POLICY:
                batches = [{**each, "Action": "sqs:SendMessageBatch"} for each in sending]
                iam.put_role_policy(
                    RoleName=role,
                    PolicyName=LOCAL_POLICY,
                    PolicyDocument=json.dumps({**document, "Statement": batches}),
                )


def _roles(place: Place) -> list[str]:
    pages = client(place, "cloudformation").get_paginator("list_stack_resources")
    return [
        each["PhysicalResourceId"]
        for page in pages.paginate(StackName=STACK)
        for each in page["StackResourceSummaries"]
        if each["ResourceType"] == "AWS::IAM::Role"
    ]


def _expire_rows(place: Place, outputs: dict[str, str]) -> None:
    tables = client(place, "dynamodb")
    for logical_id, resource in template.of_type("AWS::DynamoDB::Table").items():
        wanted = resource["Properties"].get("TimeToLiveSpecification")
        if wanted is None:
            continue
        table = outputs[logical_id]
        now = tables.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
        if now["TimeToLiveStatus"] == "DISABLED":
            tables.update_time_to_live(TableName=table, TimeToLiveSpecification=wanted)


def _answer_in_problem_json(place: Place, outputs: dict[str, str]) -> None:
    gateway = client(place, "apigateway")
    for resource in template.of_type(API_TYPE).values():
        for kind, response in resource["Properties"]["GatewayResponses"].items():
            gateway.put_gateway_response(
                restApiId=outputs["ApiId"], responseType=kind, **_as_api_arguments(response)
            )
    gateway.create_deployment(restApiId=outputs["ApiId"], stageName=outputs["StageName"])


def _as_api_arguments(response: dict[str, Any]) -> dict[str, Any]:
    headers = response["ResponseParameters"]["Headers"]
    arguments: dict[str, Any] = {
        "responseParameters": {
            f"gatewayresponse.header.{name}": value for name, value in headers.items()
        },
        "responseTemplates": response["ResponseTemplates"],
    }
    if "StatusCode" in response:
        arguments["statusCode"] = str(response["StatusCode"])
    return arguments
