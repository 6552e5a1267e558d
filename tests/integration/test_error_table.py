"""What AWS refuses: worth another try, or a mistake of ours that stays what it is."""

from typing import Any

import pytest
from botocore import exceptions
from botocore.exceptions import ClientError

from shared.aws.errors import unavailable_when_down
from shared.domain.errors import Unavailable

# By service: DynamoDB, SQS, SNS, SES, Step Functions, S3.
MAY_PASS = [
    *("ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException"),
    *("InternalServerError", "ServiceUnavailable", "LimitExceededException"),
    *("TransactionInProgressException", "TransactionConflictException"),
    *("RequestThrottled", "OverLimit", "KmsDisabled", "KmsAccessDenied", "KmsThrottled"),
    *("Throttled", "ThrottledException", "InternalError", "InternalFailure", "Throttling"),
    *("KMSDisabled", "KMSAccessDenied", "KMSThrottling", "KMSInvalidState", "KMSNotFound"),
    *("TooManyRequestsException", "SendingPausedException"),
    *("ExecutionLimitExceeded", "KmsThrottlingException", "KmsAccessDeniedException"),
    *("KMS.DisabledException", "KMS.KMSInvalidStateException"),
]
OURS = [
    *("ValidationException", "AccessDeniedException", "ResourceNotFoundException"),
    *("ConditionalCheckFailedException", "IdempotentParameterMismatchException"),
    *("UnrecognizedClientException", "ExecutionAlreadyExists", "InvalidParameter", ""),
]
LOST: list[exceptions.BotoCoreError] = [
    exceptions.EndpointConnectionError(endpoint_url="https://x"),
    exceptions.ConnectTimeoutError(endpoint_url="https://x"),
    exceptions.ReadTimeoutError(endpoint_url="https://x"),
    exceptions.ConnectionClosedError(endpoint_url="https://x"),
    exceptions.NoCredentialsError(),
]


def refusal(code: str, status: int = 400) -> ClientError:
    told: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(told, "Anything")


@pytest.mark.parametrize("code", MAY_PASS)
def test_what_may_pass_is_unavailable(code: str) -> None:
    with pytest.raises(Unavailable), unavailable_when_down():
        raise refusal(code)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_fault_on_their_side_is_unavailable_whatever_its_name(status: int) -> None:
    with pytest.raises(Unavailable), unavailable_when_down():
        raise refusal("SlowDown", status)


@pytest.mark.parametrize("error", LOST, ids=lambda one: type(one).__name__)
def test_a_lost_connection_is_unavailable(error: Exception) -> None:
    with pytest.raises(Unavailable), unavailable_when_down():
        raise error


@pytest.mark.parametrize("code", OURS)
def test_a_mistake_of_ours_stays_what_it_is(code: str) -> None:
    with pytest.raises(ClientError), unavailable_when_down():
        raise refusal(code)
