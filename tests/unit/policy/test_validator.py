"""AppConfig's validator refuses what the command refuses."""

import base64
import json
from typing import Any

import pytest
from aws_lambda_powertools import Logger

from functions.policy.validator import Validator
from infra.policy_tools.policy_file import SHIPPED
from shared.policy_schema.findings import PolicyMistakes

VALIDATE = Validator(Logger("policy"))


def upload(content: str) -> dict[str, Any]:
    """The event that AppConfig sends."""
    return {
        "applicationId": "app",
        "configurationProfileId": "profile",
        "configurationVersion": "7",
        "content": base64.b64encode(content.encode()).decode(),
        "uri": "",
    }


def default(**changes: Any) -> str:
    compiled = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return json.dumps({**compiled, **changes})


def test_the_default_policy_passes() -> None:
    VALIDATE(upload(default()), None)


def test_a_policy_with_a_mistake_is_refused_with_its_place() -> None:
    with pytest.raises(PolicyMistakes, match=r"ladders: there is no ladder"):
        VALIDATE(upload(default(ladders={"call_out": [], "urgent": []})), None)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '"policy"', "{}"])
def test_what_is_no_policy_at_all_is_refused(content: str) -> None:
    with pytest.raises(PolicyMistakes):
        VALIDATE(upload(content), None)


def test_an_unfilled_policy_file_is_refused() -> None:
    """Functions read every optional filled in, so a source that was uploaded as it is won't do."""
    compiled = json.loads(default())
    del compiled["clocks"][0]["met_by"]
    with pytest.raises(PolicyMistakes, match="met_by is missing"):
        VALIDATE(upload(json.dumps(compiled)), None)
