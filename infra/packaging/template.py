"""The template as data: short forms (`!Ref`) become their long ones."""

from functools import cache
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-untyped]  # it has no stubs

PATH = Path(__file__).resolve().parents[2] / "template.yaml"


@cache
def load() -> dict[str, Any]:
    """Read it, never change it: copy first."""
    content: dict[str, Any] = yaml_parse(PATH.read_text(encoding="utf-8"))
    return content


def of_type(kind: str) -> dict[str, Any]:
    """Resources of one type by logical id, e.g. `AWS::Serverless::Function`."""
    resources = load()["Resources"]
    return {name: each for name, each in resources.items() if each["Type"] == kind}
