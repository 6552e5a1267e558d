"""The minute tick and its overflow: environment → adapters → handlers."""

from functions.sla.handlers import Batch, Tick
from functions.sla.overflow import Overflow
from functions.sla.work import Work
from shared.aws import assembly
from shared.aws.queues import SqsQueue
from shared.config import setting
from shared.observability import guarded, logger

_LOG = logger("sla")
_WORK = Work(assembly.casework(assembly.dynamo()), _LOG)
_QUEUE = SqsQueue(setting("DUE_QUEUE_URL"))

tick = guarded(Tick(_WORK, int(setting("DUE_SHARDS")), Overflow(_QUEUE), assembly.now, _LOG))
batch = guarded(Batch(_WORK, _LOG))
