"""A stack in moto whose chains can be attested: tables, a locked bucket, a signing key."""

from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config

from functions.audit.attest import Attest
from infra import stack as stacks
from infra.stack import Stack
from shared.application.casework import Casework
from shared.aws.attestations import Attestations
from shared.aws.cases import DynamoCases
from shared.aws.changed_chains import ChangedChains
from shared.domain.case.events import Actor
from shared.domain.case.moment import Moment
from shared.domain.procedure.assessment import Acknowledge
from shared.domain.procedure.correspondence import Note
from shared.domain.vocabulary import Audience, Role
from shared.runtime.observability import logger
from tests.fakes import NOON, a_complaint, counted_bytes, policies
from tests.integration.strict import demand_checksums
from tests.tables import SHARDS

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OFFICER = Actor(Role.OFFICER, "officer.health", "health")
BUCKET = "audit"


@pytest.fixture
def casework(store: DynamoCases) -> Casework:
    return Casework(store, policies(), counted_bytes())


@pytest.fixture
def reference(casework: Casework) -> str:
    filed = casework.file(a_complaint(), OFFICER, NOON, lambda case: {"reference": case.reference})
    reference = str(filed.answer["reference"])
    casework.perform(reference, Acknowledge(), OFFICER, Moment.at(NOON))
    casework.perform(reference, Note("A note.", Audience.INTERNAL), OFFICER, Moment.at(NOON))
    return reference


@pytest.fixture
def stack(dynamo: "DynamoDBClient") -> Stack:
    boto3.client("s3").create_bucket(
        Bucket=BUCKET,
        CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
        ObjectLockEnabledForBucket=True,
    )
    key = boto3.client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
    outputs = {
        "CasesTable": "cases",
        "DueShards": str(SHARDS),
        "AuditBucket": BUCKET,
        "AuditKeyArn": key["KeyMetadata"]["Arn"],
    }
    return Stack(lambda service: boto3.client(service), outputs, "moto")  # type: ignore[call-overload]  # any service


@pytest.fixture
def attest(stack: Stack, dynamo: "DynamoDBClient") -> Attest:
    storage = boto3.client("s3", config=Config(request_checksum_calculation="when_required"))
    demand_checksums(storage)
    register = Attestations(storage, boto3.client("kms"), BUCKET, stack.outputs["AuditKeyArn"])
    chains = ChangedChains(dynamo, "cases", SHARDS)
    return Attest(chains, register, lambda: NOON, lambda metric: None, logger("audit"))


@pytest.fixture(autouse=True)
def on_moto(monkeypatch: pytest.MonkeyPatch, stack: Stack) -> None:
    monkeypatch.setattr(stacks, "stack_of", lambda port, name: stack)
