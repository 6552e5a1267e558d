"""What AWS holds of the template and the local cloud ignores is held here."""

from typing import Any

import pytest

from infra.packaging import template
from infra.packaging.build import ROOT
from tests.contract import expanded
from tests.contract.expanded import logical_id, many, of_type

TABLES = {"CasesTable": "CasesKey", "IdentitiesTable": "IdentitiesKey"}
SOURCES = of_type("AWS::Lambda::EventSourceMapping")
ERRORS = ("FunctionErrorsAlarm", "AlertErrorsAlarm")
TIMED_OUT_BY_THE_GATEWAY = 29


def _function(name: str) -> dict[str, Any]:
    return of_type(expanded.FUNCTION)[name]


@pytest.mark.parametrize(("table", "key"), TABLES.items())
def test_a_table_can_be_restored_and_is_encrypted_under_its_own_key(table: str, key: str) -> None:
    properties = of_type("AWS::DynamoDB::Table")[table]
    assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert properties["SSESpecification"]["SSEType"] == "KMS"
    assert logical_id(properties["SSESpecification"]["KMSMasterKeyId"]) == key
    assert properties["DeletionProtectionEnabled"] == {"Fn::If": ["Protected", True, False]}
    assert expanded.resources()[table]["DeletionPolicy"] == "RetainExceptOnCreate"


def test_no_other_table_exists() -> None:
    assert set(of_type("AWS::DynamoDB::Table")) == set(TABLES)


