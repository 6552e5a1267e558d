"""The evidence bucket as the examination uses it: one version read and no other, locked, derived.

Every object is encrypted under the evidence key, versioned, and served as an attachment only.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from shared.aws.errors import code
from shared.aws.evidence_forms import attachment
from shared.aws.patience import PATIENCE
from shared.domain.errors import Unavailable
from shared.domain.evidence.evidence import Malware, Stored
from shared.domain.evidence.kinds import Kind
from shared.domain.evidence.object_keys import DERIVATIVE, object_key

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import HeadObjectRequestTypeDef

_PIECE = 1 << 20
_GONE = frozenset({"404", "NoSuchKey", "NoSuchVersion", "405", "MethodNotAllowed"})
_SCAN_TAG = "GuardDutyMalwareScanStatus"
# GuardDuty's five results; without a tag there is none yet.
_SCANNED = {
    "NO_THREATS_FOUND": Malware.CLEAN,
    "THREATS_FOUND": Malware.INFECTED,
    "UNSUPPORTED": Malware.UNSCANNABLE,
    "ACCESS_DENIED": Malware.FAILED,
    "FAILED": Malware.FAILED,
}


@dataclass(frozen=True)
class EvidenceBucket:
    """The Vault. `guarded` when GuardDuty scans the bucket, so that its verdict is waited for."""

    client: "S3Client"
    bucket: str
    key_arn: str
    guarded: bool

    def head(self, reference: str, evidence_id: str, version_id: str | None) -> Stored | None:
        request: HeadObjectRequestTypeDef = {
            "Bucket": self.bucket,
            "Key": object_key(reference, evidence_id),
        }
        if version_id is not None:
            request["VersionId"] = version_id
        try:
            with _unavailable():
                found = self.client.head_object(**request)
        except FileNotFoundError:
            return None
        return Stored(found["VersionId"], found["ContentLength"])

    def read(self, reference: str, evidence_id: str, version_id: str) -> Iterator[bytes]:
        """Reads that version. Raises Unavailable, also for bytes that fail S3's checksum."""
        with _unavailable():
            found = self.client.get_object(
                Bucket=self.bucket,
                Key=object_key(reference, evidence_id),
                VersionId=version_id,
                ChecksumMode="ENABLED",
            )
            yield from found["Body"].iter_chunks(_PIECE)

    def malware(self, reference: str, evidence_id: str, version_id: str) -> Malware:
        """Reads GuardDuty's tag of that version: UNKNOWN until there is one."""
        if not self.guarded:
            return Malware.CLEAN
        with _unavailable():
            found = self.client.get_object_tagging(
                Bucket=self.bucket, Key=object_key(reference, evidence_id), VersionId=version_id
            )
        tags = {tag["Key"]: tag["Value"] for tag in found["TagSet"]}
        return _SCANNED.get(tags.get(_SCAN_TAG, ""), Malware.UNKNOWN)

    def scan_again(self, reference: str, evidence_id: str, version_id: str) -> None:
        scanner = boto3.client("guardduty", config=PATIENCE)
        key = object_key(reference, evidence_id)
        with _unavailable():
            scanner.send_object_malware_scan(
                S3Object={"Bucket": self.bucket, "Key": key, "VersionId": version_id}
            )

    def lock(self, reference: str, evidence_id: str, version_id: str, until: datetime) -> None:
        """Sets the lock version by version.

        A default retention of the bucket would have S3 refuse every form that carries no checksum,
        and a form without JavaScript can't compute one.
        """
        with _unavailable():
            self.client.put_object_retention(
                Bucket=self.bucket,
                Key=object_key(reference, evidence_id),
                VersionId=version_id,
                Retention={"Mode": "GOVERNANCE", "RetainUntilDate": until},
                ChecksumAlgorithm="SHA256",
            )

    def keep_derivative(
        self, reference: str, evidence_id: str, derivative: Path, kind: Kind, until: datetime
    ) -> Stored:
        with derivative.open("rb") as file, _unavailable():
            digest = file_digest(file, "sha256")
            size = file.tell()
            file.seek(0)
            kept = self.client.put_object(
                Bucket=self.bucket,
                Key=object_key(reference, evidence_id, DERIVATIVE),
                Body=file,
                ChecksumAlgorithm="SHA256",
                ChecksumSHA256=base64.b64encode(digest.digest()).decode(),
                ContentType=kind.media_type,
                ContentDisposition=attachment(evidence_id, kind.extensions[0]),
                ServerSideEncryption="aws:kms",
                SSEKMSKeyId=self.key_arn,
                ObjectLockMode="GOVERNANCE",
                ObjectLockRetainUntilDate=until,
            )
        return Stored(kept["VersionId"], size, digest.hexdigest())


@contextmanager
def _unavailable() -> Iterator[None]:
    """A missing object is FileNotFoundError; a disabled key, a denied right, a cut or a corrupted
    answer are Unavailable alike: whatever the reason, the file hasn't been read."""
    try:
        yield
    except ClientError as error:
        if code(error) in _GONE:
            raise FileNotFoundError from error
        raise Unavailable(code(error)) from error
    except BotoCoreError as error:
        raise Unavailable(type(error).__name__) from error
