"""Attestations under a KMS signature, in a bucket whose objects nobody can delete or replace."""

import base64
import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from shared.aws.errors import code, unavailable_when_down
from shared.domain.audit.attestation import Attestation, write
from shared.domain.case.events import canonical, sha256

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_s3 import S3Client

PREFIX = "heads/"
ALGORITHM: Final = "ECDSA_SHA_256"
_LOOKED_BACK = timedelta(days=400)  # one page of keys


@dataclass(frozen=True)
class Attestations:
    """One object a day, written once."""

    storage: "S3Client"
    keys: "KMSClient"
    bucket: str
    key_arn: str

    def last(self, today: date) -> tuple[date, str] | None:
        """The last attested day until today, and that attestation's fingerprint."""
        with unavailable_when_down():
            listed = self.storage.list_objects_v2(
                Bucket=self.bucket, Prefix=PREFIX, StartAfter=key_of(today - _LOOKED_BACK)
            )
        found = [one["Key"] for one in listed.get("Contents", []) if one["Key"] <= key_of(today)]
        if not found:
            return None
        with unavailable_when_down():
            body = self.storage.get_object(Bucket=self.bucket, Key=found[-1])["Body"].read()
        return day_of(found[-1]), sha256(json.loads(body)["attestation"])

    def publish(self, attestation: Attestation) -> bool:
        """Signs its fingerprint and keeps it. False when the day has one already, which stands."""
        text = write(attestation)
        with unavailable_when_down():
            signed = self.keys.sign(
                KeyId=self.key_arn,
                Message=sha256(text).encode(),
                MessageType="RAW",
                SigningAlgorithm=ALGORITHM,
            )
        body = {
            "attestation": text,
            "signature": base64.b64encode(signed["Signature"]).decode(),
            "algorithm": ALGORITHM,
            "key": self.key_arn,
        }
        return self._put(key_of(attestation.day), canonical(body).encode())

    def _put(self, key: str, body: bytes) -> bool:
        try:
            with unavailable_when_down():
                self.storage.put_object(
                    Bucket=self.bucket,
                    Key=key,
                    Body=body,
                    ContentType="application/json",
                    ChecksumAlgorithm="SHA256",  # S3 asks for one where versions are locked
                    IfNoneMatch="*",
                )
        except ClientError as error:
            if code(error) not in ("PreconditionFailed", "ConditionalRequestConflict"):
                raise
            return False
        return True


def key_of(day: date) -> str:
    return f"{PREFIX}{day.isoformat()}.json"


def day_of(key: str) -> date:
    return date.fromisoformat(key.removeprefix(PREFIX).removesuffix(".json"))
