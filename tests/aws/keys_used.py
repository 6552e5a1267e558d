"""The use of keys that a call implies: the service asks for it on the caller's behalf.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.aws.arns import ACCOUNT, REGION
from tests.aws.deployment import Deployment
from tests.aws.iam.request import Request

KEY = "AWS::KMS::Key"
# What DynamoDB and CloudWatch Logs ask for a key of the account's own.
ALL_USES = ("Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "DescribeKey")
SENDING = ("GenerateDataKey", "Decrypt")


def of_table(deployment: Deployment, table: str) -> Iterator[Request]:
    encryption = deployment.properties(table).get("SSESpecification", {})
    yield from _uses(deployment, encryption.get("KMSMasterKeyId"), ALL_USES, "dynamodb")


def of_topic(deployment: Deployment, topic: str) -> Iterator[Request]:
    key = deployment.properties(topic).get("KmsMasterKeyId")
    yield from _uses(deployment, key, SENDING, "sns")


def of_queue(deployment: Deployment, queue: str) -> Iterator[Request]:
    key = deployment.properties(queue).get("KmsMasterKeyId")
    yield from _uses(deployment, key, SENDING, "sqs")


def of_bucket(deployment: Deployment, bucket: str, uses: Sequence[str]) -> Iterator[Request]:
    """Yields the use of the key that the bucket encrypts with by default, if it has one."""
    yield from _uses(deployment, _default(deployment.properties(bucket)), uses, "s3")


def of_object(deployment: Deployment, key: str, uses: Sequence[str]) -> Iterator[Request]:
    """Yields the use of a key that a put names: its logical id."""
    yield from _uses(deployment, deployment.arn(key), uses, "s3")


def key_arn(deployment: Deployment, named: str) -> str:
    """Returns the ARN of a key that a resource names by ARN or by id."""
    return deployment.arn(deployment.named(KEY, named))


def _uses(
    deployment: Deployment, key: str | None, uses: Sequence[str], service: str
) -> Iterator[Request]:
    if key is None:
        return
    via = {
        "kms:viaservice": (f"{service}.{REGION}.amazonaws.com",),
        "kms:calleraccount": (ACCOUNT,),
    }
    for use in uses:
        yield Request("", f"kms:{use}", key_arn(deployment, key), via)


def _default(properties: Mapping[str, Any]) -> str | None:
    (rule,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    key: str | None = rule["ServerSideEncryptionByDefault"].get("KMSMasterKeyID")
    return key
