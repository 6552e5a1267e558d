"""Starting the escalation workflow, and two of its steps: environment → adapters → handlers."""

from functions.escalate.find_people import FindPeople
from functions.escalate.record_alerts import AlertRecorder
from functions.escalate.start_workflow import StartWorkflow
from shared.aws import composition as assembly
from shared.aws.workflow import Workflow
from shared.runtime.config import setting
from shared.runtime.lazy_handlers import lazy_handlers
from shared.runtime.observability import logger

_LOG, _CLIENT = logger("escalate"), assembly.dynamo()
_STORE, _DELIVERIES = assembly.cases_to_read(_CLIENT), assembly.deliveries(_CLIENT)

__getattr__ = lazy_handlers(
    start=lambda: StartWorkflow(_STORE, Workflow(setting("ESCALATION_MACHINE_ARN")), _LOG),
    people=lambda: FindPeople(_STORE, assembly.policies(_CLIENT), _LOG),
    record=lambda: AlertRecorder(
        assembly.casework(_CLIENT), _DELIVERIES, assembly.alerts(_CLIENT), assembly.now, _LOG
    ),
)
