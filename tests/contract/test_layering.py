"""Arrows point one way: functions → shared/aws → shared/ports → shared/domain.

Within the API's function: api and pages → views, schemas, http → service → shared.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
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


MODULES = {
    _name(path).removesuffix(".__init__"): path for folder in OURS for path in _modules(folder)
}
INTAKE = "functions.intake"
# What each part of the API's function may import of the others.
ARROWS: Mapping[str, frozenset[str]] = {
    "service": frozenset(),
    "views": frozenset({"service"}),
    "schemas": frozenset({"service"}),
    "http": frozenset({"service"}),
    "api": frozenset({"service", "views", "schemas", "http"}),
    "pages": frozenset({"service", "views", "schemas", "http"}),
}
# From the bottom up: what all pages are made of, the public's, the desk's.
PAGES = ("pages.words", "pages.web", "pages.public", "pages.desk", "pages.routes")


def _graph() -> dict[str, set[str]]:
    """Which module of ours imports which, also inside functions and for the type checker alone."""
    return {name: set(_ours_imported_by(path)) - {name} for name, path in MODULES.items()}


def _ours_imported_by(path: Path) -> Iterator[str]:
    """`from package import name` imports the module `package.name` where there is one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found = whole if whole in MODULES else node.module
                yield from (found,) if found in MODULES else ()


def _folder(module: str) -> str:
    return module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]


def test_no_module_imports_itself_by_way_of_others() -> None:
    order = TopologicalSorter(_graph())
    order.prepare()  # raises CycleError, which names the modules of the circle


@pytest.mark.parametrize("part", ["functions", "infra", "bench"])
def test_folders_import_one_another_one_way(part: str) -> None:
    arrows = {
        (_folder(name), _folder(imported))
        for name, others in _graph().items()
        for imported in others
        if name.startswith(part) and _folder(name) != _folder(imported)
    }
    assert {(one, other) for one, other in arrows if (other, one) in arrows} == set()


@pytest.mark.parametrize("part", ARROWS)
def test_the_parts_of_the_api_import_only_what_lies_below(part: str) -> None:
    allowed = {"shared", *(f"{INTAKE}.{one}" for one in (part, *ARROWS[part]))}
    offenders = {
        (name, imported)
        for name, others in _graph().items()
        if name.startswith(f"{INTAKE}.{part}.")
        for imported in others
        if not any(imported == one or imported.startswith(f"{one}.") for one in allowed)
    }
    assert offenders == set()


def test_pages_import_only_what_lies_below() -> None:
    places = {f"{INTAKE}.{one}": height for height, one in enumerate(PAGES)}

    def height(module: str) -> int:
        found = (one for one in places if module == one or module.startswith(f"{one}."))
        return next((places[one] for one in found), -1)

    offenders = {
        (name, imported)
        for name, others in _graph().items()
        if name.startswith(f"{INTAKE}.pages.")
        for imported in others
        if height(imported) > height(name)
    }
    assert offenders == set()


def test_the_api_imports_lazily_by_its_packages_alone() -> None:
    """What a start doesn't need is imported by a package's `__getattr__`, for all to see."""
    hidden = {
        (_name(path), function.name)
        for path in _modules("functions/intake")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        if any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(function))
    }
    assert hidden == set()


@pytest.mark.parametrize("part", ["service", "views", "schemas"])
def test_use_cases_know_nothing_of_http(part: str) -> None:
    users = {
        _name(path)
        for path in _modules(f"functions/intake/{part}")
        if any(each.split(".")[0] == "chalice" for each in _imports(path))
    }
    assert users == set()


@pytest.mark.parametrize("part", ["api", "pages"])
def test_routes_reach_cases_through_use_cases_alone(part: str) -> None:
    """Neither the store nor the policies nor a right: what is decided, a use case decides."""
    reaching = {
        _name(path)
        for path in _modules(f"functions/intake/{part}")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "casework"
    }
    deciding = {
        _name(path)
        for path in _modules(f"functions/intake/{part}")
        if "shared.domain.access" in _ours_imported_by(path)
    }
    assert reaching | deciding == set()


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
