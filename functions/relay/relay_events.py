"""Names each new event to those who act on it, by the table of who hears of what.

A stream's shard stands still while a batch fails, so nothing is decided here: keys are copied into
queues, where a bad message stops nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools import Logger

from shared.application.event_message import event_message
from shared.domain.case.listeners import HEARD_BY, Listener
from shared.ports import Queue

ESCALATION = "escalation"
ASSIGN = "assign"
NOTIFY = "notify"

_ACT_THEMSELVES = {Listener.ASSIGNMENT: ASSIGN, Listener.ESCALATION: ESCALATION}


def _readers(listeners: Iterable[Listener]) -> tuple[str, ...]:
    """Whose queue it is: people are written to by notify, whoever they are."""
    return tuple(sorted({_ACT_THEMSELVES.get(one, NOTIFY) for one in listeners}))


READERS: Mapping[str, tuple[str, ...]] = {
    name: _readers(listeners) for name, listeners in HEARD_BY.items()
}


@dataclass(frozen=True)
class Relay:
    """Raises when a queue takes no messages: the whole batch comes again, and readers know doubles.

    A record that can't be read is reported, so that it ends where the stream's failures are kept.
    """

    queues: Mapping[str, Queue]
    log: Logger

    def __call__(self, event: Mapping[str, Any], _context: object) -> dict[str, Any]:
        bodies: dict[str, list[str]] = {reader: [] for reader in self.queues}
        unread = list(_sorted_out(event["Records"], bodies))
        for reader, queue in self.queues.items():
            queue.send(bodies[reader])
        counts = {reader: len(sent) for reader, sent in bodies.items()}
        self.log.info("relay", extra={**counts, "unread": len(unread)})
        return {"batchItemFailures": [{"itemIdentifier": one} for one in unread]}


def _sorted_out(records: Iterable[Any], bodies: dict[str, list[str]]) -> Iterable[str]:
    """Fills the readers' bodies; the sequence numbers of what can't be read come back."""
    for record in records:
        try:
            reference, seq, name = _event_of(record["dynamodb"]["NewImage"])
        except (KeyError, ValueError, TypeError):
            yield str(record["dynamodb"]["SequenceNumber"])
        else:
            for reader in READERS.get(name, ()):
                bodies[reader].append(event_message(reference, seq, name))


def _event_of(image: Mapping[str, Any]) -> tuple[str, int, str]:
    case, event = str(image["pk"]["S"]), str(image["sk"]["S"])
    if not (case.startswith("case#") and event.startswith("event#")):
        raise ValueError("not an event")
    name: str = image["name"]["S"]
    return case.removeprefix("case#"), int(event.removeprefix("event#")), name
