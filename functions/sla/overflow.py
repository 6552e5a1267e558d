"""The overflow of a minute's tick: handed on to `Batch` through a queue."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.domain.instants import to_text
from shared.ports import Queue


@dataclass(frozen=True)
class Overflow:
    queue: Queue

    def __call__(self, references: Sequence[str], now: datetime) -> None:
        body = json.dumps({"references": list(references), "now": to_text(now)})
        self.queue.send([body])
