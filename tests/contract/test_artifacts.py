"""What is deployed is whole, alone and the same by either way."""

import importlib.util
import json
import marshal
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.packaging.build import LAYER, ROOT, is_lambda_like
from tests import deployed
from tests.contract.conftest import FUNCTIONS
from tests.deployed import RUNTIME

GIVEN_BY_POWERTOOLS = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"}
MEGABYTE = 1 << 20

pytestmark = pytest.mark.skipif(not is_lambda_like(), reason="needs the runtime's Python")


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return deployed.link_runtime(tmp_path_factory.mktemp("runtime"))


def _start(name: str, artifacts: Path, runtime: Path) -> dict[str, Any]:
    started = subprocess.run(  # noqa: S603  # our own arguments
        [
            *(sys.executable, "-I", "-S", "-W", "error", str(Path(__file__).with_name("alone.py"))),
            deployed.handlers()[name],
            *deployed.path_of(name, artifacts, runtime),
        ],
        env={"AWS_DEFAULT_REGION": "us-east-1", "PATH": os.environ["PATH"]}
        | deployed.environment_of(name),
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 0, started.stderr
    answer: dict[str, Any] = json.loads(started.stdout.splitlines()[-1])
    return answer


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_starts_from_its_artifact_alone_and_reads_all_that_it_is_given(
    name: str, artifacts: Path, runtime: Path
) -> None:
    answer = _start(name, artifacts, runtime)
    given = set(deployed.environment_of(name))
    assert answer["callable"]
    assert given - GIVEN_BY_POWERTOOLS <= set(answer["read"])


def test_the_layer_is_small_and_brings_no_sdk(artifacts: Path) -> None:
    packages = {path.name for path in (artifacts / LAYER / "python").iterdir()}
    assert {"shared", "chalice", "pydantic"} <= packages
    assert not packages & set(RUNTIME)
    files = [path for path in (artifacts / LAYER).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 40 * MEGABYTE


def test_no_module_of_ours_hides_a_package(artifacts: Path) -> None:
    packages = {path.name.removesuffix(".py") for path in (artifacts / LAYER / "python").iterdir()}
    ours = {path.name.removesuffix(".py") for path in (ROOT / "shared").iterdir()}
    assert not ours & packages - {"__pycache__"}


@pytest.mark.parametrize("name", [LAYER, *FUNCTIONS])
def test_bytecode_is_valid_whatever_happens_to_file_times(name: str, artifacts: Path) -> None:
    sources = list((artifacts / name).rglob("*.py"))
    assert sources
    for source in sources:
        compiled = Path(importlib.util.cache_from_source(str(source))).read_bytes()
        assert compiled[:4] == importlib.util.MAGIC_NUMBER
        assert compiled[4:8] == b"\x01\x00\x00\x00"  # by hash, and not checked
        assert compiled[8:16] == importlib.util.source_hash(source.read_bytes())
        marshal.loads(compiled[16:])  # noqa: S302  # what we have just built


def test_sam_builds_the_same_files(artifacts: Path, tmp_path: Path) -> None:
    subprocess.run(  # noqa: S603  # our own arguments
        [
            *(str(Path(sys.executable).with_name("sam")), "build", "--build-dir", str(tmp_path)),
            *("--cache-dir", str(tmp_path / ".cache")),
        ],
        cwd=ROOT,
        env=os.environ | {"AWS_DEFAULT_REGION": "us-east-1", "SAM_CLI_TELEMETRY": "0"},
        capture_output=True,
        check=True,
    )
    for name in (LAYER, *FUNCTIONS):
        assert _content(tmp_path / name) == _content(artifacts / name)
    built = (tmp_path / "template.yaml").read_text(encoding="utf-8")
    assert "default-policy.json" in built


def _content(folder: Path) -> dict[str, Any]:
    return {
        path.relative_to(folder).as_posix(): _meaning(path)
        for path in folder.rglob("*")
        if path.is_file()
    }


def _meaning(path: Path) -> Any:
    """Of bytecode what it does: how it is written depends on what else its writer held."""
    content = path.read_bytes()
    if path.suffix == ".pyc":
        return content[:16], marshal.loads(content[16:])  # noqa: S302  # what we have just built
    return content
