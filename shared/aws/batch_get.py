"""Many items by their keys, a hundred at a time: the most that one BatchGetItem takes."""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from shared.aws.errors import unavailable_when_down
from shared.domain.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

BATCH = 100
ATTEMPTS = 5
PAUSE_SECONDS = 0.05

Key = Mapping[str, Mapping[str, str]]


def many(
    client: "DynamoDBClient", table: str, wanted: Sequence[Key], pause: float = PAUSE_SECONDS
) -> Iterator[Mapping[str, Any]]:
    """The items that there are, in no order; read strongly. Raises Unavailable when throttled."""
    for start in range(0, len(wanted), BATCH):
        yield from _batch(client, table, wanted[start : start + BATCH], pause)


def _batch(
    client: "DynamoDBClient", table: str, wanted: Sequence[Key], pause: float
) -> Iterator[Mapping[str, Any]]:
    asked: Any = {table: {"Keys": wanted, "ConsistentRead": True}}
    for attempt in range(ATTEMPTS):
        with unavailable_when_down():
            answer = client.batch_get_item(RequestItems=asked)
        yield from answer["Responses"].get(table, [])
        asked = answer.get("UnprocessedKeys")
        if not asked:
            break
        time.sleep(pause * 2**attempt)
    else:
        raise Unavailable("throttled")
