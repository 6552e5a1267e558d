"""Adapters put together from the environment: the part of `app.py` that every function shares."""

import os

import boto3

from shared.aws.appconfig import DeployedDocument
from shared.aws.cases import DynamoCases
from shared.aws.policies import DeployedPolicies
from shared.bundled import default_policy
from shared.casework import Casework
from shared.config import setting


def casework() -> Casework:
    """Casework over the tables and the policy that the environment names; one client in all."""
    client = boto3.client("dynamodb")
    table = setting("CASES_TABLE")
    document = DeployedDocument(
        setting("POLICY_APPLICATION"), setting("POLICY_ENVIRONMENT"), setting("POLICY_PROFILE")
    )
    store = DynamoCases(
        client, table, os.environ.get("IDENTITIES_TABLE", ""), int(setting("DUE_SHARDS"))
    )
    return Casework(store, DeployedPolicies(document, default_policy, client, table), os.urandom)
