"""The gateway has a route for each of the function's, and no other."""

from typing import Any, cast

from aws_lambda_powertools import Logger

from functions.intake.application import create_app
from functions.intake.service.dependencies import Deps
from infra.packaging import template

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
    ("POST", "/desk/cases/{reference}/evidence/{evidence_id}"),
}


class NoWorld:
    """Routes are mounted without asking anybody anything."""

    log = Logger("test")


def _events() -> dict[tuple[str, str], dict[str, Any]]:
    function = template.load()["Resources"]["IntakeFunction"]["Properties"]
    found = [each["Properties"] for each in function["Events"].values() if each["Type"] == "Api"]
    return {(each["Method"].upper(), each["Path"]): each for each in found}


def test_each_route_of_the_function_has_its_event_in_the_template() -> None:
    app = create_app(cast(Deps, NoWorld()))
    mounted = {(method, path) for path, methods in app.routes.items() for method in methods}
    assert mounted == set(_events())


def test_a_route_asks_for_staff_unless_the_law_says_anyone() -> None:
    public = {
        route for route, event in _events().items() if event.get("Auth") == {"Authorizer": "NONE"}
    }
    assert public == PUBLIC
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
