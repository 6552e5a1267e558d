"""Names each new event to those who act on it, by one table of readers.

A stream's shard stands still while a batch fails, so nothing is decided here: keys are copied into
queues, where a bad message stops nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools import Logger

from shared.application.event_message import event_message
from shared.domain.vocabulary import EventName
from shared.ports import Queue

ESCALATION = "escalation"
ASSIGN = "assign"
NOTIFY = "notify"

READERS: Mapping[str, tuple[str, ...]] = {
    EventName.ESCALATED: (ESCALATION,),
    EventName.FILED: (NOTIFY, ASSIGN),
    EventName.CLOCK_WARNED: (NOTIFY,),
    EventName.ACKNOWLEDGED: (NOTIFY,),
    EventName.ACCEPTED: (NOTIFY,),
    EventName.NOT_ACCEPTED: (NOTIFY,),
    EventName.REPLIED: (NOTIFY,),
    EventName.INFORMATION_REQUESTED: (NOTIFY,),
    EventName.EXTENDED: (NOTIFY,),
    EventName.DECISION_SIGNED_OFF: (NOTIFY,),
    EventName.CLOSED: (NOTIFY,),
    EventName.MESSAGE_RECEIVED: (NOTIFY,),
    EventName.AGENCY_ASKED: (NOTIFY,),
    EventName.DECISION_RETURNED: (NOTIFY,),
    EventName.ASSIGNED: (NOTIFY,),
    EventName.BREAK_GLASS_REQUESTED: (NOTIFY,),
    EventName.BREAK_GLASS_GRANTED: (NOTIFY,),
    EventName.CASES_RECALCULATED: (NOTIFY,),
    EventName.EVIDENCE_REJECTED: (NOTIFY,),
    EventName.EVIDENCE_EXPIRED: (NOTIFY,),
    EventName.REFERRED: (NOTIFY,),
    EventName.MERGED: (NOTIFY,),
    EventName.MEDIATION_PROPOSED: (NOTIFY,),
    EventName.MEDIATION_FAILED: (NOTIFY,),
    EventName.APPEALED: (NOTIFY, ASSIGN),
    EventName.REOPENED: (NOTIFY, ASSIGN),
    EventName.FOLLOWED_UP: (NOTIFY,),
    EventName.TRIAGED: (ASSIGN,),
    EventName.RECUSED: (ASSIGN,),
    EventName.SUBJECT_NAMED: (ASSIGN,),
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
