"""What suites of several folders share: the local cloud of a run, once per worker."""

from collections.abc import Iterator

import pytest

from infra.local.cloud import Cloud, running


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The real template, with every role enforced.

    `api_url`, `token(user)`, `tick(now)`, `mail(to)`, `client(service)`, `outputs`.
    """
    with running(tmp_path_factory.mktemp("cloud")) as started:
        yield started
