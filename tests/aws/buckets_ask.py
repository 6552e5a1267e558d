"""What IAM is asked by a call of S3.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
"""

from collections.abc import Iterator

from tests.aws import keys_used
from tests.aws.deployment import Deployment
from tests.aws.iam.request import Request
from tests.aws.kinds import Kind, one_of

_READS = {
    "GetObject": "GetObject",
    "HeadObject": "GetObject",
    "GetObjectTagging": "GetObjectTagging",
}
_ENCRYPTION = "s3:x-amz-server-side-encryption"
# What a put asks for besides, by the parameter that says so.
_BESIDES = {"ObjectLockMode": "s3:PutObjectRetention", "Tagging": "s3:PutObjectTagging"}


def of_bucket(deployment: Deployment, kind: Kind) -> Iterator[Request]:
    bucket, _, key = kind.on.partition("/")
    arn = deployment.arn(bucket)
    resource = f"{arn}/{one_of(key)}"
    if kind.operation == "ListObjectsV2":
        yield Request("", "s3:ListBucket", arn, {"s3:prefix": (kind.value("prefix") or "",)})
    elif kind.operation == "PutObject":
        yield from _put(deployment, kind, resource)
    elif kind.operation in _READS:
        yield from _read(deployment, kind, resource)
    else:  # an action of the same name
        yield Request("", kind.call, resource)


def _put(deployment: Deployment, kind: Kind, resource: str) -> Iterator[Request]:
    """Only a header that is sent is a key of the request; the bucket's default comes later."""
    key = kind.value("key")
    context = {}
    if key is not None:
        context[_ENCRYPTION] = ("aws:kms",)
        context[f"{_ENCRYPTION}-aws-kms-key-id"] = (deployment.arn(key),)
    yield Request("", "s3:PutObject", resource, context)
    for parameter, action in _BESIDES.items():
        if kind.value(parameter) is not None:
            yield Request("", action, resource, context)
    uses, bucket = ("GenerateDataKey",), kind.on.partition("/")[0]
    if key is not None:
        yield from keys_used.of_object(deployment, key, uses)
    else:
        yield from keys_used.of_bucket(deployment, bucket, uses)


def _read(deployment: Deployment, kind: Kind, resource: str) -> Iterator[Request]:
    action, bucket = _READS[kind.operation], kind.on.partition("/")[0]
    if kind.value("VersionId") is not None:
        action = action.replace("GetObject", "GetObjectVersion")
    yield Request("", f"s3:{action}", resource)
    if kind.operation == "HeadObject":  # or else a missing object looks like a denied one
        yield Request("", "s3:ListBucket", deployment.arn(bucket))
    if kind.operation == "GetObject":
        yield from keys_used.of_bucket(deployment, bucket, ("Decrypt",))
