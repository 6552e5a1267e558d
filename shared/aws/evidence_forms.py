"""Forms to upload evidence with, and addresses to read it at: signed here, asked of nobody."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.domain.evidence.evidence import Evidence, Stored
from shared.domain.evidence.kinds import KINDS
from shared.domain.evidence.object_keys import object_key

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ADDRESS_LASTS_SECONDS = 300
UNTOLD_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class EvidenceForms:
    """Signs for people without an account.

    `client` signs with version 4; older signatures don't cover a version or another header.
    """

    client: "S3Client"
    bucket: str
    key_arn: str

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
        fields = _declared(evidence) | self._encrypted()
        fields["Content-Disposition"] = attachment(evidence.evidence_id, evidence.extension)
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
                "ResponseContentDisposition": attachment(evidence.evidence_id, kind.extensions[0]),
                "ResponseCacheControl": "no-store",
            },
            ExpiresIn=ADDRESS_LASTS_SECONDS,
        )

    def _encrypted(self) -> dict[str, str]:
        return {
            "x-amz-server-side-encryption": "aws:kms",
            "x-amz-server-side-encryption-aws-kms-key-id": self.key_arn,
        }


def _declared(evidence: Evidence) -> dict[str, str]:
    """Returns what the sender said of the file: the bucket takes no other."""
    fields = {"Content-Type": evidence.content_type or UNTOLD_TYPE}
    if evidence.sha256 is not None:
        checksum = base64.b64encode(bytes.fromhex(evidence.sha256)).decode()
        fields |= {"x-amz-checksum-algorithm": "SHA256", "x-amz-checksum-sha256": checksum}
    return fields


def _back(redirect: str | None) -> dict[str, str]:
    if redirect is None:
        return {"success_action_status": "201"}
    return {"success_action_redirect": redirect}


def attachment(evidence_id: str, extension: str | None) -> str:
    """The name that somebody gave the file is personal and stays in the case."""
    return f'attachment; filename="{evidence_id}.{extension or "bin"}"'
