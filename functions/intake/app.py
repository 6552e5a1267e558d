"""The HTTP API's function: environment → adapters → app."""

from functools import cache, partial

from functions.intake.application import create_app
from functions.intake.service.dependencies import Deps
from shared.aws import composition as assembly
from shared.aws.desk_sign_in import Desk
from shared.aws.evidence_rows import DownloadQuota
from shared.aws.workflow import Workflow
from shared.runtime.config import setting
from shared.runtime.observability import logger

_CLIENT = assembly.dynamo()
_QUOTA = DownloadQuota(_CLIENT, setting("CASES_TABLE"), int(setting("DOWNLOADS_A_DAY")))
_WORKFLOW = Workflow(setting("ESCALATION_MACHINE_ARN"))
# Made by whoever first sends or reads a file: a second client is a third of a start.
_FILES = cache(
    partial(assembly.evidence_forms, setting("EVIDENCE_BUCKET"), setting("EVIDENCE_KEY_ARN"))
)
_DESK = Desk(_CLIENT, setting("CASES_TABLE"), setting("SIGN_IN_URL"), setting("USER_POOL"))
handler = create_app(
    Deps(
        casework=assembly.casework(_CLIENT),
        alerts=assembly.alerts(_CLIENT),
        workflow=_WORKFLOW,
        files=_FILES,
        quota=_QUOTA,
        public_url=setting("PUBLIC_URL", ""),
        static_url=setting("STATIC_URL"),
        clock=assembly.now,
        log=logger("intake"),
        desk=_DESK,
    )
)
