"""Compiles the pages' templates to Python, so that no request pays for reading them."""

import shutil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def compile_templates(pages: Path) -> None:
    """`templates/` of these pages becomes `compiled/`, which is preferred and shipped alone."""
    sources = pages / "templates"
    compiler(sources).compile_templates(pages / "compiled", zip=None)
    shutil.rmtree(sources)


def compiler(sources: Path) -> Environment:
    """Copies the settings of functions/intake/pages/web/rendering.py, which tools may not import.

    A test holds the two equal.
    """
    return Environment(
        loader=FileSystemLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
