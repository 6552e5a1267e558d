"""The minute tick and its overflow: environment → adapters → handlers."""

from datetime import UTC, datetime

from functions.sla.handlers import Batch, Tick
from functions.sla.overflow import Overflow
from functions.sla.work import Work
from shared.aws.assembly import casework
from shared.aws.queues import SqsQueue
from shared.config import setting
from shared.observability import guarded, logger

_LOG = logger("sla")
_WORK = Work(casework(), _LOG)
_QUEUE = SqsQueue(setting("DUE_QUEUE_URL"))


def _now() -> datetime:
    return datetime.now(UTC)


tick = guarded(Tick(_WORK, int(setting("DUE_SHARDS")), Overflow(_QUEUE), _now, _LOG))
batch = guarded(Batch(_WORK, _LOG))
