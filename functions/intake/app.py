"""The HTTP API's function: environment → adapters → app."""

from datetime import UTC, datetime

import boto3

from functions.intake.api import create_app
from functions.intake.deps import Deps
from shared.aws.alerts import AlertBook
from shared.aws.assembly import casework
from shared.aws.workflow import Workflow
from shared.config import setting
from shared.observability import logger


def _now() -> datetime:
    return datetime.now(UTC)


_ALERTS = AlertBook(boto3.client("dynamodb"), setting("CASES_TABLE"), _now)
_WORKFLOW = Workflow(setting("ESCALATION_MACHINE_ARN"))
handler = create_app(Deps(casework(), _ALERTS, _WORKFLOW, _now, logger("intake")))
