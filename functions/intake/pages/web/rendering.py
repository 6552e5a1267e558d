"""Templates, as the build compiled them; from their sources where nobody built (tests, tools)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined

HERE = Path(__file__).parents[1]
SOURCES = HERE / "templates"
COMPILED = HERE / "compiled"


def environment(loader: BaseLoader) -> Environment:
    """Escapes everything, and refuses a name that nobody gave. The build makes the same one."""
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def render(template: str, values: dict[str, Any]) -> str:
    return _templates().get_template(template).render(values)


@cache
def assets() -> dict[str, dict[str, str]]:
    """Names and integrity of the static files, by plain name."""
    manifest = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    files: dict[str, dict[str, str]] = manifest["files"]
    return files


@cache
def _templates() -> Environment:
    built = COMPILED.is_dir()
    return environment(ModuleLoader(COMPILED) if built else FileSystemLoader(SOURCES))
