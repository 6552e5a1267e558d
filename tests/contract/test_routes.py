"""The gateway has a route for each of the function's, and no other."""

from typing import Any, cast

from aws_lambda_powertools import Logger

from functions.intake.application import create_app
from functions.intake.service.dependencies import Deps
from infra.packaging import template
from tests.contract import expanded

PUBLIC = {
    ("GET", "/health"),
    ("POST", "/v1/complaints"),
    ("GET", "/v1/complaints/{reference}"),
    ("GET", "/v1/complaints/{reference}/export"),
    ("POST", "/v1/complaints/{reference}/{act}"),
    ("POST", "/v1/complaints/{reference}/evidence"),
    ("POST", "/v1/complaints/{reference}/retaliation"),
    ("GET", "/v1/experts/{token}"),
    ("POST", "/v1/experts/{token}/evidence/{evidence_id}/download"),
    ("GET", "/v1/alerts/{token}/take"),
    ("POST", "/v1/alerts/{token}/take"),
    ("GET", "/"),
    ("GET", "/our-promise"),
    ("GET", "/complaints"),
    ("POST", "/complaints"),
    ("GET", "/complaints/exit"),
    ("POST", "/complaints/leave"),
    ("GET", "/complaints/new"),
    ("POST", "/complaints/new"),
    ("GET", "/complaints/new/sent"),
    ("GET", "/complaints/{reference}"),
    ("GET", "/complaints/{reference}/{act}"),
    ("POST", "/complaints/{reference}/{act}"),
    ("GET", "/desk"),
    ("GET", "/desk/sign-in"),
    ("GET", "/desk/signed-in"),
    ("POST", "/desk/sign-out"),
    ("GET", "/desk/file"),
    ("POST", "/desk/file"),
    ("GET", "/desk/policy"),
    ("GET", "/desk/cases/{reference}"),
    ("GET", "/desk/cases/{reference}/audit"),
    ("GET", "/desk/cases/{reference}/do/{command}"),
    ("POST", "/desk/cases/{reference}/do/{command}"),
    ("GET", "/desk/cases/{reference}/{act}"),
    ("POST", "/desk/cases/{reference}/{act}"),
    ("GET", "/desk/cases/{reference}/evidence"),
    ("POST", "/desk/cases/{reference}/evidence"),
    ("POST", "/desk/cases/{reference}/evidence/{evidence_id}"),
}


class NoWorld:
    """Routes are mounted without asking anybody anything."""

    log = Logger("test")


def _operations() -> dict[tuple[str, str], dict[str, Any]]:
    """Each route of the API as SAM expands it."""
    paths = expanded.resources()["Api"]["Properties"]["Body"]["paths"]
    return {
        (method.upper(), path): operation
        for path, methods in paths.items()
        for method, operation in methods.items()
    }


def test_each_route_of_the_function_is_one_of_the_template() -> None:
    app = create_app(cast(Deps, NoWorld()))
    mounted = {(method, path) for path, methods in app.routes.items() for method in methods}
    assert mounted == set(_operations())


def test_each_route_asks_the_one_function() -> None:
    for operation in _operations().values():
        integration = operation["x-amazon-apigateway-integration"]
        assert (integration["type"], integration["httpMethod"]) == ("aws_proxy", "POST")
        assert "functions/${IntakeFunction.Arn}/invocations" in integration["uri"]["Fn::Sub"]


def test_a_route_asks_for_staff_unless_the_law_says_anyone() -> None:
    asks = {route: operation["security"] for route, operation in _operations().items()}
    assert {route for route, security in asks.items() if security == [{"NONE": []}]} == PUBLIC
    assert {route for route, security in asks.items() if security == [{"Staff": []}]} == (
        asks.keys() - PUBLIC
    )
    api = template.load()["Resources"]["Api"]["Properties"]
    assert api["Auth"]["DefaultAuthorizer"] == "Staff"


def test_what_the_gateway_refuses_is_problem_json() -> None:
    responses = template.load()["Resources"]["Api"]["Properties"]["GatewayResponses"]
    assert {"UNAUTHORIZED", "THROTTLED", "DEFAULT_4XX", "DEFAULT_5XX"} <= responses.keys()
    for response in responses.values():
        headers = response["ResponseParameters"]["Headers"]
        assert headers == {"Content-Type": "'application/problem+json'"}


def test_the_access_log_names_no_person_and_no_case() -> None:
    access_log = template.load()["Resources"]["Api"]["Properties"]["AccessLogSetting"]["Format"]
    for personal in ("sourceIp", "userAgent", "context.path", "authorizer", "identity"):
        assert personal not in access_log
