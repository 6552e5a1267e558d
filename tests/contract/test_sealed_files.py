"""What the template promises of the bucket that documents lie in, and of who may do what there."""

from typing import Any

from tests.contract import expanded
from tests.contract.expanded import logical_id, many, of_type

BUCKET = of_type("AWS::S3::Bucket")["EvidenceBucket"]


def refusals() -> dict[str, dict[str, Any]]:
    policy = of_type("AWS::S3::BucketPolicy")["EvidenceBucketPolicy"]
    statements = many(policy["PolicyDocument"]["Statement"])
    assert {one["Effect"] for one in statements} == {"Deny"}
    return {one["Sid"]: one for one in statements}


def test_an_unfinished_upload_is_thrown_away_after_a_day() -> None:
    (rule,) = BUCKET["LifecycleConfiguration"]["Rules"]
    assert rule["Status"] == "Enabled"
    assert rule["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 1}
    assert not {"ExpirationInDays", "NoncurrentVersionExpiration"} & set(rule)


def test_nothing_of_the_bucket_is_public_and_nobody_else_owns_an_object() -> None:
    assert BUCKET["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": True,
    }
    (rule,) = BUCKET["OwnershipControls"]["Rules"]
    assert rule == {"ObjectOwnership": "BucketOwnerEnforced"}


def test_every_version_stays_and_can_be_locked_and_a_form_needs_no_checksum() -> None:
    """With a default retention S3 refuses every upload that carries no checksum."""
    assert BUCKET["VersioningConfiguration"] == {"Status": "Enabled"}
    assert BUCKET["ObjectLockEnabled"] is True
    assert "ObjectLockConfiguration" not in BUCKET


def test_the_examination_locks_for_as_long_as_the_stack_says() -> None:
    variables = of_type("AWS::Lambda::Function")["EvidenceFunction"]["Environment"]["Variables"]
    assert variables["EVIDENCE_LOCK_DAYS"] == {"Ref": "EvidenceLockDays"}


def test_objects_are_encrypted_under_the_bucket_s_own_key_with_few_calls_of_it() -> None:
    (rule,) = BUCKET["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    usual = rule["ServerSideEncryptionByDefault"]
    assert (usual["SSEAlgorithm"], logical_id(usual["KMSMasterKeyID"])) == (
        "aws:kms",
        "EvidenceKey",
    )
    assert rule["BucketKeyEnabled"] is True
    shared = {logical_id(one["SSESpecification"]["KMSMasterKeyId"]) for one in tables()}
    assert "EvidenceKey" not in shared
    other = refusals()["RefuseOtherKeys"]
    ((condition, value),) = other["Condition"]["StringNotEqualsIfExists"].items()
    assert condition == "s3:x-amz-server-side-encryption-aws-kms-key-id"
    assert (other["Action"], logical_id(value)) == ("s3:PutObject", "EvidenceKey")


def tables() -> list[dict[str, Any]]:
    return list(of_type("AWS::DynamoDB::Table").values())


def test_nobody_speaks_to_the_bucket_in_the_clear() -> None:
    clear = refusals()["RefusePlainHttp"]
    assert (clear["Principal"], clear["Action"]) == ("*", "s3:*")
    assert clear["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert len(clear["Resource"]) == 2  # the bucket, and all that is in it


def test_only_guardduty_says_whether_a_file_is_clean() -> None:
    verdicts = refusals()["OnlyTheScannerSetsVerdicts"]
    assert set(verdicts["Action"]) == {"s3:PutObjectTagging", "s3:PutObjectVersionTagging"}
    assert "ArnNotLike" in verdicts["Condition"]


def test_bucket_and_key_outlive_their_stack() -> None:
    for name in ("EvidenceBucket", "EvidenceKey"):
        assert expanded.resources()[name]["DeletionPolicy"] == "RetainExceptOnCreate"
