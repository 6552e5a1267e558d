"""The HTTP API's function: environment → adapters → app."""

from datetime import UTC, datetime
from functools import cache, partial

import boto3

from functions.intake.api import create_app
from functions.intake.deps import Deps
from shared.aws.alerts import AlertBook
from shared.aws.assembly import casework, evidence_bucket
from shared.aws.desk import Desk
from shared.aws.evidence_rows import DownloadQuota
from shared.aws.workflow import Workflow
from shared.config import setting
from shared.observability import logger


def _now() -> datetime:
    return datetime.now(UTC)


_CLIENT = boto3.client("dynamodb")
_ALERTS = AlertBook(_CLIENT, setting("CASES_TABLE"), _now)
_QUOTA = DownloadQuota(_CLIENT, setting("CASES_TABLE"), int(setting("DOWNLOADS_A_DAY")))
_WORKFLOW = Workflow(setting("ESCALATION_MACHINE_ARN"))
# Made by whoever first sends or reads a file: a second client is a third of a start.
_FILES = cache(partial(evidence_bucket, setting("EVIDENCE_BUCKET"), setting("EVIDENCE_KEY_ARN")))
_DESK = Desk(_CLIENT, setting("CASES_TABLE"), setting("SIGN_IN_URL"), setting("USER_POOL"))
handler = create_app(
    Deps(
        casework(),
        _ALERTS,
        _WORKFLOW,
        _FILES,
        _QUOTA,
        setting("PUBLIC_URL", ""),
        setting("STATIC_URL"),
        _now,
        logger("intake"),
        _DESK,
    )
)
