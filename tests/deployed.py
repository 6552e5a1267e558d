"""Functions as they are deployed: artifact, layer and the runtime's packages, and nothing else."""

import importlib.util
from pathlib import Path
from typing import Any

from infra.packaging import template
from infra.packaging.build import LAYER

RUNTIME = ("boto3", "botocore", "s3transfer", "dateutil", "six", "urllib3")  # the runtime has these
FUNCTION = "AWS::Serverless::Function"
STAND_IN = (
    "https://stand-in.invalid"  # for what only a deployment knows: a name, an ARN, an address
)


def link_runtime(folder: Path) -> Path:
    """The packages that Lambda itself brings, and no others."""
    for name in RUNTIME:
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        origin = Path(spec.origin)
        found = origin.parent if origin.name == "__init__.py" else origin
        (folder / found.name).symlink_to(found)
    return folder


def handlers() -> dict[str, str]:
    """The handler of each function, by logical id."""
    functions = template.of_type(FUNCTION).items()
    return {name: str(each["Properties"]["Handler"]) for name, each in functions}


def environment_of(logical_id: str) -> dict[str, str]:
    """Every variable that the template gives a function, with a value that it can start with."""
    everybody = template.load()["Globals"]["Function"]
    own = template.of_type(FUNCTION)[logical_id]["Properties"]
    given = _variables(everybody) | _variables(own)
    return {name: _value(value) for name, value in given.items()}


def path_of(logical_id: str, artifacts: Path, runtime: Path) -> list[str]:
    """Where a function's process looks for modules, in this order."""
    return [str(artifacts / logical_id), str(artifacts / LAYER / "python"), str(runtime)]


def _variables(properties: dict[str, Any]) -> dict[str, Any]:
    variables: dict[str, Any] = properties.get("Environment", {}).get("Variables", {})
    return variables


def _value(given: Any) -> str:
    """A literal, or a parameter's default."""
    if not isinstance(given, dict):
        return str(given)
    parameter = template.load()["Parameters"].get(given.get("Ref"), {})
    return str(parameter.get("Default") or STAND_IN)
