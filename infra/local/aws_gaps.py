"""What AWS reads from the template and the local cloud doesn't: set through its API instead."""

import json
from collections.abc import Iterator
from typing import Any

from infra.local.aws import client
from infra.local.workspace import STACK, Place
from infra.packaging import template

LOCAL_POLICY = "local"
API_TYPE = "AWS::Serverless::Api"


def settle(place: Place, outputs: dict[str, str]) -> None:
    """After each deployment."""
    _allow_as_aws_does(place)
    _expire_rows(place, outputs)
    _lock_versions(place, outputs)
    _answer_in_problem_json(place, outputs)
    _serve_static_files(place, outputs["StaticBucket"])


def _allow_as_aws_does(place: Place) -> None:
    iam = client(place, "iam")
    for role in _roles(place):
        names = iam.list_role_policies(RoleName=role)["PolicyNames"]
        documents = [
            iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
            for name in names
            if name != LOCAL_POLICY
        ]
        added = [new for each in documents for old in each["Statement"] for new in _local(old)]
        if added:
            iam.put_role_policy(
                RoleName=role,
                PolicyName=LOCAL_POLICY,
                PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": added}),
            )


def _local(statement: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """On AWS who may send a message may send a batch, and a mail is sent from an identity; here
    a batch is a permission of its own, and a mail is asked for on every resource."""
    if "sqs:SendMessage" in statement["Action"]:
        yield {**statement, "Action": "sqs:SendMessageBatch"}
    if "ses:SendEmail" in statement["Action"]:
        yield {**statement, "Resource": "*"}


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


def _lock_versions(place: Place, outputs: dict[str, str]) -> None:
    """Only a bucket with object lock takes a retention for a version."""
    storage = client(place, "s3")
    for logical_id, resource in template.of_type("AWS::S3::Bucket").items():
        if resource["Properties"].get("ObjectLockEnabled"):
            storage.put_object_lock_configuration(
                Bucket=outputs[logical_id],
                ObjectLockConfiguration={"ObjectLockEnabled": "Enabled"},
            )


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


def _serve_static_files(place: Place, bucket: str) -> None:
    """Lets everybody read the bucket: on AWS the distribution reads it for them."""
    storage = client(place, "s3")
    storage.delete_public_access_block(Bucket=bucket)
    everybody = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    document = {"Version": "2012-10-17", "Statement": [everybody]}
    storage.put_bucket_policy(Bucket=bucket, Policy=json.dumps(document))
