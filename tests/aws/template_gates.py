"""What AWS would refuse of the expanded template, and what it would take and never do.

Each gate takes the resources and names those that break its rule, so that a test can hand it a
template with a known mistake.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Resources = Mapping[str, Mapping[str, Any]]

METRICS_OF_AN_ALARM = 10
DAY, WEEK = 86_400, 604_800
POLICY_OF_A_FUNCTION = 20_480
LONGEST_STACK = (
    "s" * 50
)  # Cognito's domain is the stack, a hyphen and an account, 63 letters at most
ROOM_FOR_ROUTES = 40
_ARN = "arn:aws:{service}:ap-southeast-2:123456789012:{name}"  # no region has a longer name in use


def of_kind(resources: Resources, kind: str) -> dict[str, Mapping[str, Any]]:
    return {name: each for name, each in resources.items() if each["Type"] == kind}


def alarms_of_too_many_metrics(resources: Resources) -> list[str]:
    """PutMetricAlarm takes ten, and the stack rolls back for an eleventh."""
    return [
        name
        for name, each in of_kind(resources, "AWS::CloudWatch::Alarm").items()
        if len(list(metrics_of(each["Properties"]))) > METRICS_OF_AN_ALARM
    ]


def metrics_of(alarm: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "MetricName" in alarm:
        yield alarm
    for each in alarm.get("Metrics", []):
        if "MetricStat" in each:
            yield each["MetricStat"]["Metric"]


def alarms_that_look_too_far_back(resources: Resources) -> list[str]:
    """A day, or a week where a period is an hour or more."""
    return [
        name
        for name, each in of_kind(resources, "AWS::CloudWatch::Alarm").items()
        if _window(each["Properties"]) > (WEEK if _period(each["Properties"]) >= 3_600 else DAY)
    ]


def _period(alarm: Mapping[str, Any]) -> int:
    stats = [
        each["MetricStat"]["Period"] for each in alarm.get("Metrics", []) if "MetricStat" in each
    ]
    return int(alarm.get("Period", 0) or max(stats))


def _window(alarm: Mapping[str, Any]) -> int:
    return _period(alarm) * int(alarm["EvaluationPeriods"])


def functions_of_too_large_a_policy(resources: Resources) -> list[str]:
    """With the longest stack name, and 40 routes more than today."""
    sizes: dict[str, list[int]] = {}
    for name, each in of_kind(resources, "AWS::Lambda::Permission").items():
        properties = each["Properties"]
        more = ROOM_FOR_ROUTES if _is_of_one_route(properties) else 0
        of_function = sizes.setdefault(json.dumps(properties["FunctionName"]), [0, 0])
        of_function[0] += _statement(name, properties)
        of_function[1] = max(of_function[1], more * _statement(name, properties))
    return [name for name, of_function in sizes.items() if sum(of_function) > POLICY_OF_A_FUNCTION]


def _is_of_one_route(permission: Mapping[str, Any]) -> bool:
    """Of such a statement each new route adds one; a statement for all routes doesn't grow."""
    called = json.dumps(permission.get("SourceArn", ""))
    return permission["Principal"] == "apigateway.amazonaws.com" and "/*/*/*" not in called


def _statement(name: str, properties: Mapping[str, Any]) -> int:
    """Its size as Lambda keeps it, with the names that CloudFormation makes at their longest."""
    source = properties.get("SourceArn", "")
    route = json.dumps(source).partition("/")[2]
    kept = {
        "Sid": f"{LONGEST_STACK}-{name}-ABCDEFGHIJKL",
        "Effect": "Allow",
        "Principal": {"Service": properties["Principal"]},
        "Action": properties["Action"],
        "Resource": _ARN.format(service="lambda", name=f"function:{'f' * 64}"),
        "Condition": {
            "ArnLike": {
                "AWS:SourceArn": _ARN.format(service="execute-api", name=f"abcdefghij/*/{route}")
            }
        },
    }
    return len(json.dumps(kept, separators=(",", ":")))


def stages_before_the_account(resources: Resources) -> list[str]:
    """A stage with an access log is refused until the account has a role for it."""
    (account,) = of_kind(resources, "AWS::ApiGateway::Account")
    return [
        name
        for name in of_kind(resources, "AWS::ApiGateway::Stage")
        if account not in needed_by(resources, name)
    ]


def needed_by(resources: Resources, name: str) -> set[str]:
    """Everything that CloudFormation makes before a resource."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        each = resources[ahead.pop()]
        new = (set(_names(each)) & resources.keys()) - found
        found |= new
        ahead += new
    return found


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _named(key, value)
            yield from _names(value)
    elif isinstance(node, list):
        for each in node:
            yield from _names(each)


def _named(key: str, value: Any) -> Iterator[str]:
    if key in ("Ref", "DependsOn"):
        yield from [value] if isinstance(value, str) else value
    elif key == "Fn::GetAtt":
        yield value[0] if isinstance(value, list) else value.split(".")[0]
    elif key == "Fn::Sub":
        text = value if isinstance(value, str) else value[0]
        for part in text.split("${")[1:]:
            yield part.partition("}")[0].partition(".")[0]


def first_policies_under_new_alarms(
    resources: Resources, conditions: Mapping[str, Any]
) -> list[str]:
    """AppConfig takes a deployment back while an alarm has no data, as each new one hasn't."""
    local = {"Fn::Equals": [{"Ref": "Cloud"}, "local"]}
    return [
        name
        for name, each in of_kind(resources, "AWS::AppConfig::Deployment").items()
        if local not in conditions.get(each.get("Condition", ""), {}).get("Fn::And", [])
    ]


def kept_after_a_failed_creation(resources: Resources) -> list[str]:
    return [name for name, each in resources.items() if each.get("DeletionPolicy") == "Retain"]
