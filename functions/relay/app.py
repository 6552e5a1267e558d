"""The stream's one reader: environment → queues → handler."""

from functions.relay.relay_events import ASSIGN, ESCALATION, NOTIFY, Relay
from shared.aws.queues import SqsQueue
from shared.runtime.config import setting
from shared.runtime.observability import guarded, logger

_QUEUES = {
    ASSIGN: SqsQueue(setting("ASSIGN_QUEUE_URL")),
    ESCALATION: SqsQueue(setting("ESCALATION_QUEUE_URL")),
    NOTIFY: SqsQueue(setting("NOTIFY_QUEUE_URL")),
}

handler = guarded(Relay(_QUEUES, logger("relay")))