def test_cases_have_a_stream_of_new_images_and_rows_that_expire() -> None:
    properties = of_type("AWS::DynamoDB::Table")["CasesTable"]
    assert properties["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}
    assert properties["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


def test_the_due_index_holds_keys_only_and_the_queue_index_what_a_list_shows() -> None:
    indexes = of_type("AWS::DynamoDB::Table")["CasesTable"]["GlobalSecondaryIndexes"]
    projections = {each["IndexName"]: each["Projection"] for each in indexes}
    assert projections.keys() == {"due", "queue", "changed"}
    assert projections["due"] == {"ProjectionType": "KEYS_ONLY"}
    assert projections["queue"]["ProjectionType"] == "INCLUDE"
    assert "summary" in projections["queue"]["NonKeyAttributes"]
    assert projections["changed"]["NonKeyAttributes"] == ["seq", "head"]


def test_every_key_that_can_be_is_rotated() -> None:
    for properties in of_type("AWS::KMS::Key").values():
        signs = properties.get("KeyUsage") == "SIGN_VERIFY"  # such a key can't be rotated
        assert signs or properties["EnableKeyRotation"] is True


@pytest.mark.parametrize(
    "kind",
    ["AWS::KMS::Key", "AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Cognito::UserPool"],
)
def test_what_cannot_be_made_again_outlives_its_stack_and_its_replacement(kind: str) -> None:
    found = [one for one in expanded.resources().values() if one["Type"] == kind]
    assert found
    for each in found:
        assert each["DeletionPolicy"] == "RetainExceptOnCreate"
        assert each["UpdateReplacePolicy"] == "Retain"


def test_every_queue_is_encrypted_and_each_that_is_read_has_a_dead_letter_queue() -> None:
    queues = of_type(expanded.QUEUE)
    read = {logical_id(each["EventSourceArn"]) for each in SOURCES.values()} & set(queues)
    assert read == {name for name in queues if name.endswith("Queue")}
    for name, properties in queues.items():
        assert properties["SqsManagedSseEnabled"] is True
        if name in read:
            redrive = properties["RedrivePolicy"]
            assert logical_id(redrive["deadLetterTargetArn"]) in queues
            assert 3 <= redrive["maxReceiveCount"] <= 10


def test_a_message_stays_hidden_six_times_as_long_as_its_reader_may_run() -> None:
    for mapping in SOURCES.values():
        queue = of_type(expanded.QUEUE).get(logical_id(mapping["EventSourceArn"]))
        if queue is not None:
            timeout = _function(logical_id(mapping["FunctionName"]))["Timeout"]
            gathering = mapping.get("MaximumBatchingWindowInSeconds", 0)
            assert queue["VisibilityTimeout"] == 6 * timeout + gathering


def test_every_mapping_reports_the_failed_ones_of_a_batch() -> None:
    for mapping in SOURCES.values():
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_a_poison_record_leaves_the_stream_after_finite_tries() -> None:
    (stream,) = (each for each in SOURCES.values() if "StartingPosition" in each)
    assert stream["BisectBatchOnFunctionError"] is True
    assert 0 < stream["MaximumRetryAttempts"] < 100
    failed = stream["DestinationConfig"]["OnFailure"]["Destination"]
    assert logical_id(failed) == "StreamDeadLetters"
    assert '{"prefix": "event#"}' in stream["FilterCriteria"]["Filters"][0]["Pattern"]


def test_the_tick_comes_each_minute_with_the_minute_it_stands_for() -> None:
    schedule = of_type("AWS::Scheduler::Schedule")["TickSchedule"]
    assert schedule["ScheduleExpression"] == "rate(1 minute)"
    target = schedule["Target"]
    assert target["Input"] == '{"now": "<aws.scheduler.scheduled-time>"}'
    assert logical_id(target["DeadLetterConfig"]["Arn"]) == "TickDeadLetters"
    assert target["RetryPolicy"]["MaximumRetryAttempts"] > 0


def test_pending_evidence_is_looked_at_often_and_nothing_is_tried_twice_by_the_schedule() -> None:
    schedule = of_type("AWS::Scheduler::Schedule")["EvidenceSchedule"]
    assert schedule["ScheduleExpression"] == "rate(5 minutes)"
    target = schedule["Target"]
    assert logical_id(target["Arn"]) == "EvidenceFunction"
    assert target["Input"] == '{"now": "<aws.scheduler.scheduled-time>"}'
    assert target["RetryPolicy"]["MaximumRetryAttempts"] == 0
    assert logical_id(target["DeadLetterConfig"]["Arn"]) == "EvidenceDeadLetters"


def test_evidence_is_kept_versioned_locked_private_and_under_its_own_key() -> None:
    bucket = of_type("AWS::S3::Bucket")["EvidenceBucket"]
    (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["BucketKeyEnabled"] is True
    key = rule["ServerSideEncryptionByDefault"]["KMSMasterKeyID"]
    assert logical_id(key) == "EvidenceKey"
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert bucket["ObjectLockEnabled"] is True
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert expanded.resources()["EvidenceBucket"]["DeletionPolicy"] == "RetainExceptOnCreate"


def test_an_attestation_is_locked_for_years_private_and_made_once_a_day() -> None:
    bucket = of_type("AWS::S3::Bucket")["AuditBucket"]
    rule = bucket["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert rule == {"Mode": "COMPLIANCE", "Years": {"Ref": "AttestationLockYears"}}
    assert bucket["ObjectLockEnabled"] is True
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    (encryption,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    assert expanded.resources()["AuditBucket"]["DeletionPolicy"] == "RetainExceptOnCreate"
    schedule = of_type("AWS::Scheduler::Schedule")["AuditSchedule"]
    assert schedule["ScheduleExpression"] == "cron(10 0 * * ? *)"
    assert logical_id(schedule["Target"]["Arn"]) == "AuditFunction"


def test_a_day_without_an_attestation_raises_the_alarm() -> None:
    alarm = of_type("AWS::CloudWatch::Alarm")["AttestationMissingAlarm"]
    assert alarm["Period"] * alarm["EvaluationPeriods"] == 26 * 3_600  # a day, and room for delay
    assert alarm["TreatMissingData"] == "breaching"


def test_every_queue_refuses_plain_http_on_aws() -> None:
    """By one policy each: a second one would replace the first."""
    named = [
        logical_id(queue)
        for policy in of_type("AWS::SQS::QueuePolicy").values()
        for queue in policy["Queues"]
    ]
    assert sorted(named) == sorted(of_type(expanded.QUEUE))


def test_a_tick_ends_before_the_next_and_an_answer_before_the_gateway_gives_up() -> None:
    assert _function("SlaFunction")["Timeout"] < 60
    assert _function("IntakeFunction")["Timeout"] < TIMED_OUT_BY_THE_GATEWAY


@pytest.mark.parametrize("name", sorted(of_type(expanded.FUNCTION)))
def test_a_function_has_its_log_group_its_traces_and_the_layer(name: str) -> None:
    function = _function(name)
    assert function["LoggingConfig"] == {"LogGroup": {"Ref": name.replace("Function", "LogGroup")}}
    assert function["TracingConfig"] == {"Mode": "Active"}
    assert function["Runtime"] == "python3.11"
    assert function["Architectures"] == ["x86_64"]
    assert len(function["Layers"]) == 1


def test_every_log_group_is_encrypted_and_forgets() -> None:
    groups = of_type("AWS::Logs::LogGroup")
    assert len(groups) == len(of_type(expanded.FUNCTION)) + 2
    for properties in groups.values():
        assert properties["RetentionInDays"] == {"Ref": "LogRetentionDays"}
        assert logical_id(properties["KmsKeyId"]) == "OperationsKey"


def test_every_topic_is_encrypted() -> None:
    for properties in of_type("AWS::SNS::Topic").values():
        assert logical_id(properties["KmsMasterKeyId"]) == "OperationsKey"


def test_each_dead_letter_queue_has_an_alarm_and_each_alarm_tells_somebody() -> None:
    alarms = of_type("AWS::CloudWatch::Alarm")
    watched = {
        logical_id(dimension["Value"])
        for each in alarms.values()
        for dimension in each.get("Dimensions", [])
        if dimension["Name"] == "QueueName"
    }
    assert watched == {name for name in of_type(expanded.QUEUE) if name.endswith("DeadLetters")}
    for properties in alarms.values():
        assert properties["AlarmActions"] == [{"Ref": "OperationsTopic"}]


def test_the_runbook_says_what_to_do_about_each_alarm() -> None:
    text = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    assert rows == set(of_type("AWS::CloudWatch::Alarm"))


def test_an_error_of_any_function_raises_an_alarm() -> None:
    """But not the validator's: its error refuses a policy, and must not roll another one back."""
    watched = [
        each["MetricStat"]["Metric"]["Dimensions"][0]["Value"]["Ref"]
        for name in ERRORS
        for each in of_type("AWS::CloudWatch::Alarm")[name]["Metrics"]
        if "MetricStat" in each
    ]
    assert sorted(watched) == sorted(set(of_type(expanded.FUNCTION)) - {"PolicyValidatorFunction"})


def test_a_policy_is_checked_before_it_is_deployed_and_taken_back_when_an_alarm_rings() -> None:
    profile = of_type("AWS::AppConfig::ConfigurationProfile")["PolicyProfile"]
    validator = {"Fn::GetAtt": ["PolicyValidatorFunction", "Arn"]}
    assert profile["Validators"] == [{"Type": "LAMBDA", "Content": validator}]
    environment = of_type("AWS::AppConfig::Environment")["PolicyEnvironment"]
    monitors = environment["Monitors"]["Fn::If"][1]
    assert {one["AlarmArn"]["Fn::GetAtt"][0] for one in monitors} == {
        *ERRORS,
        "ApiErrorsAlarm",
    }
    strategy = of_type("AWS::AppConfig::DeploymentStrategy")["PolicyStrategy"]
    assert strategy["DeploymentDurationInMinutes"] == 0
    assert strategy["FinalBakeTimeInMinutes"] == {"Fn::If": ["OnAws", 10, 0]}


def test_three_minutes_without_a_tick_raise_the_alarm() -> None:
    alarm = of_type("AWS::CloudWatch::Alarm")["TickSilentAlarm"]
    assert (alarm["Period"], alarm["EvaluationPeriods"]) == (60, 3)
    assert alarm["TreatMissingData"] == "breaching"


def test_staff_can_not_change_their_own_agency() -> None:
    client = of_type("AWS::Cognito::UserPoolClient")["UserPoolClient"]
    assert "custom:agency" in client["ReadAttributes"]
    assert "custom:agency" not in client["WriteAttributes"]
    pool = of_type("AWS::Cognito::UserPool")["UserPool"]
    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}


def test_no_deployment_on_aws_and_no_later_local_one_touches_the_policy_in_force() -> None:
    local = {"Fn::Equals": [{"Ref": "Cloud"}, "local"]}
    assert local in template.load()["Conditions"]["InstallsPolicy"]["Fn::And"]
    for name in ("DefaultPolicy", "DefaultPolicyDeployment"):
        resource = expanded.resources()[name]
        assert resource["Condition"] == "InstallsPolicy"
        assert resource["DeletionPolicy"] == "RetainExceptOnCreate"
        assert resource["UpdateReplacePolicy"] == "Retain"


def test_what_listens_refuses_plain_http_on_aws() -> None:
    for name in (
        "QueuesRefusePlainHttp",
        "AlertTopicPolicy",
        "EvidenceQueuesPolicy",
        "EvidenceBucketPolicy",
        "AuditBucketPolicy",
    ):
        resource = expanded.resources()[name]
        assert resource["Condition"] == "OnAws"
        denied = [
            s
            for s in resource["Properties"]["PolicyDocument"]["Statement"]
            if s["Effect"] == "Deny"
        ]
        assert many(denied)[0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
