"""The policy as AppConfig hands it out: one session, one question, and patience when it fails."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from aws_lambda_powertools import Logger

from functions.sla.tick_cases import WORKERS, TickCases
from shared.application.casework import Casework
from shared.aws.appconfig import DeployedDocument
from shared.aws.policies import DeployedPolicies
from tests.fakes import NOON, FakeCases, a_complaint, counted_bytes, policies
from tests.integration.policy.appconfig_server import AppConfigServer, running
from tests.moments import CITIZEN
from tests.policy_document import document

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LATE = NOON + timedelta(minutes=61)


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def appconfig(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppConfigServer]:
    server = AppConfigServer(json.dumps(document()).encode())
    with running(server) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL_APPCONFIGDATA", url)
        yield server


def a_fetch(clock: Clock | None = None, max_age: int = 10) -> DeployedDocument:
    return DeployedDocument("redress", "live", "policy", max_age, clock or Clock())


def filed(store: FakeCases, number: int) -> list[str]:
    casework = Casework(store, policies(), counted_bytes())
    for _ in range(number):
        casework.file(a_complaint(urgent_answers={"danger_now": True}), CITIZEN, NOON, lambda _: {})
    return list(store.chains)


def at_once(fetch: DeployedDocument) -> list[str]:
    """What each thread of a tick gets or fails with, all of them starting together."""
    together = Barrier(WORKERS)

    def ask(_: int) -> str:
        together.wait()
        try:
            return str(fetch()["version"])
        except Exception as error:
            return type(error).__name__

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(ask, range(WORKERS)))


def test_threads_that_ask_together_share_one_session_and_one_answer(
    appconfig: AppConfigServer,
) -> None:
    assert at_once(a_fetch()) == [str(document()["version"])] * WORKERS
    assert appconfig.asked == {"sessions": 1, "configurations": 1}


def test_a_tick_of_many_cases_asks_for_the_policy_once(
    appconfig: AppConfigServer, dynamo: "DynamoDBClient"
) -> None:
    store = FakeCases()
    references = filed(store, 3 * WORKERS)
    deployed = DeployedPolicies(a_fetch(), document, dynamo, "cases")
    done = TickCases(Casework(store, deployed, counted_bytes()), Logger(service="test"))(
        references, LATE
    )
    assert (done.missed, done.failed) == (len(references), ())
    assert not deployed.degraded
    assert appconfig.asked == {"sessions": 1, "configurations": 1}


def test_the_tokens_of_a_session_follow_one_another(appconfig: AppConfigServer) -> None:
    fetch = a_fetch(max_age=0)
    for version in ("test.1", "test.2", "test.3"):
        appconfig.content = json.dumps(document(version=version)).encode()
        assert fetch()["version"] == version
    assert appconfig.asked == {"sessions": 1, "configurations": 3}


def test_a_failure_is_asked_for_once_and_shared_until_its_time_is_over(
    appconfig: AppConfigServer,
) -> None:
    appconfig.down = True
    clock = Clock()
    fetch = a_fetch(clock)
    assert sorted(at_once(fetch)) == ["GetParameterError", *["Unavailable"] * (WORKERS - 1)]
    appconfig.down, clock.seconds = False, 9.9
    with pytest.raises(Exception, match="a moment ago"):
        fetch()
    assert appconfig.asked["sessions"] == 1
    clock.seconds = 10.0
    assert fetch()["version"] == document()["version"]


def test_a_session_that_appconfig_forgot_is_begun_anew(appconfig: AppConfigServer) -> None:
    """Its tokens end after a day, which a process may outlive."""
    fetch = a_fetch(max_age=0)
    fetch()
    appconfig.tokens.clear()
    with pytest.raises(Exception, match="BadRequest"):
        fetch()
    assert fetch()["version"] == document()["version"]
    assert appconfig.asked == {"sessions": 2, "configurations": 3, "refused": 1}
