"""Clients that adapters make when first needed wait no longer than a function may run."""

import gc
import json
from typing import Any

import pytest
from botocore.client import BaseClient

from infra.packaging import template
from shared.aws.appconfig import DeployedDocument
from shared.aws.mail import SesMail
from shared.aws.queues import SqsQueue
from shared.aws.topic import SnsPhone, SnsTopic
from shared.aws.workflow import Workflow
from tests.integration.policy.appconfig_server import AppConfigServer, running
from tests.policy_document import document

ASKING = (2, 5, {"mode": "standard", "total_max_attempts": 4})
SENDING = (2, 12, {"mode": "standard", "total_max_attempts": 2})


def patience(client: Any) -> tuple[Any, ...]:
    """Seconds to connect and to read, and how often it is tried."""
    config = client.meta.config
    return config.connect_timeout, config.read_timeout, config.retries


@pytest.mark.parametrize(
    ("adapter", "waits"),
    [
        (SqsQueue("https://sqs.invalid/queue"), ASKING),
        (Workflow("arn"), ASKING),
        (SesMail("office@example.org"), SENDING),
        (SnsTopic("arn"), SENDING),
        (SnsPhone(), SENDING),
    ],
    ids=lambda one: type(one).__name__,
)
def test_who_sends_waits_longer_and_tries_less_often(adapter: Any, waits: tuple[Any, ...]) -> None:
    assert patience(adapter.client) == waits


@pytest.mark.parametrize(("_", "read", "retries"), [ASKING, SENDING])
def test_all_tries_together_fit_into_a_function_s_time(
    _: int, read: int, retries: dict[str, Any]
) -> None:
    attempts = retries["total_max_attempts"]
    backoff = sum(2**failed for failed in range(attempts - 1))  # at most, in standard mode
    usual = template.load()["Globals"]["Function"]["Timeout"]
    intake = template.of_type("AWS::Serverless::Function")["IntakeFunction"]["Properties"]
    assert attempts * read + backoff < min(usual, intake["Timeout"])


def test_a_policy_that_appconfig_keeps_back_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A complaint gets in under the last good policy, within the time that its function has."""
    before = _clients("appconfigdata")
    with running(AppConfigServer(json.dumps(document()).encode())) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL_APPCONFIGDATA", url)
        fetch = DeployedDocument("redress", "live", "policy")
        fetch()
    made = [one for one in _clients("appconfigdata") if one not in before]
    assert [patience(one) for one in made] == [ASKING]


def _clients(service: str) -> list[BaseClient]:
    living = [one for one in gc.get_objects() if issubclass(type(one), BaseClient)]
    return [one for one in living if one.meta.service_model.service_name == service]
