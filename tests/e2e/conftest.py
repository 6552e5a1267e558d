"""The real template on a local cloud of this run's own, with every role enforced."""

from collections.abc import Iterator

import pytest

from infra.local.cloud import Cloud, running


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """`api_url`, `token(user)`, `tick(now)`, `mail(to)`, `client(service)`, `outputs`."""
    with running(tmp_path_factory.mktemp("cloud")) as started:
        yield started
