"""Adapters put together from the environment: the part of `app.py` that every function shares.

An adapter that only some functions have is reached by its package, which then imports it.
"""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from shared import aws
from shared.application.casework import Casework
from shared.application.guess_delay import STEP_SECONDS, Held
from shared.aws.appconfig import DeployedDocument
from shared.aws.cases import DynamoCases
from shared.aws.patience import PATIENCE
from shared.aws.policies import DeployedPolicies
from shared.runtime.config import setting
from shared.runtime.default_policy import default_policy
from shared.runtime.observability import count

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

random_bytes = os.urandom


def now() -> datetime:
    return datetime.now(UTC)


def dynamo() -> "DynamoDBClient":
    """Makes the one DynamoDB client that a function needs when it starts."""
    return boto3.client("dynamodb", config=PATIENCE)


def casework(client: "DynamoDBClient") -> Casework:
    """Casework over the tables and the policy that the environment names."""
    cases = _cases(client, int(setting("DUE_SHARDS")))
    return Casework(cases, policies(client), random_bytes, Held(STEP_SECONDS))


def cases_to_read(client: "DynamoDBClient") -> DynamoCases:
    """Makes a store to read with: it has no shards, so every commit would fail."""
    return _cases(client, shards=0)


def policies(client: "DynamoDBClient") -> DeployedPolicies:
    document = DeployedDocument(
        setting("POLICY_APPLICATION"), setting("POLICY_ENVIRONMENT"), setting("POLICY_PROFILE")
    )
    table = setting("CASES_TABLE")
    return DeployedPolicies(document, default_policy, client, table, _policy_degraded)


def _policy_degraded() -> None:
    count("PolicyDegraded")


def deliveries(client: "DynamoDBClient") -> "aws.deliveries.DynamoDeliveries":
    return aws.deliveries.DynamoDeliveries(client, setting("CASES_TABLE"))


def evidence_bucket(
    bucket: str, key_arn: str, *, guarded: bool = False
) -> "aws.evidence.EvidenceBucket":
    return aws.evidence.EvidenceBucket(_s3(), bucket, key_arn, guarded)


def evidence_forms(bucket: str, key_arn: str) -> "aws.evidence_forms.EvidenceForms":
    return aws.evidence_forms.EvidenceForms(_s3(), bucket, key_arn)


def _s3() -> "S3Client":
    """Signs with version 4, and for the bucket's own region: its first hour knows no other."""
    config = PATIENCE.merge(Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))
    return boto3.client("s3", config=config)


def attestations(bucket: str, key_arn: str) -> "aws.attestations.Attestations":
    session = boto3.Session()
    storage = session.client("s3", config=PATIENCE)
    keys = session.client("kms", config=PATIENCE)
    return aws.attestations.Attestations(storage, keys, bucket, key_arn)


def alerts(client: "DynamoDBClient") -> "aws.alerts.DynamoAlertTokens":
    return aws.alerts.DynamoAlertTokens(client, setting("CASES_TABLE"), now)


def _cases(client: "DynamoDBClient", shards: int) -> DynamoCases:
    return DynamoCases(client, setting("CASES_TABLE"), setting("IDENTITIES_TABLE", ""), shards)
