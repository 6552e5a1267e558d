"""Arrows point one way: functions → shared/aws → shared/ports → shared/domain."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from infra.packaging.build import ROOT

OURS = ("functions", "shared", "infra", "tests", "bench")
AWS = {"boto3", "botocore"}
STUBS = "mypy_boto3_"  # for the type checker alone


def _modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _distributions(package: str) -> list[str]:
    """Names of what brings an imported package, as requirements files write them."""
    found = packages_distributions().get(package, [package])
    return [name.lower().replace("_", "-") for name in found]


def _offenders(folder: str, allowed: set[str]) -> list[tuple[str, str]]:
    return [
        (_name(path), imported)
        for path in _modules(folder)
        for imported in _imports(path)
        if imported.split(".")[0] in OURS
        and not any(imported == each or imported.startswith(f"{each}.") for each in allowed)
    ]


def test_the_domain_imports_itself_and_the_standard_library() -> None:
    assert _offenders("shared/domain", {"shared.domain"}) == []
    foreign = {
        (_name(path), imported)
        for path in _modules("shared/domain")
        for imported in _imports(path)
        if imported.split(".")[0] not in {*sys.stdlib_module_names, *OURS}
    }
    assert not foreign


def test_shared_never_imports_its_users() -> None:
    assert _offenders("shared", {"shared"}) == []


def test_tools_never_import_functions() -> None:
    assert _offenders("infra", {"shared", "infra"}) == []


def test_functions_never_import_one_another() -> None:
    for folder in sorted((ROOT / "functions").iterdir()):
        if folder.is_dir() and folder.name != "__pycache__":
            allowed = {"shared", f"functions.{folder.name}"}
            assert _offenders(f"functions/{folder.name}", allowed) == []


def test_the_domain_and_ports_know_no_adapter() -> None:
    for path in (ROOT / "shared" / "ports.py",):
        assert not [each for each in _imports(path) if each.startswith("shared.aws")]


def test_functions_reach_aws_through_ports_alone() -> None:
    """What stands behind a port is chosen where a function starts."""
    offenders = {
        _name(path)
        for path in _modules("functions")
        if path.name != "app.py"
        if any(each.startswith("shared.aws") for each in _imports(path))
    }
    assert offenders == set()


@pytest.mark.parametrize("folder", ["functions", "shared"])
def test_boto3_is_used_in_shared_aws_and_where_clients_are_made(folder: str) -> None:
    users = {
        _name(path)
        for path in _modules(folder)
        if any(imported.split(".")[0] in AWS for imported in _imports(path))
    }
    assert {
        name for name in users if not name.startswith("shared.aws.") and not name.endswith(".app")
    } == set()


@pytest.mark.parametrize("folder", ["functions", "shared"])
def test_functions_use_packages_that_the_layer_or_they_themselves_pin_by_name(folder: str) -> None:
    used = {imported.split(".")[0] for path in _modules(folder) for imported in _imports(path)}
    foreign = used - {*sys.stdlib_module_names, *OURS, *AWS}
    layer, *own = ROOT / "shared" / "requirements.in", *(ROOT / folder).glob("*/requirements.in")
    pins = "".join(path.read_text(encoding="utf-8") for path in (layer, *own))
    lacking = {
        name
        for name in foreign
        if not name.startswith(STUBS)
        and not any(f"\n{each}==" in pins for each in _distributions(name))
    }
    assert lacking == set()


def test_only_config_reads_the_environment() -> None:
    readers = {
        _name(path)
        for folder in ("functions", "shared")
        for path in _modules(folder)
        if "os.environ" in path.read_text(encoding="utf-8")
    }
    assert readers <= {"shared.runtime.config"}
