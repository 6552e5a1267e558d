"""Stores that cost nothing of their own: what is measured over them is the code above."""

from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders

from shared.domain.case.case import Case
from shared.domain.case.change import Change
from tests.fakes import FakeCases

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class Remembering(FakeCases):
    """Keeps each case as it was committed, as the table does: nothing is replayed."""

    def load(self, reference: str) -> Case:
        return self._known[reference]

    def _append(self, change: Change) -> None:
        super()._append(change)
        self._known[change.case.reference] = change.case

    @cached_property
    def _known(self) -> dict[str, Case]:
        return {}

    def _cases(self) -> list[tuple[str, Case]]:
        return [(reference, self.load(reference)) for reference in self.chains]


def client_without_a_network() -> "DynamoDBClient":
    """Serialises and signs each request as ever, and is told at once that all went well."""
    client = boto3.client(
        "dynamodb",
        region_name="eu-west-1",
        aws_access_key_id="bench",
        aws_secret_access_key="bench",  # noqa: S106  # opens nothing
    )
    # The stubs don't know that what a hook of this event returns is the answer.
    client.meta.events.register("before-send.dynamodb", _done)  # type: ignore[arg-type]
    return client


def _done(request: AWSPreparedRequest, **_: object) -> AWSResponse:
    kind = HTTPHeaders.from_dict({"Content-Type": "application/x-amz-json-1.0"})
    return AWSResponse(request.url, 200, kind, _Raw(b"{}"))


class _Raw(BytesIO):
    """What urllib3 would hand over."""

    def stream(self) -> Iterator[bytes]:
        yield self.read()
