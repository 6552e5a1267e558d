"""Starting the escalation workflow, and two of its steps: environment → adapters → handlers."""

from functions.escalate.find_people import People
from functions.escalate.record_alerts import Record
from functions.escalate.start_workflow import Start
from shared.aws import composition as assembly
from shared.aws.workflow import Workflow
from shared.runtime.config import setting
from shared.runtime.lazy_handlers import made_when_asked
from shared.runtime.observability import logger

_LOG, _CLIENT = logger("escalate"), assembly.dynamo()
_STORE, _DELIVERIES = assembly.cases_to_read(_CLIENT), assembly.deliveries(_CLIENT)

__getattr__ = made_when_asked(
    start=lambda: Start(_STORE, Workflow(setting("ESCALATION_MACHINE_ARN")), _LOG),
    people=lambda: People(_STORE, assembly.policies(_CLIENT), _LOG),
    record=lambda: Record(
        assembly.casework(_CLIENT), _DELIVERIES, assembly.alerts(_CLIENT), assembly.now, _LOG
    ),
)
