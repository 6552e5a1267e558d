"""What every vault promises: one version of one file and no other, and what isn't there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import boto3
import pytest

from functions.evidence.examination.ports import Vault
from shared.aws.evidence import EvidenceBucket
from shared.domain.evidence.evidence import Malware, Stored
from shared.domain.evidence.kinds import KINDS
from shared.domain.evidence.object_keys import object_key
from tests.unit.evidence.fakes import EVIDENCE, REFERENCE, FakeVault

UNTIL = datetime(2027, 1, 1, tzinfo=UTC)
OLD, NEW = b"first " * 9_000, b"second"
OTHERS = [("BF-0000-0000-0", EVIDENCE), (REFERENCE, "ffffffff")]


@dataclass
class Safe:
    """A vault, and somebody who puts an original into it: its version comes back."""

    vault: Vault
    put: Callable[[bytes], str]


@pytest.fixture
def safe(real: bool) -> Iterator[Safe]:
    if not real:
        fake = FakeVault()
        yield Safe(fake, fake.put)
        return
    s3 = boto3.client("s3")
    s3.create_bucket(
        Bucket="evidence",
        CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
        ObjectLockEnabledForBucket=True,
    )
    s3.put_bucket_versioning(Bucket="evidence", VersioningConfiguration={"Status": "Enabled"})

    def put(content: bytes) -> str:
        key = object_key(REFERENCE, EVIDENCE)
        return s3.put_object(Bucket="evidence", Key=key, Body=content)["VersionId"]

    yield Safe(EvidenceBucket(s3, "evidence", "key", guarded=False), put)


def test_the_newest_version_is_found_and_each_older_one_by_its_name(safe: Safe) -> None:
    old, new = safe.put(OLD), safe.put(NEW)
    assert old != new
    assert safe.vault.head(REFERENCE, EVIDENCE, None) == Stored(new, len(NEW))
    assert safe.vault.head(REFERENCE, EVIDENCE, new) == Stored(new, len(NEW))
    assert safe.vault.head(REFERENCE, EVIDENCE, old) == Stored(old, len(OLD))


def test_the_version_that_was_asked_for_is_read_and_no_other(safe: Safe) -> None:
    old, new = safe.put(OLD), safe.put(NEW)
    assert b"".join(safe.vault.read(REFERENCE, EVIDENCE, old)) == OLD
    assert b"".join(safe.vault.read(REFERENCE, EVIDENCE, new)) == NEW


@pytest.mark.parametrize(("reference", "evidence_id"), OTHERS)
def test_of_another_file_there_is_nothing(safe: Safe, reference: str, evidence_id: str) -> None:
    version = safe.put(NEW)
    assert safe.vault.head(reference, evidence_id, None) is None
    with pytest.raises(FileNotFoundError):
        list(safe.vault.read(reference, evidence_id, version))


def test_before_anything_came_there_is_nothing(safe: Safe) -> None:
    assert safe.vault.head(REFERENCE, EVIDENCE, None) is None


def test_what_no_other_scanner_looks_at_is_clean(safe: Safe) -> None:
    assert safe.vault.malware(REFERENCE, EVIDENCE, safe.put(NEW)) is Malware.CLEAN


def test_a_derivative_is_kept_with_its_size_and_checksum_and_is_no_original(
    safe: Safe, tmp_path: Path
) -> None:
    original = safe.put(OLD)
    cleaned = tmp_path / "cleaned"
    kept = []
    for content in (b"cleaned", b"cleaned again"):
        cleaned.write_bytes(content)
        kept.append(safe.vault.keep_derivative(REFERENCE, EVIDENCE, cleaned, KINDS["jpeg"], UNTIL))
        assert kept[-1].size_bytes == len(content)
        assert kept[-1].sha256 == sha256(content).hexdigest()
    assert kept[0].version_id != kept[1].version_id
    assert safe.vault.head(REFERENCE, EVIDENCE, None) == Stored(original, len(OLD))
