"""What suites of several folders share: a local cloud for each file of tests."""

from collections.abc import Iterator

import pytest

from infra.local.cloud import Cloud, running
from tests.canaries import found_in, places, spy_on


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The real template, with every role enforced; what one file lets pass disturbs no other.

    `api_url`, `token(user)`, `tick(now)`, `mail(to)`, `client(service)`, `outputs`. After the last
    test all that was written is searched for what complainants wrote.
    """
    with running(tmp_path_factory.mktemp("cloud")) as started:
        spy_on(started)
        yield started
        assert found_in(places(started)) == []
