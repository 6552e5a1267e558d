"""What doesn't fit into a minute's tick, handed on through a queue."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import boto3

from shared.domain.instants import to_text

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass
class Overflow:
    """The queue's client is made when first needed: most ticks never overflow."""

    queue_url: str

    @cached_property
    def client(self) -> "SQSClient":
        return boto3.client("sqs")

    def __call__(self, references: Sequence[str], now: datetime) -> None:
        body = json.dumps({"references": list(references), "now": to_text(now)})
        self.client.send_message(QueueUrl=self.queue_url, MessageBody=body)
