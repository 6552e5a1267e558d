"""Calls a deployed function as the platform would."""

import json
from datetime import datetime
from typing import Any

from infra.local.aws import client
from infra.local.server import LocalCloudFailed
from infra.local.workspace import Place


def tick(place: Place, now: str | datetime) -> dict[str, Any]:
    """Ticks as the schedule does each minute. Raises LocalCloudFailed with the function's error."""
    instant = now.isoformat() if isinstance(now, datetime) else now
    return invoke(place, "SlaFunction", {"now": instant})


def invoke(place: Place, function: str, event: dict[str, Any]) -> dict[str, Any]:
    """`function` is its logical id in the template."""
    answer = client(place, "lambda").invoke(
        FunctionName=place.remembered()["outputs"][function], Payload=json.dumps(event)
    )
    result: dict[str, Any] = json.loads(answer["Payload"].read())
    if "FunctionError" in answer:
        raise LocalCloudFailed(f"{function} failed: {result.get('errorMessage', result)}")
    return result
