"""Who may do what where, and under which condition: a line each."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.contract.expanded import many

Document = Mapping[str, Any]

# The property that names what a policy belongs to.
_OF = {
    "AWS::IAM::Policy": "Roles",
    "AWS::S3::BucketPolicy": "Bucket",
    "AWS::SNS::TopicPolicy": "Topics",
    "AWS::SQS::QueuePolicy": "Queues",
}
_SHOWN = {"Sid", "Effect", "Principal", "Action", "Resource", "Condition"}
_PERMISSION = "AWS::Lambda::Permission"


def grants(resources: Document) -> dict[str, Any]:
    """By logical id, without the permission that SAM makes for each route of the API."""
    found = {name: _grant(each) for name, each in resources.items()}
    return {name: each for name, each in found.items() if each}


def _grant(resource: Document) -> dict[str, Any]:
    kind, properties = resource["Type"], resource["Properties"]
    if kind == "AWS::IAM::Role":
        return _attributes(resource) | _role(properties)
    if kind == "AWS::KMS::Key":
        return {"holds": _lines(properties["KeyPolicy"])}
    if kind == _PERMISSION:
        return dict(properties)
    if "PolicyDocument" in properties:
        lines = {"holds": _lines(properties["PolicyDocument"])}
        return _attributes(resource) | lines | _of(kind, properties)
    return {}


def _of(kind: str, properties: Document) -> dict[str, Any]:
    """Whom or what a policy belongs to."""
    if kind == "AWS::IAM::ManagedPolicy":
        return {"of": "whoever shares it"}
    return {"of": sorted(text(each) for each in many(properties[_OF[kind]]))}


def _attributes(resource: Document) -> dict[str, Any]:
    return {name: each for name, each in resource.items() if name not in ("Type", "Properties")}


def _role(properties: Document) -> dict[str, Any]:
    """A property that isn't known here is shown as it is."""
    policies = properties.get("Policies", [])
    rest = properties.keys() - {"AssumeRolePolicyDocument", "ManagedPolicyArns", "Policies"}
    found = {
        "assumed": _lines(properties["AssumeRolePolicyDocument"]),
        "shares": sorted(text(each) for each in properties.get("ManagedPolicyArns", [])),
        "holds": sorted(line for each in policies for line in _lines(each["PolicyDocument"])),
        **{name: properties[name] for name in rest},
    }
    return {name: each for name, each in found.items() if each != []}


def _lines(document: Document) -> list[str]:
    """Sorted: the order of statements and of their actions means nothing.

    Fails on what a line can't show, such as `NotResource`.
    """
    if document["Version"] != "2012-10-17":
        raise ValueError(f"a policy of version {document['Version']}")
    if unknown := {key for each in document["Statement"] for key in each} - _SHOWN:
        raise ValueError(f"a statement with {unknown}")
    return sorted(
        _line(statement, action, resource)
        for statement in document["Statement"]
        for action in many(statement["Action"])
        for resource in many(statement.get("Resource", ""))
    )


def _line(statement: Document, action: str, resource: Any) -> str:
    parts = [statement["Effect"], action]
    parts += [f"on {text(resource)}"] if resource else []
    parts += [f"by {who}" for who in _principals(statement.get("Principal", {}))]
    parts += [f"if {condition}" for condition in _conditions(statement.get("Condition", {}))]
    return " ".join(parts)


def _principals(principal: Any) -> Iterator[str]:
    if isinstance(principal, str):
        yield principal
        return
    for kind, who in principal.items():
        yield from (f"{kind} {text(each)}" for each in many(who))


def _conditions(condition: Document) -> Iterator[str]:
    for operator, keys in condition.items():
        for key, value in keys.items():
            yield f"{operator} {key} = {' or '.join(text(each) for each in many(value))}"


def text(value: Any) -> str:
    """A reference as `!Sub` would write it."""
    if not isinstance(value, dict):
        return str(value)
    ((function, of),) = value.items()
    if function == "Fn::If":
        condition, yes, no = of
        return f"({text(yes)} if {condition} else {text(no)})"
    return str(of) if function == "Fn::Sub" else f"${{{'.'.join(many(of))}}}"
