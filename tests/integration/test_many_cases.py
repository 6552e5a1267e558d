"""Many cases and complaints at once, in chunks that DynamoDB takes, whole even when throttled."""

from typing import TYPE_CHECKING, Any

import pytest

from shared.application.casework import Casework
from shared.aws import batch_get as batches
from shared.aws import keys
from shared.aws.cases import DynamoCases
from shared.domain.errors import Unavailable
from tests.fakes import NOON, a_complaint, counted_bytes, policies
from tests.moments import CITIZEN

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def filed(store: DynamoCases, number: int) -> list[str]:
    casework = Casework(store, policies(), counted_bytes())
    complaints = [a_complaint(description=f"Complaint {place}.") for place in range(number)]
    return [
        str(
            casework.file(one, CITIZEN, NOON, lambda case: {"reference": case.reference}).answer[
                "reference"
            ]
        )
        for one in complaints
    ]


def test_more_than_a_hundred_are_read_a_hundred_at_a_time(store: DynamoCases) -> None:
    references = filed(store, 103)
    assert list(store.complaints(references)) and len(store.complaints(references)) == 103


class Stingy:
    """A table that gives one item at a time, and after so many questions none."""

    def __init__(self, client: Any, patience: int) -> None:
        self.client, self.patience = client, patience

    def batch_get_item(self, RequestItems: Any) -> Any:  # boto3's name
        ((table, asked),) = RequestItems.items()
        self.patience -= 1
        given = asked["Keys"][:1] if self.patience >= 0 else []
        answer = (
            self.client.batch_get_item(RequestItems={table: asked | {"Keys": given}})
            if (given)
            else {"Responses": {}}
        )
        left = asked["Keys"][len(given) :]
        return answer | {"UnprocessedKeys": {table: asked | {"Keys": left}} if left else {}}


def test_what_the_table_leaves_out_is_asked_for_again(
    store: DynamoCases, dynamo: "DynamoDBClient"
) -> None:
    wanted = [keys.case_key(one) for one in filed(store, 3)]
    client: Any = Stingy(dynamo, patience=3)
    assert len(list(batches.many(client, "cases", wanted, pause=0))) == 3


def test_a_table_that_gives_nothing_more_is_unavailable(
    store: DynamoCases, dynamo: "DynamoDBClient"
) -> None:
    wanted = [keys.case_key(one) for one in filed(store, 3)]
    client: Any = Stingy(dynamo, patience=1)
    with pytest.raises(Unavailable):
        list(batches.many(client, "cases", wanted, pause=0))
