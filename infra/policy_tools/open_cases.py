"""Open cases, read for a preview or to be moved: by the queue, which paused ones are in, too."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from infra.stack import Stack
from shared.aws import items, keys
from shared.domain.case.case import Case

ENDED = "~~"  # where the queue's keys of ended cases begin, see shared/aws/keys.py
BATCH = 100
READERS = 8
One = TypeVar("One")


def references(stack: Stack, agencies: Iterable[str]) -> list[str]:
    """Of every open case of these agencies, each once."""
    found: dict[str, None] = {}
    for agency in agencies:
        for reference in _queue(stack, agency):
            found[reference] = None
    return list(found)


def _queue(stack: Stack, agency: str) -> Iterator[str]:
    request: dict[str, Any] = {
        "TableName": stack.cases_table,
        "IndexName": "queue",
        "KeyConditionExpression": "queue_agency = :agency AND queue_key < :ended",
        "ExpressionAttributeValues": {
            ":agency": {"S": f"queue#{agency}"},
            ":ended": {"S": ENDED},
        },
        "ProjectionExpression": "queue_key",
    }
    client = stack.client("dynamodb")
    while True:
        page = client.query(**request)
        for item in page["Items"]:
            yield item["queue_key"]["S"].rpartition("#")[2]
        if "LastEvaluatedKey" not in page:
            break
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def cases(
    stack: Stack, wanted: Sequence[str], advance: Callable[[int], None] = lambda count: None
) -> Iterator[Case]:
    """Read a hundred at a time, several hundred at once, never more than that in memory."""
    client = stack.client("dynamodb")

    def read(batch: Sequence[str]) -> list[Case]:
        return batch_of(client, stack.cases_table, batch)

    with ThreadPoolExecutor(READERS) as pool:
        for group in batches(batches(wanted, BATCH), READERS):
            for found in pool.map(read, group):
                advance(len(found))
                yield from (case for case in found if not case.finished)


def batches(many: Sequence[One], size: int) -> list[Sequence[One]]:
    return [many[place : place + size] for place in range(0, len(many), size)]


def batch_of(client: Any, table: str, wanted: Sequence[str]) -> list[Case]:
    """At most a hundred cases as they are now, in the order asked for."""
    if not wanted:
        return []
    asked: dict[str, Any] = {
        table: {"Keys": [keys.case_key(one) for one in wanted], "ConsistentRead": True}
    }
    found: dict[str, Case] = {}
    wait = 0.05
    while asked:
        answer = client.batch_get_item(RequestItems=asked)
        for item in answer["Responses"].get(table, []):
            case = items.case_of(item)
            found[case.reference] = case
        asked = answer.get("UnprocessedKeys", {})
        if asked:
            time.sleep(wait)
            wait = min(2 * wait, 5)
    return [found[one] for one in wanted if one in found]
