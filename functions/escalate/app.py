"""Starting the escalation workflow, and two of its steps: environment → adapters → handlers."""

from functions.escalate.people import People
from functions.escalate.recording import Record
from functions.escalate.starting import Start
from shared.aws import assembly
from shared.aws.workflow import Workflow
from shared.config import setting
from shared.handlers import made_when_asked
from shared.observability import logger

_LOG, _CLIENT = logger("escalate"), assembly.dynamo()
_STORE, _DELIVERIES = assembly.cases_to_read(_CLIENT), assembly.deliveries(_CLIENT)

__getattr__ = made_when_asked(
    start=lambda: Start(_STORE, Workflow(setting("ESCALATION_MACHINE_ARN")), _LOG),
    people=lambda: People(_STORE, assembly.policies(_CLIENT), _LOG),
    record=lambda: Record(
        assembly.casework(_CLIENT), _DELIVERIES, assembly.alerts(_CLIENT), assembly.now, _LOG
    ),
)
