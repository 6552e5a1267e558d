"""AWS errors become ours here, and nowhere else."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.errors import Unavailable

_TRANSIENT = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "ThrottledException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "OverLimit",
        "InternalServerError",
        "ServiceUnavailable",
        "TransactionInProgressException",
        "TransactionConflictException",
        "Throttling",
        "Throttled",
        "TooManyRequestsException",
        "LimitExceededException",
        "SendingPausedException",
        "AccountSuspendedException",
        "ExecutionLimitExceeded",
        "InternalError",
        "InternalFailure",
    }
)
# A key's trouble has another name with each service: KMSDisabled, KmsThrottled and the like.
_KEY_TROUBLE = "KMS"


def code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def reasons(error: ClientError) -> Sequence[Mapping[str, Any]]:
    """Returns why a transaction was cancelled, one entry for each of its items."""
    found: Sequence[Mapping[str, Any]] = error.response.get("CancellationReasons", [])
    return found


@contextmanager
def unavailable_when_down() -> Iterator[None]:
    """Turns an error that may pass into Unavailable; a mistake of ours stays what it is."""
    try:
        yield
    except ClientError as error:
        if _may_pass(error):
            raise Unavailable(code(error)) from error
        raise
    except BotoCoreError as error:
        raise Unavailable(type(error).__name__) from error


def _may_pass(error: ClientError) -> bool:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    name = code(error)
    return status >= 500 or name in _TRANSIENT or name.upper().startswith(_KEY_TROUBLE)
