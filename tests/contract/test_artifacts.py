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

from infra.packaging import build
from infra.packaging.build import LAYER, ROOT
from tests import deployed
from tests.contract.conftest import FUNCTIONS
from tests.deployed import RUNTIME

GIVEN_BY_POWERTOOLS = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"}
MEGABYTE = 1 << 20


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
    name: str, startable: Path, runtime: Path
) -> None:
    answer = _start(name, startable, runtime)
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
def test_bytecode_is_valid_whatever_happens_to_file_times(name: str, startable: Path) -> None:
    assert _bytecode(sys.executable, startable / name) == {"valid"}


@pytest.mark.parametrize("name", [LAYER, *FUNCTIONS])
def test_what_is_built_for_aws_has_the_bytecode_of_its_python_or_none(
    name: str, artifacts: Path
) -> None:
    python = build.python_of(build.lambda_python())
    built = _bytecode(python or sys.executable, artifacts / name)
    assert built == ({"valid"} if python else {"none"})


def test_without_the_runtimes_python_the_build_is_whole_and_says_what_it_lacks(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.py").write_text("ONE = 1\n", encoding="utf-8")
    assert build.python_of("3.1") is None
    build.write_bytecode(tmp_path, "/opt", None)
    assert _bytecode(sys.executable, tmp_path) == {"none"}
    assert f"no python{build.lambda_python()} on this machine" in capfd.readouterr().err


def _bytecode(python: str, folder: Path) -> set[str]:
    """What this Python says of it; only the version that reads bytecode knows if it is valid."""
    script = str(Path(__file__).with_name("bytecode.py"))
    told = subprocess.run(  # noqa: S603  # our own arguments
        [python, "-I", "-S", script, str(folder)], capture_output=True, text=True, check=True
    )
    return set(told.stdout.split())


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
    if path.suffix != ".pyc":
        return content
    ours = content[:4] == importlib.util.MAGIC_NUMBER
    return content[:16], marshal.loads(content[16:]) if ours else None  # noqa: S302  # just built
