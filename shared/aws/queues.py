"""Messages into a queue, ten at a time; what was refused is sent once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import boto3

from shared.aws.errors import unavailable_when_down
from shared.aws.patience import PATIENCE
from shared.domain.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

_AT_ONCE = 10


@dataclass
class SqsQueue:
    """The client is made when first needed."""

    url: str

    @cached_property
    def client(self) -> "SQSClient":
        return boto3.client("sqs", config=PATIENCE)

    def send(self, bodies: Sequence[str]) -> None:
        for start in range(0, len(bodies), _AT_ONCE):
            part = bodies[start : start + _AT_ONCE]
            refused = self._send(
                [{"Id": str(place), "MessageBody": body} for place, body in enumerate(part)]
            )
            if refused and self._send(refused):
                raise Unavailable("a queue refused messages")

    def _send(
        self, entries: "Sequence[SendMessageBatchRequestEntryTypeDef]"
    ) -> "list[SendMessageBatchRequestEntryTypeDef]":
        """The entries that the queue refused: a batch can fail partly with a 200."""
        with unavailable_when_down():
            answer = self.client.send_message_batch(QueueUrl=self.url, Entries=entries)
        refused = {one["Id"] for one in answer.get("Failed", [])}
        return [entry for entry in entries if entry["Id"] in refused]
