"""What AWS reads from the template and the local cloud doesn't: set through its API instead."""

from typing import Any

from infra import template
from infra.local.aws import client
from infra.local.place import Place

API_TYPE = "AWS::Serverless::Api"


def settle(place: Place, outputs: dict[str, str]) -> None:
    """After each deployment."""
    _expire_rows(place, outputs)
    _answer_in_problem_json(place, outputs)


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
