"""The bucket in moto: forms and what they bind, pinned versions, and every way of failing."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.stub import Stubber
from moto import mock_aws

from functions.evidence.examine_step import ExamineStep, ObjectSeen
from shared.aws.composition import evidence_forms
from shared.aws.evidence import EvidenceBucket
from shared.aws.evidence_forms import EvidenceForms
from shared.domain.errors import Unavailable
from shared.domain.evidence.evidence import Declared, Evidence, Malware, Stored
from shared.domain.evidence.kinds import KINDS
from shared.domain.evidence.object_keys import object_key, original_of
from shared.domain.vocabulary import EvidenceState
from tests.fakes import NOON
from tests.unit.evidence.fakes import (
    EVIDENCE,
    REFERENCE,
    FakeBook,
    FakeVault,
    a_look,
    declared_of,
    minutes,
    requested,
)
from tests.unit.evidence.making import jpeg

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/0a0a0a0a-0000-0000-0000-000000000000"
BUCKET = "evidence"
MOST = 1_000_000
UNTIL = datetime(2126, 1, 1, tzinfo=UTC)  # moto refuses a day that has passed
PHOTO = jpeg()
KEY = object_key(REFERENCE, EVIDENCE)
HASH = base64.b64encode(sha256(PHOTO).digest()).decode()


@pytest.fixture
def client() -> Iterator["S3Client"]:
    with mock_aws():
        made = boto3.client(
            "s3", config=Config(signature_version="s3v4", retries={"total_max_attempts": 1})
        )
        made.create_bucket(
            Bucket=BUCKET,
            CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
            ObjectLockEnabledForBucket=True,
        )
        made.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        yield made


@pytest.fixture
def forms(client: "S3Client") -> EvidenceForms:
    return EvidenceForms(client, BUCKET, KEY_ARN)


@pytest.fixture
def bucket(client: "S3Client") -> EvidenceBucket:
    return EvidenceBucket(client, BUCKET, KEY_ARN, guarded=True)


def evidence_of(declared: Declared) -> Evidence:
    return requested(FakeBook(), declared)


def put(client: "S3Client", content: bytes = PHOTO) -> str:
    key = object_key(REFERENCE, EVIDENCE)
    return client.put_object(Bucket=BUCKET, Key=key, Body=content, ChecksumAlgorithm="SHA256")[
        "VersionId"
    ]


def tag(client: "S3Client", version: str, result: str) -> None:
    client.put_object_tagging(
        Bucket=BUCKET,
        Key=object_key(REFERENCE, EVIDENCE),
        VersionId=version,
        Tagging={"TagSet": [{"Key": "GuardDutyMalwareScanStatus", "Value": result}]},
    )


def policy_of(form: Mapping[str, Any]) -> Mapping[str, Any]:
    policy: Mapping[str, Any] = json.loads(base64.b64decode(form["fields"]["policy"]))
    return policy


def accepts(form: Mapping[str, Any], size: int, **changes: str) -> bool:
    """S3's rules: every field is named by a condition, every condition holds."""
    fields = {
        **form["fields"],
        **{name.replace("_", "-"): value for name, value in changes.items()},
    }
    told = {name for name in fields if name not in ("policy", "x-amz-signature")}
    named: set[str] = set()
    holds = True
    for condition in policy_of(form)["conditions"]:
        if isinstance(condition, list):
            holds &= condition[1] <= size <= condition[2]
        else:
            ((name, value),) = condition.items()
            named.add(name)
            holds &= name == "bucket" or fields.get(name) == value
    return holds and told <= named


def test_a_form_takes_exactly_the_file_that_was_declared(forms: EvidenceForms) -> None:
    declared = declared_of("Awa.jpg", "image/jpeg", PHOTO)
    form = forms.upload_form(REFERENCE, evidence_of(declared), NOON, MOST)
    size = len(PHOTO)
    assert ["content-length-range", size, size] in policy_of(form)["conditions"]
    assert accepts(form, size)
    assert not accepts(form, size + 1)
    assert not accepts(form, size - 1)
    assert not accepts(form, size, Content_Type="text/html")
    assert not accepts(form, size, key="evidence/other/original")
    assert not accepts(form, size, x_amz_checksum_sha256="other")
    assert not accepts(form, size, x_amz_tagging="<Tagging/>")
    assert not accepts(form, size, x_amz_server_side_encryption_aws_kms_key_id="other")
    assert form["fields"]["x-amz-checksum-sha256"] == HASH
    assert form["fields"]["key"] == f"evidence/{REFERENCE}/{EVIDENCE}/original"
    assert form["fields"]["Content-Disposition"] == f'attachment; filename="{EVIDENCE}.jpg"'
    assert "Awa" not in json.dumps(form) + json.dumps(policy_of(form))


