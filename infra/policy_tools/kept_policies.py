"""Policy versions that cases still live under, as the table keeps them."""

from collections.abc import Callable, Mapping
from typing import Any

from infra.stack import Stack
from shared.aws import keys
from shared.aws.policies import DeployedPolicies, document_of
from shared.domain.policy.model import Policy
from shared.runtime.default_policy import default_policy


def policies_by_version(stack: Stack, current: Mapping[str, Any]) -> Callable[[str], Policy]:
    """Finds any version that some case lives under. Raises Unavailable for one that is nowhere."""
    policies = DeployedPolicies(
        lambda: current, default_policy, stack.client("dynamodb"), stack.cases_table
    )
    return policies.version


def agencies_of(stack: Stack, *documents: Mapping[str, Any]) -> list[str]:
    """Of these policies and of every earlier one that some case may still live under."""
    client = stack.client("dynamodb")
    rows = client.get_paginator("query").paginate(
        TableName=stack.cases_table,
        KeyConditionExpression="pk = :policy",
        ExpressionAttributeValues={":policy": {"S": keys.POLICY_PARTITION}},
        ConsistentRead=True,
    )
    items = [item for page in rows for item in page["Items"] if "document" in item]
    every = [*documents, *(document_of(item) for item in items)]
    return sorted({agency for document in every for agency in document["agencies"]})
