"""Builds what is deployed: one folder per function, one for the layer.

`sam build` and the local cloud both come here, so both deploy the same bytes:
`python -m infra.packaging.build LOGICAL_ID FOLDER`.
"""

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from infra.packaging import template
from infra.packaging.page_templates import compile_templates

ROOT = Path(__file__).resolve().parents[2]
POLICY_INCLUDE = ROOT / "build" / "default-policy.json"
LAYER = "SharedLayer"
PINS = "requirements.txt"  # of the layer, or of the one function that opens strangers' files
LAMBDA_PLATFORM = "x86_64-manylinux2014"
SKIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "requirements.*")
WITHOUT_BYTECODE = (
    "There is no python{0} on this machine: built without bytecode. Functions run all the same, "
    "but each cold start compiles what it imports and takes about three times as long. "
    "Install python{0} and build again before you deploy to AWS."
)
UNSHIPPED = ("bin", ".lock", "*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED")


def lambda_python() -> str:
    """The runtime's version, such as `3.11`, as the template says it."""
    runtime: str = template.load()["Globals"]["Function"]["Runtime"]
    return runtime.removeprefix("python")


def is_lambda_like() -> bool:
    """True when this Python is the runtime's, so that one build serves both."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (python, sysconfig.get_platform()) == (lambda_python(), "linux-x86_64")


def python_of(version: str) -> str | None:
    """A Python of this version on this machine, None when it has none; nothing is installed."""
    asked = ("python", "find", "--system", "--no-project", "--no-python-downloads", version)
    found = subprocess.run(  # noqa: S603  # our own arguments
        [sys.executable, "-m", "uv", *asked], capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or None


def build(logical_id: str, target: Path, *, here: bool = False) -> None:
    """Fills `target`; `here` builds for this machine's Python, which the local cloud runs."""
    if logical_id == LAYER:
        write_policy_include()
        _packages(ROOT / "shared" / PINS, target / "python", here=here)
        shutil.copytree(ROOT / "shared", target / "python" / "shared", ignore=SKIPPED)
        _compile(target, "/opt", here=here)
        return
    package = package_of(logical_id)
    (target / "functions").mkdir(parents=True, exist_ok=True)
    if (pins := ROOT / "functions" / package / PINS).exists():
        _packages(pins, target, here=here)
    shutil.copy(ROOT / "functions" / "__init__.py", target / "functions")
    shutil.copytree(ROOT / "functions" / package, target / "functions" / package, ignore=SKIPPED)
    if (pages := target / "functions" / package / "pages").is_dir():
        compile_templates(pages)
    _compile(target, "/var/task", here=here)


def write_policy_include() -> None:
    """The default policy as the template includes it: a property whose value is a text."""
    policy = (ROOT / "shared" / "runtime" / "default_policy.json").read_text(encoding="utf-8")
    POLICY_INCLUDE.parent.mkdir(exist_ok=True)
    POLICY_INCLUDE.write_text(json.dumps({"Content": policy}), encoding="utf-8")


def package_of(logical_id: str) -> str:
    """`functions.sla.app.tick` is in the package sla."""
    handler: str = template.load()["Resources"][logical_id]["Properties"]["Handler"]
    return handler.split(".")[1]


def _packages(pins: Path, target: Path, *, here: bool) -> None:
    platform = [] if here and not is_lambda_like() else _runtime_platform()
    subprocess.run(  # noqa: S603  # our own arguments
        [
            *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps"),
            *("--require-hashes", "--only-binary", ":all:", "--link-mode", "copy", *platform),
            *("--target", str(target), "-r", str(pins)),
        ],
        check=True,
    )
    for pattern in UNSHIPPED:
        for path in target.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _runtime_platform() -> list[str]:
    return ["--python-version", lambda_python(), "--python-platform", LAMBDA_PLATFORM]


def _compile(target: Path, mounted_at: str, *, here: bool) -> None:
    ours = here or is_lambda_like()
    write_bytecode(target, mounted_at, sys.executable if ours else python_of(lambda_python()))


def write_bytecode(target: Path, mounted_at: str, python: str | None) -> None:
    """Ships bytecode that no file time can invalidate: a third of the start-up time without it.

    Only the Python that will read it can write it: without one the build is whole, but slower.
    """
    if python is None:
        print(WITHOUT_BYTECODE.format(lambda_python()), file=sys.stderr)
        return
    subprocess.run(  # noqa: S603  # our own arguments
        [
            *(python, "-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash"),
            *("-s", str(target), "-p", mounted_at, str(target)),
        ],
        check=True,
    )


if __name__ == "__main__":
    build(sys.argv[1], Path(sys.argv[2]))
