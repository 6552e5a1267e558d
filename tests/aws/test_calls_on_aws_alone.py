"""Calls that no local cloud sees are made here, by the functions' own adapters, and compared."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import botocore.handlers
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from moto.core.botocore_stubber import MockRawResponse

from shared.aws.evidence import EvidenceBucket
from shared.aws.topic import SnsPhone
from tests.aws import kept
from tests.aws.kinds import Kind, Names
from tests.aws.recorder.aws_call_recorder import Recorder
from tests.aws.recording import recorded

NAMES = Names(
    {
        ("AWS::Lambda::Function", "EvidenceFunction"): "EvidenceFunction",
        ("AWS::Lambda::Function", "NotifyAlertFunction"): "NotifyAlertFunction",
        ("AWS::S3::Bucket", "the-bucket"): "EvidenceBucket",
    },
    frozenset({"evidence", "original", "derivative"}),
)
ANSWERS = {
    "s3": b"<Tagging><TagSet></TagSet></Tagging>",
    "sns": b"<R><PublishResult><MessageId>1</MessageId></PublishResult></R>",
    "guardduty": b"{}",
}


def _vault() -> EvidenceBucket:
    return EvidenceBucket(boto3.client("s3"), "the-bucket", "a-key", guarded=True)


MADE: list[tuple[str, Callable[[], Any]]] = [
    ("EvidenceFunction", lambda: _vault().malware("BF-1", "ev1", "v1")),
    ("EvidenceFunction", lambda: _vault().scan_again("BF-1", "ev1", "v1")),
    ("NotifyAlertFunction", lambda: SnsPhone().send("+22670000000", "Somebody is in danger.")),
]


def _answer(request: Any, **_: object) -> AWSResponse:
    """Nothing leaves this process."""
    service = next(name for name in ANSWERS if f"{name}." in request.url)
    return AWSResponse(request.url, 200, HTTPHeaders(), MockRawResponse(ANSWERS[service]))


def test_these_are_the_calls_that_the_adapters_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    before = list(botocore.handlers.BUILTIN_HANDLERS)
    for function, make in MADE:
        ours = [*Recorder(tmp_path / "calls", function).handlers(), ("before-send", _answer)]
        monkeypatch.setattr(botocore.handlers, "BUILTIN_HANDLERS", [*before, *ours])
        monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
        make()
    made = set(NAMES.kinds(recorded(tmp_path / "calls")))
    assert made == kept.calls_on_aws_alone()


@pytest.mark.parametrize("kind", sorted(kept.calls_on_aws_alone()), ids=str)
def test_a_call_that_a_local_cloud_sees_is_not_among_them(kind: Kind) -> None:
    assert kind not in kept.calls()
