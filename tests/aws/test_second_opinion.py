"""What the local cloud takes no notice of is there in another emulator, read back by its API."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.aws.deployment import Deployment
from tests.aws.second_cloud import HOLDS, SecondCloud, deployed
from tests.contract.facts import current

NOW = Deployment(current())


@pytest.fixture(scope="module")
def second() -> Iterator[SecondCloud]:
    with deployed(current()) as cloud:
        yield cloud


def _all(kind: str) -> list[str]:
    return [name for name, _ in NOW.of_type(kind)]


def _key(second: SecondCloud, named: str) -> str:
    """The second cloud's ARN of a key of the template."""
    return second.arn(NOW.named("AWS::KMS::Key", named))


def test_all_that_holds_data_is_made(second: SecondCloud) -> None:
    assert set(second.names) == {name for kind in HOLDS for name in _all(kind)}
    assert all(second.names.values())


@pytest.mark.parametrize("name", _all("AWS::DynamoDB::Table"))
def test_a_table_has_its_indexes_stream_and_protection(second: SecondCloud, name: str) -> None:
    wanted = NOW.properties(name)
    found = second.client("dynamodb").describe_table(TableName=second.names[name])["Table"]
    assert found["KeySchema"] == wanted["KeySchema"]
    assert found["DeletionProtectionEnabled"] is wanted["DeletionProtectionEnabled"]
    assert found["BillingModeSummary"]["BillingMode"] == wanted["BillingMode"]
    stream = wanted.get("StreamSpecification", {}).get("StreamViewType")
    assert found.get("StreamSpecification", {}).get("StreamViewType") == stream
    indexes = [
        {part: index[part] for part in ("IndexName", "KeySchema", "Projection")}
        for index in found.get("GlobalSecondaryIndexes", [])
    ]
    assert indexes == wanted.get("GlobalSecondaryIndexes", [])


