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
        "InternalServerError",
        "ServiceUnavailable",
        "TransactionInProgressException",
        "KMSAccessDeniedException",
        "KMSDisabledException",
        "KMSThrottlingException",
        "Throttling",
        "Throttled",
        "TooManyRequestsException",
        "LimitExceededException",
        "SendingPausedException",
        "ExecutionLimitExceeded",
        "InternalError",
        "InternalFailure",
    }
)


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
        if code(error) in _TRANSIENT:
            raise Unavailable(code(error)) from error
        raise
    except BotoCoreError as error:
        raise Unavailable(type(error).__name__) from error