def test_forms_and_addresses_name_the_region_of_the_bucket(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A young bucket is known in its own region alone, and a redirected form loses its file."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    signing = evidence_forms(BUCKET, KEY_ARN)
    evidence = evidence_of(Declared())
    form = signing.upload_form(REFERENCE, evidence, NOON, MOST)
    assert form["url"] == "https://evidence.s3.eu-west-1.amazonaws.com/"
    seen = replace(evidence, kind="jpeg")
    address = signing.download_address(REFERENCE, seen, "derivative", Stored("v1", 1))
    assert address.startswith("https://evidence.s3.eu-west-1.amazonaws.com/evidence/")
    assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in address


def test_a_form_ends_with_the_evidence_however_late_it_is_asked_for_again(
    forms: EvidenceForms,
) -> None:
    late = forms.upload_form(REFERENCE, evidence_of(Declared()), NOON + minutes(20), MOST)
    assert policy_of(late)["expiration"] < datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_form_lasts_five_minutes(forms: EvidenceForms) -> None:
    evidence = evidence_of(Declared())
    assert evidence.expires_at - evidence.requested_at == minutes(5)
    before = datetime.now(UTC).replace(microsecond=0)
    form = forms.upload_form(REFERENCE, evidence, NOON, MOST)
    after = datetime.now(UTC)
    assert {"x-amz-algorithm": "AWS4-HMAC-SHA256"} in policy_of(form)["conditions"]
    end = datetime.fromisoformat(policy_of(form)["expiration"])
    assert before + minutes(5) <= end <= after + minutes(5)


def test_a_form_without_javascript_leads_back_to_a_page(forms: EvidenceForms) -> None:
    back = "https://complaints.example.org/en/case/evidence"
    form = forms.upload_form(REFERENCE, evidence_of(Declared()), NOON, MOST, back)
    assert form["fields"]["success_action_redirect"] == back
    assert form["fields"]["Content-Type"] == "application/octet-stream"
    assert accepts(form, 0)
    assert accepts(form, MOST)
    assert not accepts(form, MOST + 1)


def test_only_originals_are_recognised_by_their_key() -> None:
    assert original_of(object_key(REFERENCE, EVIDENCE)) == (REFERENCE, EVIDENCE)
    for key in (object_key(REFERENCE, EVIDENCE, "derivative"), "evidence///original", "x"):
        assert original_of(key) is None


def test_an_address_is_of_one_version_for_five_minutes_as_an_attachment(
    forms: EvidenceForms,
) -> None:
    evidence = Evidence(EVIDENCE, EvidenceState.AVAILABLE, NOON, NOON, kind="jpeg")
    address = forms.download_address(REFERENCE, evidence, "derivative", Stored("v7", 9))
    asked = parse_qs(urlsplit(address).query)
    assert urlsplit(address).path.endswith(f"/{object_key(REFERENCE, EVIDENCE, 'derivative')}")
    assert asked["versionId"] == ["v7"]
    assert asked["X-Amz-Expires"] == ["300"]
    assert asked["response-content-disposition"][0].startswith("attachment;")
    assert asked["response-content-type"] == ["image/jpeg"]


def test_the_version_that_was_asked_for_is_read_however_many_follow(
    client: "S3Client", bucket: EvidenceBucket
) -> None:
    first = put(client)
    second = put(client, b"swapped")
    newest = bucket.head(REFERENCE, EVIDENCE, None)
    assert newest == Stored(second, len(b"swapped"))
    assert bucket.head(REFERENCE, EVIDENCE, first) == Stored(first, len(PHOTO))
    assert b"".join(bucket.read(REFERENCE, EVIDENCE, first)) == PHOTO


def test_what_is_not_there_is_none(bucket: EvidenceBucket) -> None:
    assert bucket.head(REFERENCE, EVIDENCE, None) is None
    with pytest.raises(FileNotFoundError):
        list(bucket.read(REFERENCE, EVIDENCE, "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY"))


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        ("NO_THREATS_FOUND", Malware.CLEAN),
        ("THREATS_FOUND", Malware.INFECTED),
        ("UNSUPPORTED", Malware.UNSCANNABLE),
        ("ACCESS_DENIED", Malware.FAILED),
        ("FAILED", Malware.FAILED),
        ("anything else", Malware.UNKNOWN),
    ],
)
def test_guarddutys_word_on_this_version_counts(
    result: str, verdict: Malware, client: "S3Client", bucket: EvidenceBucket
) -> None:
    first, second = put(client), put(client)
    tag(client, first, result)
    assert bucket.malware(REFERENCE, EVIDENCE, first) is verdict
    assert bucket.malware(REFERENCE, EVIDENCE, second) is Malware.UNKNOWN


