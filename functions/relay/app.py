"""The stream's one reader: environment → queues → handler."""

from functions.relay.relaying import ESCALATION, NOTIFY, Relay
from shared.aws.queues import SqsQueue
from shared.config import setting
from shared.observability import guarded, logger

_QUEUES = {
    ESCALATION: SqsQueue(setting("ESCALATION_QUEUE_URL")),
    NOTIFY: SqsQueue(setting("NOTIFY_QUEUE_URL")),
}

handler = guarded(Relay(_QUEUES, logger("relay")))
