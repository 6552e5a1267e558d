"""The recorder writes down which call is made on what, and nothing that anybody wrote."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from tests.aws.kinds import Kind, Names, written
from tests.aws.recorder.aws_call_recorder import Recorder, touches
from tests.aws.recording import environment, recorded

KEY = {"pk": {"S": "case#BF-1"}, "sk": {"S": "case"}}
ITEM = {**KEY, "body": {"S": "what somebody wrote"}}
NAMES = Names(
    {
        ("AWS::Lambda::Function", "redress-Intake-1A"): "IntakeFunction",
        ("AWS::DynamoDB::Table", "redress-Cases-2B"): "CasesTable",
        ("AWS::S3::Bucket", "redress-evidence-3c"): "EvidenceBucket",
        ("AWS::KMS::Key", "4d"): "EvidenceKey",
        ("AWS::SQS::Queue", "http://127.0.0.1:4566/000000000000/redress-Notify-5E"): "NotifyQueue",
    },
    frozenset({"evidence", "original", "case#policy"}),
)
DOWNLOAD = """
import boto3
s3 = boto3.client("s3", aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1")
s3.generate_presigned_url("get_object", Params={"Bucket": "a-bucket", "Key": "a/key"})
"""


def _client(service: Any, path: Path) -> Any:
    client = boto3.client(
        service, aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1"
    )
    for event, handler in Recorder(path, "redress-Intake-1A").handlers():
        client.meta.events.register(event, handler)
    return client


def _line(**about: Any) -> dict[str, Any]:
    return {"function": "redress-Intake-1A", **about}


def _kinds(*lines: dict[str, Any]) -> list[str]:
    return [str(kind) for kind in NAMES.kinds(lines)]


def test_a_call_is_written_with_its_operation_and_resource_and_no_content(tmp_path: Path) -> None:
    client = _client("dynamodb", tmp_path / "calls")
    with Stubber(client) as stub:
        stub.add_response("put_item", {}, {"TableName": ANY, "Item": ANY})
        client.put_item(TableName="redress-Cases-2B", Item=ITEM)
    assert "somebody" not in (tmp_path / "calls").read_text(encoding="utf-8")
    (line,) = recorded(tmp_path / "calls")
    assert _kinds(line) == ["dynamodb:PutItem CasesTable leading=case#*"]


def test_each_part_of_a_transaction_is_asked_for_by_itself() -> None:
    table = {"TableName": "redress-Cases-2B"}
    parts = [{"Put": {**table, "Item": ITEM}}, {"ConditionCheck": {**table, "Key": KEY}}]
    found = [
        _line(**one) for one in touches("dynamodb", "TransactWriteItems", {"TransactItems": parts})
    ]
    assert _kinds(*found) == [
        "dynamodb:TransactWriteItems.Put CasesTable leading=case#*",
        "dynamodb:TransactWriteItems.ConditionCheck CasesTable leading=case#*",
    ]


@pytest.mark.parametrize(
    ("index", "value", "expected"),
    [
        ({}, "case#BF-1", "CasesTable leading=case#*"),
        ({}, "case#policy", "CasesTable leading=case#policy"),
        ({}, "policy", "CasesTable leading=policy"),
        ({"IndexName": "queue"}, "health", "CasesTable/index/queue leading=*"),
        ({"IndexName": "due"}, "due#3", "CasesTable/index/due leading=due#*"),
    ],
)
def test_a_query_is_known_by_its_index_and_the_kind_of_partition(
    index: dict[str, str], value: str, expected: str
) -> None:
    params = {
        "TableName": "redress-Cases-2B",
        "KeyConditionExpression": "pk = :pk AND begins_with(sk, :sk)",
        "ExpressionAttributeValues": {":pk": {"S": value}, ":sk": {"S": "event#"}},
        **index,
    }
    (found,) = touches("dynamodb", "Query", params)
    assert _kinds(_line(**found)) == [f"dynamodb:Query {expected}"]


def test_a_batch_names_each_of_its_tables() -> None:
    asked = {"redress-Cases-2B": {"Keys": [KEY, {**KEY, "pk": {"S": "idem#1"}}]}}
    (found,) = touches("dynamodb", "BatchGetItem", {"RequestItems": asked})
    assert _kinds(_line(**found)) == [
        "dynamodb:BatchGetItem CasesTable leading=case#*",
        "dynamodb:BatchGetItem CasesTable leading=idem#*",
    ]


def test_a_form_to_upload_with_is_a_put_with_the_headers_that_it_is_signed_for(
    tmp_path: Path,
) -> None:
    fields = {
        "x-amz-server-side-encryption": "aws:kms",
        "x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:us-east-1:000000000000:key/4d",
    }
    _client("s3", tmp_path / "calls").generate_presigned_post(
        "redress-evidence-3c", "evidence/BF-1/ev1/original", Fields=fields
    )
    (line,) = recorded(tmp_path / "calls")
    assert line["form"]
    assert _kinds(line) == ["s3:PutObject EvidenceBucket/evidence/*/*/original key=EvidenceKey"]


def test_an_address_to_read_at_is_a_read_of_that_version(tmp_path: Path) -> None:
    key = {"Bucket": "redress-evidence-3c", "Key": "evidence/BF-1/ev1/original", "VersionId": "v"}
    _client("s3", tmp_path / "calls").generate_presigned_url("get_object", Params=key)
    (line,) = recorded(tmp_path / "calls")
    assert _kinds(line) == ["s3:GetObject EvidenceBucket/evidence/*/*/original VersionId"]


def test_a_number_is_never_written_down(tmp_path: Path) -> None:
    (found,) = touches("sns", "Publish", {"PhoneNumber": "+22670000000", "Message": "Come."})
    assert "7000" not in json.dumps(found)
    assert _kinds(_line(**found)) == ["sns:Publish a-phone"]


def test_what_the_stack_does_not_have_is_an_error_and_what_it_has_is_known_by_any_name() -> None:
    queue = _line(service="sqs", operation="SendMessageBatch")
    host = "http://127.0.0.1:4566/000000000000"
    assert _kinds(queue | {"QueueUrl": f"{host}/redress-Notify-5E"}) == [
        "sqs:SendMessageBatch NotifyQueue"
    ]
    with pytest.raises(KeyError, match="other"):
        _kinds(queue | {"QueueUrl": f"{host}/other"})


def test_a_kind_is_read_as_it_is_written() -> None:
    kind = Kind("IntakeFunction", "s3:PutObject", "EvidenceBucket/*", ("VersionId", "key=A"))
    assert written("IntakeFunction", str(kind)) == kind
    assert (kind.value("VersionId"), kind.value("key"), kind.value("Tagging")) == ("", "A", None)


@pytest.mark.parametrize("function", ["redress-Intake-1A", None])
def test_only_the_process_of_a_function_is_recorded(tmp_path: Path, function: str | None) -> None:
    """As a local cloud starts one: this folder on its path, and its name in its environment."""
    calls = tmp_path / "calls"
    given = {**os.environ, **environment(calls), "AWS_EC2_METADATA_DISABLED": "true"}
    if function is not None:
        given["AWS_LAMBDA_FUNCTION_NAME"] = function
    subprocess.run([sys.executable, "-c", DOWNLOAD], env=given, check=True)  # noqa: S603  # ours
    assert calls.exists() == (function is not None)
    if function is not None:
        (line,) = recorded(calls)
        assert (line["function"], line["operation"], line["Key"]) == (
            function,
            "GetObject",
            "a/key",
        )