def test_a_version_is_locked_by_itself_and_a_derivative_with_its_storing(
    client: "S3Client", bucket: EvidenceBucket, tmp_path: Path
) -> None:
    locked, other = put(client), put(client)
    bucket.lock(REFERENCE, EVIDENCE, locked, UNTIL)
    path = tmp_path / "derivative"
    path.write_bytes(b"cleaned")
    kept = bucket.keep_derivative(REFERENCE, EVIDENCE, path, KINDS["jpeg"], UNTIL)
    derivative = object_key(REFERENCE, EVIDENCE, "derivative")
    for key, version in ((KEY, locked), (derivative, kept.version_id)):
        with pytest.raises(client.exceptions.ClientError, match="AccessDenied"):
            client.delete_object(Bucket=BUCKET, Key=key, VersionId=version)
    client.delete_object(Bucket=BUCKET, Key=KEY, VersionId=other)  # each version by itself


def test_another_scan_is_asked_for_by_version(
    bucket: EvidenceBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanner = boto3.client("guardduty")
    asked = {"S3Object": {"Bucket": BUCKET, "Key": KEY, "VersionId": "v1"}}
    monkeypatch.setattr(boto3, "client", lambda *_args, **_kwargs: scanner)
    with Stubber(scanner) as stub:
        stub.add_response("send_object_malware_scan", {}, asked)
        bucket.scan_again(REFERENCE, EVIDENCE, "v1")
        stub.assert_no_pending_responses()


def test_a_derivative_is_kept_beside_the_original_under_the_key(
    client: "S3Client", bucket: EvidenceBucket, tmp_path: Path
) -> None:
    original = put(client)
    path = tmp_path / "derivative"
    path.write_bytes(b"cleaned")
    kept = bucket.keep_derivative(REFERENCE, EVIDENCE, path, KINDS["jpeg"], UNTIL)
    found = client.get_object(
        Bucket=BUCKET,
        Key=object_key(REFERENCE, EVIDENCE, "derivative"),
        VersionId=kept.version_id,
    )
    assert found["Body"].read() == b"cleaned"
    assert found["SSEKMSKeyId"] == KEY_ARN
    assert kept.sha256 == sha256(b"cleaned").hexdigest()
    assert bucket.head(REFERENCE, EVIDENCE, None) == Stored(original, len(PHOTO))


def answer(status: int, body: bytes, **headers: str) -> Any:
    """Stands for S3's answer to the next call."""

    class Raw:
        def __init__(self) -> None:
            self.left = [body]

        def stream(self, *_: object, **__: object) -> Iterator[bytes]:
            yield from self.left

        def read(self, *_: object, **__: object) -> bytes:
            return self.left.pop() if self.left else b""

    named: Any = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda **_: AWSResponse("https://s3", status, named, Raw())


def error(code: str) -> bytes:
    return f"<Error><Code>{code}</Code><Message>m</Message></Error>".encode()


def test_corrupted_bytes_are_never_judged(client: "S3Client", bucket: EvidenceBucket) -> None:
    corrupted = PHOTO[:-1] + b"\x00"
    length = str(len(corrupted))
    answered = answer(200, corrupted, x_amz_checksum_sha256=HASH, Content_Length=length)
    client.meta.events.register_first("before-send.s3.GetObject", answered)
    with pytest.raises(Unavailable, match="FlexibleChecksumError"):
        list(bucket.read(REFERENCE, EVIDENCE, "v1"))


def test_an_answer_cut_short_is_never_judged(client: "S3Client", bucket: EvidenceBucket) -> None:
    answered = answer(200, PHOTO[:50], Content_Length=str(len(PHOTO)))
    client.meta.events.register_first("before-send.s3.GetObject", answered)
    with pytest.raises(Unavailable, match="IncompleteReadError"):
        list(bucket.read(REFERENCE, EVIDENCE, "v1"))


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "KMS.DisabledException"),
        (400, "KMS.KMSInvalidStateException"),
        (403, "AccessDenied"),
        (503, "SlowDown"),
        (400, "KMS.ThrottlingException"),
    ],
)
def test_a_key_or_a_right_that_is_gone_keeps_a_file_in_quarantine_until_it_is_back(
    status: int, code: str, client: "S3Client", bucket: EvidenceBucket
) -> None:
    book = FakeBook()
    requested(book, declared_of("a.jpg", "image/jpeg", PHOTO))
    version = put(client)
    tag(client, version, "NO_THREATS_FOUND")
    look = a_look_into(book, bucket)
    answered = answer(status, error(code))
    client.meta.events.register_first("before-send.s3.GetObject", answered)
    with pytest.raises(Unavailable, match=code):
        look(REFERENCE, EVIDENCE, ObjectSeen(version), NOON)
    assert book.held[REFERENCE][EVIDENCE].state is EvidenceState.SCANNING
    client.meta.events.unregister("before-send.s3.GetObject", answered)
    assert look(REFERENCE, EVIDENCE, ObjectSeen(), NOON) == "available"


