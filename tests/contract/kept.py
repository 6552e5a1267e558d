"""What an update of a stack must not replace: whatever holds state, or a name that others hold."""

from collections.abc import Mapping
from typing import Any

from cfnlint.schema import (  # type: ignore[import-untyped]  # it has no stubs
    PROVIDER_SCHEMA_MANAGER,
)

Document = Mapping[str, Any]

REGION = "us-east-1"
KEPT = (
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::AppConfig::Application",
    "AWS::AppConfig::ConfigurationProfile",
    "AWS::AppConfig::DeploymentStrategy",
    "AWS::AppConfig::Environment",
    "AWS::CloudFront::Distribution",
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolDomain",
    "AWS::Cognito::UserPoolGroup",
    "AWS::DynamoDB::Table",
    "AWS::KMS::Key",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Function",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::SES::ConfigurationSet",
    "AWS::SES::EmailIdentity",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
    "AWS::Scheduler::Schedule",
    "AWS::StepFunctions::StateMachine",
)

# Properties that AWS can't change in place either, though their schemas don't say so: the change
# fails, or an item, object or user is no longer what it was.
ALSO_FIXED = {
    "AWS::Cognito::UserPool": ("AliasAttributes", "Schema", "UsernameAttributes"),
    "AWS::DynamoDB::Table": ("AttributeDefinitions", "LocalSecondaryIndexes"),
    "AWS::KMS::Key": ("KeySpec", "KeyUsage", "MultiRegion"),
    "AWS::S3::Bucket": ("ObjectLockEnabled",),
}


def kept(resources: Document) -> dict[str, Any]:
    """By type and logical id, with the values of all properties that replace it when changed."""
    return {
        kind: {
            name: _fixed(each["Properties"], replacing(kind))
            for name, each in sorted(resources.items())
            if each["Type"] == kind
        }
        for kind in KEPT
    }


def _fixed(properties: Document, names: frozenset[str]) -> dict[str, Any]:
    return {name: each for name, each in properties.items() if name in names}


def replacing(kind: str) -> frozenset[str]:
    """Names of properties: AWS's own schema of the type, and what it doesn't say."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema
    paths = [
        *schema.get("createOnlyProperties", []),
        *schema.get("conditionalCreateOnlyProperties", []),
    ]
    return frozenset([*(path.split("/")[2] for path in paths), *ALSO_FIXED.get(kind, ())])