@pytest.mark.parametrize("name", _all("AWS::DynamoDB::Table"))
def test_a_table_takes_its_expiry_and_recovery(second: SecondCloud, name: str) -> None:
    wanted, tables = NOW.properties(name), second.client("dynamodb")
    table = {"TableName": second.names[name]}
    tables.update_time_to_live(**table, TimeToLiveSpecification=wanted["TimeToLiveSpecification"])
    recovery = wanted["PointInTimeRecoverySpecification"]
    tables.update_continuous_backups(**table, PointInTimeRecoverySpecification=recovery)

    expiry = tables.describe_time_to_live(**table)["TimeToLiveDescription"]
    assert (expiry["TimeToLiveStatus"], expiry["AttributeName"]) == ("ENABLED", "expires_at")
    kept = tables.describe_continuous_backups(**table)["ContinuousBackupsDescription"]
    assert kept["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


@pytest.mark.parametrize("name", _all("AWS::DynamoDB::Table"))
def test_a_table_s_encryption_is_one_that_dynamodb_takes(second: SecondCloud, name: str) -> None:
    """On a table like it, made by the API: moto changes no table's key later."""
    wanted, tables = NOW.properties(name), second.client("dynamodb")
    encryption = wanted["SSESpecification"]
    key = _key(second, encryption["KMSMasterKeyId"])
    given = {"Enabled": encryption["SSEEnabled"], "SSEType": encryption["SSEType"]}
    made = tables.create_table(
        TableName=f"{second.names[name]}-encrypted",
        KeySchema=wanted["KeySchema"],
        AttributeDefinitions=wanted["AttributeDefinitions"][: len(wanted["KeySchema"])],
        BillingMode=wanted["BillingMode"],
        SSESpecification={**given, "KMSMasterKeyId": key},
    )
    found = made["TableDescription"]["SSEDescription"]
    assert (found["SSEType"], found["KMSMasterKeyArn"]) == ("KMS", key)


@pytest.mark.parametrize("name", _all("AWS::S3::Bucket"))
def test_a_bucket_encrypts_under_its_key(second: SecondCloud, name: str) -> None:
    (rule,) = NOW.properties(name)["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    wanted = rule["ServerSideEncryptionByDefault"]
    answer = second.client("s3").get_bucket_encryption(Bucket=second.names[name])
    (found,) = answer["ServerSideEncryptionConfiguration"]["Rules"]
    default = found["ApplyServerSideEncryptionByDefault"]
    assert default["SSEAlgorithm"] == wanted["SSEAlgorithm"]
    if "KMSMasterKeyID" in wanted:
        assert default["KMSMasterKeyID"] == _key(second, wanted["KMSMasterKeyID"])


@pytest.mark.parametrize("name", _all("AWS::S3::Bucket"))
def test_a_bucket_takes_its_versions_lock_lifecycle_and_walls(
    second: SecondCloud, name: str
) -> None:
    wanted, s3 = NOW.properties(name), second.client("s3")
    bucket = {"Bucket": second.names[name]}
    versions = wanted["VersioningConfiguration"]
    s3.put_bucket_versioning(**bucket, VersioningConfiguration=versions)
    assert s3.get_bucket_versioning(**bucket)["Status"] == versions["Status"] == "Enabled"
    walls = wanted["PublicAccessBlockConfiguration"]
    s3.put_public_access_block(**bucket, PublicAccessBlockConfiguration=walls)
    found = s3.get_public_access_block(**bucket)["PublicAccessBlockConfiguration"]
    assert found == walls == dict.fromkeys(walls, True)
    s3.put_bucket_ownership_controls(**bucket, OwnershipControls=wanted["OwnershipControls"])
    owner = s3.get_bucket_ownership_controls(**bucket)["OwnershipControls"]
    assert owner == wanted["OwnershipControls"]
    if "LifecycleConfiguration" in wanted:
        rules = [_as_api(rule) for rule in wanted["LifecycleConfiguration"]["Rules"]]
        s3.put_bucket_lifecycle_configuration(**bucket, LifecycleConfiguration={"Rules": rules})
        assert s3.get_bucket_lifecycle_configuration(**bucket)["Rules"] == rules


def _as_api(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule of CloudFormation's as S3's own API has it: a name in capitals and a filter."""
    rest = {name: value for name, value in rule.items() if name not in ("Id", "Prefix")}
    return {"ID": rule["Id"], "Filter": {"Prefix": rule.get("Prefix", "")}, **rest}


def _locked() -> list[str]:
    return [name for name, one in NOW.of_type("AWS::S3::Bucket") if one.get("ObjectLockEnabled")]


@pytest.mark.parametrize("name", _locked())
def test_a_lock_is_one_that_s3_takes(second: SecondCloud, name: str) -> None:
    """On a bucket made with its lock, as CloudFormation makes it and moto's doesn't."""
    s3, lock = second.client("s3"), NOW.properties(name).get("ObjectLockConfiguration")
    place = {"LocationConstraint": second.session.region_name}
    bucket = f"{second.names[name]}-locked"
    s3.create_bucket(
        Bucket=bucket, ObjectLockEnabledForBucket=True, CreateBucketConfiguration=place
    )
    if lock is not None and "Rule" in lock:
        days = {key: int(value) for key, value in _retention(lock).items() if key != "Mode"}
        given = {**_retention(lock), **days}
        s3.put_object_lock_configuration(
            Bucket=bucket, ObjectLockConfiguration={**lock, "Rule": {"DefaultRetention": given}}
        )
        found = s3.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]
        kept = found["Rule"]["DefaultRetention"]
        assert {name: value for name, value in kept.items() if value} == given


def _retention(lock: dict[str, Any]) -> dict[str, Any]:
    retention: dict[str, Any] = lock["Rule"]["DefaultRetention"]
    return retention


@pytest.mark.parametrize("name", _all("AWS::SQS::Queue"))
def test_a_queue_has_its_times_and_where_its_failures_go(second: SecondCloud, name: str) -> None:
    wanted, sqs = NOW.properties(name), second.client("sqs")

    def attributes(of: str) -> dict[str, str]:
        answer = sqs.get_queue_attributes(QueueUrl=second.names[of], AttributeNames=["All"])
        found: dict[str, str] = answer["Attributes"]
        return found

    found = attributes(name)
    for each in ("VisibilityTimeout", "MessageRetentionPeriod"):
        if each in wanted:
            assert found[each] == str(wanted[each])
    assert found["SqsManagedSseEnabled"] == str(wanted["SqsManagedSseEnabled"]).lower()
    redrive = wanted.get("RedrivePolicy")
    if redrive is not None:
        letters = NOW.named("AWS::SQS::Queue", redrive["deadLetterTargetArn"])
        policy = json.loads(found["RedrivePolicy"])
        assert policy["deadLetterTargetArn"] == attributes(letters)["QueueArn"]
        assert policy["maxReceiveCount"] == redrive["maxReceiveCount"]


@pytest.mark.parametrize("name", _all("AWS::SNS::Topic"))
def test_a_topic_is_encrypted_under_its_key(second: SecondCloud, name: str) -> None:
    answer = second.client("sns").get_topic_attributes(TopicArn=second.names[name])
    key = NOW.named("AWS::KMS::Key", NOW.properties(name)["KmsMasterKeyId"])
    assert answer["Attributes"]["KmsMasterKeyId"] == second.names[key]


@pytest.mark.parametrize("name", _all("AWS::Logs::LogGroup"))
def test_a_log_group_forgets_in_time(second: SecondCloud, name: str) -> None:
    group = second.names[name]
    (found,) = second.client("logs").describe_log_groups(logGroupNamePrefix=group)["logGroups"][:1]
    assert found["logGroupName"] == group
    assert found["retentionInDays"] == int(NOW.properties(name)["RetentionInDays"])


@pytest.mark.parametrize("name", _all("AWS::KMS::Key"))
def test_a_key_turns_as_the_template_says_and_has_its_policy(
    second: SecondCloud, name: str
) -> None:
    keys, wanted = second.client("kms"), NOW.properties(name)
    key = {"KeyId": second.names[name]}
    turns = keys.get_key_rotation_status(**key)["KeyRotationEnabled"]
    assert turns is wanted.get("EnableKeyRotation", False)
    policy = keys.get_key_policy(**key, PolicyName="default")["Policy"]
    found = policy if isinstance(policy, dict) else json.loads(policy)
    assert [one["Sid"] for one in found["Statement"]] == [
        one["Sid"] for one in wanted["KeyPolicy"]["Statement"]
    ]