def a_look_into(book: FakeBook, bucket: EvidenceBucket) -> ExamineStep:
    return replace(a_look(book, FakeVault()), vault=bucket)


@pytest.mark.parametrize(
    ("status", "code"), [(404, "NoSuchKey"), (404, "NoSuchVersion"), (405, "MethodNotAllowed")]
)
def test_a_version_that_was_deleted_is_gone_and_not_out_of_reach(
    status: int, code: str, client: "S3Client", bucket: EvidenceBucket
) -> None:
    client.meta.events.register_first("before-send.s3.GetObject", answer(status, error(code)))
    with pytest.raises(FileNotFoundError):
        list(bucket.read(REFERENCE, EVIDENCE, "v1"))
    client.meta.events.register_first("before-send.s3.HeadObject", answer(status, b""))
    assert bucket.head(REFERENCE, EVIDENCE, "v1") is None


def test_a_derivative_that_cannot_be_written_makes_nothing_available(
    client: "S3Client", bucket: EvidenceBucket
) -> None:
    book = FakeBook()
    requested(book, declared_of("a.jpg", "image/jpeg", PHOTO))
    tag(client, put(client), "NO_THREATS_FOUND")
    denied = answer(400, error("KMS.DisabledException"))
    client.meta.events.register_first("before-send.s3.PutObject", denied)
    with pytest.raises(Unavailable):
        a_look_into(book, bucket)(REFERENCE, EVIDENCE, ObjectSeen(), NOON)
    assert book.held[REFERENCE][EVIDENCE].state is EvidenceState.SCANNING


def test_a_file_goes_from_form_to_derivative(client: "S3Client", bucket: EvidenceBucket) -> None:
    book = FakeBook()
    requested(book, declared_of("a.jpg", "image/jpeg", PHOTO))
    tag(client, put(client), "NO_THREATS_FOUND")
    assert a_look_into(book, bucket)(REFERENCE, EVIDENCE, ObjectSeen(), NOON) == "available"
    evidence = book.held[REFERENCE][EVIDENCE]
    assert evidence.original is not None
    assert evidence.derivative is not None
    assert evidence.original.sha256 == sha256(PHOTO).hexdigest()
