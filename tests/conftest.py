"""What suites of several folders share: how long a test may take, how Hypothesis looks for
examples, and a local cloud for each file of tests."""

import os
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import HealthCheck, settings

from infra.local.cloud import Cloud, running
from tests.aws import recording
from tests.aws.session import (
    pytest_sessionfinish as pytest_sessionfinish,
)
from tests.aws.session import (
    pytest_terminal_summary as pytest_terminal_summary,
)
from tests.aws.session import (
    pytest_testnodedown as pytest_testnodedown,
)
from tests.aws.session import (
    reviewed_calls,
)
from tests.canaries import found_in, places, spy_on

# How long an example takes is the machine's doing. A red build must be red again for who looks into
# it: in CI the same examples come in each run, and elsewhere others, which find more over time.
settings.register_profile(
    "redress", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("redress-ci", settings.get_profile("redress"), derandomize=True)
settings.load_profile("redress-ci" if os.environ.get("CI") else "redress")

CLOUDS_AND_BROWSERS = {"cloud", "browser"}
THEIR_SECONDS = 1_800  # both start first, and a browser may have to be installed


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """A test that waits for a cloud or a browser may take longer than `timeout` in pyproject."""
    for item in items:
        needs = CLOUDS_AND_BROWSERS & set(getattr(item, "fixturenames", ()))
        if needs or item.get_closest_marker("e2e"):
            item.add_marker(pytest.mark.timeout(THEIR_SECONDS))


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Cloud]:
    """The real template, with every role enforced; what one file lets pass disturbs no other.

    `api_url`, `token(user)`, `tick(now)`, `mail(to)`, `client(service)`, `outputs`. After the last
    test all that was written is searched for what complainants wrote, and each call that a function
    made to AWS must be of a kind that was reviewed.
    """
    calls = tmp_path_factory.mktemp("calls") / "calls.jsonl"
    with running(tmp_path_factory.mktemp("cloud"), recording.environment(calls)) as started:
        spy_on(started)
        with reviewed_calls(pytestconfig, started, calls):
            yield started
            assert found_in(places(started)) == []
