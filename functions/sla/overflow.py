"""What doesn't fit into a minute's tick, handed on through a queue."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.aws.queues import SqsQueue
from shared.domain.instants import to_text


@dataclass(frozen=True)
class Overflow:
    queue: SqsQueue

    def __call__(self, references: Sequence[str], now: datetime) -> None:
        body = json.dumps({"references": list(references), "now": to_text(now)})
        self.queue.send([body])
