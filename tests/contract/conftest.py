"""What is deployed, built once per run."""

from pathlib import Path

import pytest

from infra.packaging import build, template
from infra.packaging.build import LAYER

FUNCTIONS = sorted(template.of_type("AWS::Serverless::Function"))


@pytest.fixture(scope="session")
def artifacts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder per logical id, as `make build-LOGICAL_ID` fills it for AWS."""
    folder = tmp_path_factory.mktemp("artifacts")
    for logical_id in (LAYER, *FUNCTIONS):
        build.build(logical_id, folder / logical_id)
    return folder


@pytest.fixture(scope="session")
def startable(artifacts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for this machine's Python, as the local cloud runs it."""
    if build.is_lambda_like():
        return artifacts
    folder = tmp_path_factory.mktemp("startable")
    for logical_id in (LAYER, *FUNCTIONS):
        build.build(logical_id, folder / logical_id, here=True)
    return folder
