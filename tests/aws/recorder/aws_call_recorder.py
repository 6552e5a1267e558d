"""Writes down which AWS calls a function makes: the operation and what it is made on, no content.

It is imported into the functions' processes of a local cloud (see sitecustomize.py beside it), so
it needs the standard library alone. A line of JSON per thing that a call touches.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Params = Mapping[str, Any]
Touch = dict[str, Any]

# Names, addresses and ids of resources, where they are texts. Nothing else of a request is kept.
IDENTIFIERS = (
    *("TableName", "IndexName", "QueueUrl", "TopicArn", "stateMachineArn", "UserPoolId", "KeyId"),
    *("ApplicationIdentifier", "ConfigurationProfileIdentifier"),
    *("Bucket", "Key", "Prefix", "ServerSideEncryption", "SSEKMSKeyId"),
    *("FromEmailAddress", "ConfigurationSetName", "SigningAlgorithm"),
)
# What a permission may hang on by being there at all.
PRESENT = (
    *("VersionId", "PhoneNumber", "ObjectLockMode", "Tagging", "ChecksumSHA256"),
    *("ChecksumAlgorithm", "ContentMD5"),
)
_FORM = {
    "x-amz-server-side-encryption": "ServerSideEncryption",
    "x-amz-server-side-encryption-aws-kms-key-id": "SSEKMSKeyId",
    "x-amz-checksum-sha256": "ChecksumSHA256",
    "key": "Key",
}
_PARTITION = re.compile(r"\s*(#?\w+)\s*=\s*(:\w+)")


def touches(service: str, operation: str, params: Params) -> Iterator[Touch]:
    """Yields what one call touches: each item of a transaction is asked for by itself."""
    if service != "dynamodb":
        yield _touch(service, operation, params)
    elif operation in ("TransactWriteItems", "TransactGetItems"):
        for item in params["TransactItems"]:
            ((kind, part),) = item.items()
            yield _on_a_table(f"{operation}.{kind}", part, [part])
    elif operation in ("BatchGetItem", "BatchWriteItem"):
        for table, asked in params["RequestItems"].items():
            rows = _rows(asked)
            yield _on_a_table(operation, {"TableName": table}, rows)
    else:
        yield _on_a_table(operation, params, [params])


def form_fields(fields: Params) -> Params:
    """Returns a form's fields by the names that the parameters of a put have."""
    return {_FORM.get(name.lower(), name): value for name, value in fields.items()}


def _touch(service: str, operation: str, params: Params) -> Touch:
    found: Touch = {"service": service, "operation": operation}
    kept = {name: params[name] for name in IDENTIFIERS if isinstance(params.get(name), str)}
    return found | kept | {name: True for name in PRESENT if name in params}


def _on_a_table(operation: str, params: Params, rows: list[Params]) -> Touch:
    leading = sorted({value for row in rows for value in _leading(row)})
    return _touch("dynamodb", operation, params) | {"leading": leading}


def _rows(asked: Any) -> list[Params]:
    if isinstance(asked, Mapping):
        return [{"Key": key} for key in asked["Keys"]]
    return [row for write in asked for row in write.values()]


def _leading(row: Params) -> Iterator[str]:
    """Yields the value of the partition key: of an item, of its key, or of a query's condition."""
    typed = row.get("Key", row.get("Item", {})).get("pk")
    if "KeyConditionExpression" in row:
        condition = _PARTITION.match(row["KeyConditionExpression"])
        typed = row["ExpressionAttributeValues"][condition[2]] if condition else None
    if typed is not None:
        yield str(typed["S"] if isinstance(typed, Mapping) else typed)


class Recorder:
    """Appends to a file that other processes append to as well: a line is one write."""

    def __init__(self, path: Path, function: str) -> None:
        self._path, self._function = path, function

    def called(self, params: Params, model: Any, context: Params, **_: object) -> None:
        """Takes botocore's `provide-client-params`: once per call, also of an address to sign."""
        of_a_form = context.get("is_presign_request") and model.name == "CreateBucket"
        if not of_a_form:  # botocore finds a form's address as if it made the bucket
            self._write(touches(model.service_model.service_name, model.name, params))

    def form_signed(self, request: Any, **_: object) -> None:
        """Takes botocore's `before-sign`, which alone tells of a form to upload with."""
        fields = request.context.get("s3-presign-post-fields")
        if fields is not None:
            bucket = next(
                one["bucket"]
                for one in request.context["s3-presign-post-policy"]["conditions"]
                if isinstance(one, Mapping) and "bucket" in one
            )
            params = {**form_fields(fields), "Bucket": bucket}
            self._write([_touch("s3", "PutObject", params) | {"form": True}])

    def _write(self, found: Any) -> None:
        lines = "".join(json.dumps({"function": self._function} | one) + "\n" for one in found)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, lines.encode())
        finally:
            os.close(descriptor)

    def handlers(self) -> list[tuple[str, Any]]:
        """Returns them as botocore's BUILTIN_HANDLERS has them."""
        return [
            ("provide-client-params", self.called),
            ("before-sign.s3.PutObject", self.form_signed),
        ]
