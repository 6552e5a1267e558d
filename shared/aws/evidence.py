"""The evidence bucket: forms to upload with, one version read and no other, addresses to read at.

Every object is encrypted under the evidence key, versioned, and served as an attachment only.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from shared.aws.errors import code
from shared.aws.patience import PATIENCE
from shared.domain.errors import Unavailable
from shared.domain.evidence.evidence import Evidence, Malware, Stored
from shared.domain.evidence.kinds import KINDS, Kind
from shared.domain.evidence.object_keys import DERIVATIVE, object_key

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import HeadObjectRequestTypeDef

ADDRESS_LASTS_SECONDS = 300
UNTOLD_TYPE = "application/octet-stream"
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
    """The Vault. `guarded` when GuardDuty scans the bucket, so that its verdict is waited for.

    `client` signs with version 4; older signatures don't cover a version or another header.
    """

    client: "S3Client"
    bucket: str
    key_arn: str
    guarded: bool

    def upload_form(
        self,
        reference: str,
        evidence: Evidence,
        now: datetime,
        max_bytes: int,
        redirect: str | None = None,
    ) -> dict[str, Any]:
        """`url` and `fields` of a form that takes this one file until the evidence's time is up.

        What the sender said of the file is part of what is signed; who said nothing of its size
        may send `max_bytes`. With `redirect` a browser
        without JavaScript comes back to a page of ours.
        """
        fields = self._told(evidence) | self._encrypted()
        fields["Content-Disposition"] = _attachment(evidence.evidence_id, evidence.extension)
        fields |= _back(redirect)
        size = evidence.size_bytes
        sizes = (0, max_bytes) if size is None else (size, size)
        lasts = evidence.expires_at - now
        return self.client.generate_presigned_post(
            self.bucket,
            object_key(reference, evidence.evidence_id),
            Fields=fields,
            Conditions=[
                *({name: value} for name, value in fields.items()),
                ["content-length-range", *sizes],
            ],
            ExpiresIn=int(lasts.total_seconds()),
        )

    def download_address(
        self, reference: str, evidence: Evidence, copy: str, stored: Stored
    ) -> str:
        """Signs an address that serves that version for five minutes, as a file to save."""
        kind = KINDS[evidence.kind or ""]
        return self.client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self.bucket,
                "Key": object_key(reference, evidence.evidence_id, copy),
                "VersionId": stored.version_id,
                "ResponseContentType": kind.media_type,
                "ResponseContentDisposition": _attachment(evidence.evidence_id, kind.extensions[0]),
                "ResponseCacheControl": "no-store",
            },
            ExpiresIn=ADDRESS_LASTS_SECONDS,
        )

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
                ContentDisposition=_attachment(evidence_id, kind.extensions[0]),
                ServerSideEncryption="aws:kms",
                SSEKMSKeyId=self.key_arn,
                ObjectLockMode="GOVERNANCE",
                ObjectLockRetainUntilDate=until,
            )
        return Stored(kept["VersionId"], size, digest.hexdigest())

    def _told(self, evidence: Evidence) -> dict[str, str]:
        told = {"Content-Type": evidence.content_type or UNTOLD_TYPE}
        if evidence.sha256 is not None:
            checksum = base64.b64encode(bytes.fromhex(evidence.sha256)).decode()
            told |= {"x-amz-checksum-algorithm": "SHA256", "x-amz-checksum-sha256": checksum}
        return told

    def _encrypted(self) -> dict[str, str]:
        return {
            "x-amz-server-side-encryption": "aws:kms",
            "x-amz-server-side-encryption-aws-kms-key-id": self.key_arn,
        }


def _back(redirect: str | None) -> dict[str, str]:
    if redirect is None:
        return {"success_action_status": "201"}
    return {"success_action_redirect": redirect}


def _attachment(evidence_id: str, extension: str | None) -> str:
    """The name that somebody gave the file is personal and stays in the case."""
    return f'attachment; filename="{evidence_id}.{extension or "bin"}"'


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
