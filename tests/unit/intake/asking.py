"""Requests as API Gateway hands them over, and the people who send them."""

import json
from collections.abc import Mapping
from typing import Any

Claims = Mapping[str, Any]


def complaint(**changes: Any) -> dict[str, Any]:
    return {
        "category": "no_answer",
        "description": "Nobody has answered the letter that was handed in.",
        "language": "en",
        **changes,
    }


def claims_of(role: str, agency: str | None = None, **changes: Any) -> dict[str, Any]:
    """What the authorizer hands over of an ID token."""
    claims = {
        "sub": "0000",
        "cognito:username": f"{role}.{agency}" if agency else role,
        "cognito:groups": f"[{role}]",
        "token_use": "id",
    }
    return claims | {"custom:agency": agency or "office"} | changes


OFFICER = claims_of("officer", "health")
SUPERVISOR = claims_of("supervisor", "health")
FOREIGNER = claims_of("officer", "justice")
REGISTRAR = claims_of("registrar")
OMBUDSMAN = claims_of("ombudsman")
AUDITOR = claims_of("auditor")
ADMIN = claims_of("admin")


def event(
    method: str,
    route: str,
    body: object = None,
    *,
    claims: Claims | None = None,
    headers: Mapping[str, str] | None = None,
    path: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    encoded: bool = False,
) -> dict[str, Any]:
    """A REST API (v1) proxy event. A body that is no text is sent as JSON."""
    kind = {} if body is None else {"Content-Type": "application/json"}
    return {
        "path": route.format(**(path or {})),
        "headers": {"Host": "api.example.org", **kind, **(headers or {})},
        "multiValueQueryStringParameters": {k: [v] for k, v in query.items()} if query else None,
        "pathParameters": path,
        "stageVariables": None,
        "requestContext": _context(method, route, claims),
        "body": body if body is None or isinstance(body, str) else json.dumps(body),
        "isBase64Encoded": encoded,
    }


def _context(method: str, route: str, claims: Claims | None) -> dict[str, Any]:
    context = {
        "resourcePath": route,
        "httpMethod": method,
        "requestId": "request-1",
        "identity": {"sourceIp": "192.0.2.1"},
    }
    return context | ({"authorizer": {"claims": claims}} if claims else {})
