"""The minute tick and its overflow: environment → adapters → handlers."""

from functions.sla.overflow import Overflow
from functions.sla.tick import Batch, Tick
from functions.sla.tick_cases import TickCases
from shared.aws import composition as assembly
from shared.aws.queues import SqsQueue
from shared.runtime.config import setting
from shared.runtime.observability import guarded, logger

_LOG = logger("sla")
_WORK = TickCases(assembly.casework(assembly.dynamo()), _LOG)
_QUEUE = SqsQueue(setting("DUE_QUEUE_URL"))

tick = guarded(Tick(_WORK, int(setting("DUE_SHARDS")), Overflow(_QUEUE), assembly.now, _LOG))
batch = guarded(Batch(_WORK, _LOG))
