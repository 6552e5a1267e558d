"""What each golden file holds of the expanded template."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infra.packaging import template
from tests.contract import expanded
from tests.contract.alike import factored
from tests.contract.grants import grants
from tests.contract.kept import kept

Document = Mapping[str, Any]

# The resource types of each golden file that shows resources as they are.
KINDS: dict[str, tuple[str, ...]] = {
    "alarms": ("AWS::CloudWatch::Alarm",),
    "delivery": (
        "AWS::Events::Rule",
        "AWS::Lambda::EventInvokeConfig",
        "AWS::Lambda::EventSourceMapping",
        "AWS::SQS::Queue",
        "AWS::Scheduler::Schedule",
    ),
    "edge": (
        "AWS::ApiGateway::Account",
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Stage",
        "AWS::CloudFront::Distribution",
        "AWS::CloudFront::OriginAccessControl",
        "AWS::CloudFront::ResponseHeadersPolicy",
    ),
    "functions": (
        "AWS::Lambda::Function",
        "AWS::Lambda::LayerVersion",
        "AWS::StepFunctions::StateMachine",
    ),
    "policy": (
        "AWS::AppConfig::Application",
        "AWS::AppConfig::ConfigurationProfile",
        "AWS::AppConfig::Deployment",
        "AWS::AppConfig::DeploymentStrategy",
        "AWS::AppConfig::Environment",
        "AWS::AppConfig::HostedConfigurationVersion",
    ),
    "sign-in": (
        "AWS::Cognito::UserPool",
        "AWS::Cognito::UserPoolClient",
        "AWS::Cognito::UserPoolDomain",
        "AWS::Cognito::UserPoolGroup",
    ),
    "stores": (
        "AWS::DynamoDB::Table",
        "AWS::GuardDuty::MalwareProtectionPlan",
        "AWS::KMS::Key",
        "AWS::Logs::LogGroup",
        "AWS::S3::Bucket",
        "AWS::SES::ConfigurationSet",
        "AWS::SES::EmailIdentity",
        "AWS::SNS::Topic",
    ),
}

# What another golden file or test holds, or what only says where a file was uploaded.
LEFT_OUT = {
    "AWS::ApiGateway::RestApi": ("Body.paths",),  # tests/contract/test_routes.py
    "AWS::KMS::Key": ("KeyPolicy",),  # golden/permissions.yaml
    "AWS::Lambda::Function": ("Code", "Tags"),
    "AWS::Lambda::LayerVersion": ("Content",),
    "AWS::StepFunctions::StateMachine": ("DefinitionS3Location", "Tags"),
}
_HASHED = re.compile(r"^(SharedLayer|ApiDeployment)[0-9a-f]{10}$")


@dataclass(frozen=True)
class Expanded:
    """`resources` after the SAM transform, the other sections as they are written."""

    resources: Document
    parameters: Document
    conditions: Document
    outputs: Document


def current() -> Expanded:
    return expanded_as(expanded.resources(), template.load())


def expanded_as(resources: Document, written: Document) -> Expanded:
    named = {_unhashed(name): _unhashed(each) for name, each in sorted(resources.items())}
    return Expanded(named, written["Parameters"], written["Conditions"], written["Outputs"])


def _unhashed(node: Any) -> Any:
    """Ids that SAM makes end in a hash of the content, which is no part of the contract."""
    if isinstance(node, dict):
        return {name: _unhashed(each) for name, each in node.items()}
    if isinstance(node, list):
        return [_unhashed(each) for each in node]
    return _HASHED.sub(r"\1", node) if isinstance(node, str) else node


def of_kinds(resources: Document, kinds: Sequence[str]) -> Document:
    """Resources by type; what all of a type have in common is said once."""
    by_type = {
        kind: {name: _flat(each) for name, each in resources.items() if each["Type"] == kind}
        for kind in kinds
    }
    return {kind: factored(members) for kind, members in by_type.items() if members}


def _flat(resource: Document) -> Document:
    """Attributes (condition, deletion policy) beside the properties: no two share a name."""
    kind, properties = resource["Type"], resource["Properties"]
    for path in LEFT_OUT.get(kind, ()):
        properties = _without(properties, path.split("."))
    attributes = resource.keys() - {"Type", "Properties", "Metadata"}
    return {**{name: resource[name] for name in attributes}, **properties}


def _without(properties: Document, path: Sequence[str]) -> Document:
    first, *rest = path
    if rest:
        return {**properties, first: _without(properties[first], rest)}
    return {name: each for name, each in properties.items() if name != first}


def _interface(found: Expanded) -> Document:
    return {
        "Parameters": {
            name: {key: value for key, value in each.items() if key != "Description"}
            for name, each in found.parameters.items()
        },
        "Conditions": found.conditions,
        "Outputs": {name: each["Value"] for name, each in found.outputs.items()},
    }


def _shown(name: str) -> Callable[[Expanded], Document]:
    return lambda found: of_kinds(found.resources, KINDS[name])


FACTS: dict[str, Callable[[Expanded], Document]] = {
    **{name: _shown(name) for name in KINDS},
    "interface": _interface,
    "kept": lambda found: kept(found.resources),
    "permissions": lambda found: grants(found.resources),
}
